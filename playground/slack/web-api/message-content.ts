// Reads what a message is to say from a call's arguments, and refuses what Slack refuses.

import { LIMITS } from '../blocks/limits.ts';
import { type BlockCheckOptions, checkBlocks } from '../blocks/validate.ts';
import { charactersIn, withIds } from '../blocks/walk.ts';
import type { NewId } from '../ids.ts';
import { isObject, type Json, listOf, objectOf, objectsOf, textOf } from '../json.ts';
import type { Args } from './arguments.ts';
import { ApiError, refusedFor } from './method.ts';

export interface Content {
  readonly text: string | undefined;
  readonly blocks: Json[] | undefined;
  readonly attachments: Json[] | undefined;
  readonly metadata: Json | undefined;
}

export interface ContentReader {
  /** `maxText` is where Slack answers `msg_too_long`; without one, longer text is cut at 40,000. */
  read(args: Args, maxText?: number): Content;
}

export interface ContentReaderDeps {
  readonly newId: NewId;
  blockOptions(): BlockCheckOptions;
  /** Whether a file can be shown in an image block. */
  isFileReady(id: string): boolean;
}

export function createContentReader(deps: ContentReaderDeps): ContentReader {
  return {
    read(args, maxText) {
      const attachments = readAttachments(args, deps);
      const content = { ...readText(args, maxText), attachments, metadata: readMetadata(args) };
      const blocks = content.blocks ?? readBlocks(args, deps);
      return { ...content, blocks };
    },
  };
}

function readText(args: Args, maxText: number | undefined): Pick<Content, 'text' | 'blocks'> {
  const markdown = args.text('markdown_text');
  const text = args.text('text');
  if (markdown !== undefined) {
    if (text !== undefined || args.has('blocks')) throw new ApiError('markdown_text_conflict');
    if (markdown.length > LIMITS.markdown) throw new ApiError('msg_too_long');
    return { text: markdown, blocks: [{ type: 'markdown', text: markdown, block_id: 'markdown_text' }] };
  }
  if (maxText !== undefined && (text?.length ?? 0) > maxText) throw new ApiError('msg_too_long');
  return { text: text?.slice(0, LIMITS.messageText), blocks: undefined };
}

function readBlocks(args: Args, deps: ContentReaderDeps): Json[] | undefined {
  if (!args.has('blocks')) return undefined;
  const given = args.structure('blocks');
  if (!Array.isArray(given)) throw new ApiError('invalid_blocks_format');
  const problems = [...checkBlocks(given, 'message', deps.blockOptions()), ...filesNotReady(given, deps)];
  if (problems.length > 0) throw refusedFor('invalid_blocks', problems);
  const blocks = objectsOf(given);
  if (charactersIn(blocks) > LIMITS.messageBlockCharacters) throw new ApiError('msg_blocks_too_long');
  return withIds(blocks, () => deps.newId('b'));
}

function filesNotReady(blocks: readonly unknown[], deps: ContentReaderDeps): string[] {
  return objectsOf(blocks).flatMap((block, index) => {
    const id = textOf(objectOf(block['slack_file'])['id']);
    const missing = id !== undefined && !deps.isFileReady(id);
    return missing ? [`invalid slack file [json-pointer:/blocks/${index}/slack_file]`] : [];
  });
}

function readAttachments(args: Args, deps: ContentReaderDeps): Json[] | undefined {
  if (!args.has('attachments')) return undefined;
  const given = args.structure('attachments');
  const attachments = objectsOf(given);
  if (listOf(given).length > LIMITS.attachments) throw new ApiError('too_many_attachments');
  const problems = attachments.flatMap((each, index) =>
    each['blocks'] === undefined
      ? []
      : checkBlocks(each['blocks'], 'message', deps.blockOptions(), `/attachments/${index}/blocks`),
  );
  if (problems.length > 0) throw refusedFor('invalid_attachments', problems);
  return attachments.map((each) =>
    each['blocks'] === undefined
      ? each
      : { ...each, blocks: withIds(objectsOf(each['blocks']), () => deps.newId('b')) },
  );
}

function readMetadata(args: Args): Json | undefined {
  if (!args.has('metadata')) return undefined;
  const given = args.structure('metadata');
  if (!isObject(given)) throw new ApiError('invalid_metadata_format');
  if (Object.keys(given).length === 0) return {};
  if (textOf(given['event_type']) === undefined || !isObject(given['event_payload']))
    throw new ApiError('invalid_metadata_schema');
  if (JSON.stringify(given).length > LIMITS.metadataBytes) throw new ApiError('metadata_too_large');
  return given;
}

/** A message needs words or blocks to be one. */
export function refuseEmpty(content: Content): void {
  const parts = [content.blocks, content.attachments].filter((each) => (each ?? []).length > 0);
  if ((content.text ?? '') === '' && parts.length === 0) throw new ApiError('no_text');
}
