// files.*: the upload in three steps, and what became of it.

import type { Directory } from '../directory.ts';
import { type Files, fileObject, type StoredFile } from '../files.ts';
import { type Json, objectsOf, textOf } from '../json.ts';
import type { Timeline } from '../timeline.ts';
import type { Args } from './arguments.ts';
import type { ContentReader } from './message-content.ts';
import { ApiError, type Methods } from './method.ts';
import type { Places } from './places.ts';

export interface FileMethodsDeps {
  readonly directory: Directory;
  readonly timeline: Timeline;
  readonly files: Files;
  readonly places: Places;
  readonly content: ContentReader;
  /** Where the emulator answers, ending in a slash. */
  baseUrl(): string;
}

export function fileMethods(deps: FileMethodsDeps): Methods {
  const { directory, timeline, files, places, content } = deps;

  function getUploadUrl(args: Args): Json {
    const length = args.number('length') ?? 0;
    const name = args.required('filename');
    const altText = args.text('alt_text') ?? args.text('alt_txt');
    if (length <= 0) throw new ApiError('missing_argument');
    if ((altText?.length ?? 0) > 1000) throw new ApiError('alt_txt_too_large');
    const file = files.reserve({ name, length, owner: directory.bot.userId, altText });
    return { upload_url: `${deps.baseUrl()}upload/${file.id}`, file_id: file.id };
  }

  function completeUpload(args: Args): Json {
    const wanted = objectsOf(args.structure('files'));
    if (wanted.length === 0) throw new ApiError('invalid_arguments');
    const uploaded = wanted.map((each) => finished(textOf(each['id']) ?? '', textOf(each['title'])));
    if (args.has('channel_id')) share(uploaded, args);
    for (const file of uploaded) file.complete = true;
    return { files: uploaded.map((file) => ({ id: file.id, title: file.title })) };
  }

  function finished(id: string, title: string | undefined): StoredFile {
    const file = files.find(id);
    if (file?.bytes === undefined) throw new ApiError('file_not_found');
    file.title = title ?? file.title;
    return file;
  }

  function share(uploaded: readonly StoredFile[], args: Args): void {
    const place = places.writable(args.required('channel_id'));
    if (!place.botIn) throw new ApiError('not_in_channel');
    const said = content.read(args);
    const message = timeline.post({
      channel: place.id,
      author: directory.bot.userId,
      fromBot: true,
      text: args.text('initial_comment') ?? '',
      blocks: said.blocks,
      threadTs: places.root(place, args.text('thread_ts')),
      files: uploaded.map((file) => fileObject(file, deps.baseUrl())),
    });
    for (const file of uploaded) files.share(file, place.id, message.ts);
  }

  return {
    'files.getUploadURLExternal': getUploadUrl,
    'files.completeUploadExternal': completeUpload,
    'files.info': (args) => {
      const file = files.find(args.required('file'));
      if (file === undefined) throw new ApiError('file_not_found');
      return { file: fileObject(file, deps.baseUrl()) };
    },
  };
}
