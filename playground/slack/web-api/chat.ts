// chat.*: posting, editing, deleting, ephemeral messages, permalinks.

import { LIMITS } from '../blocks/limits.ts';
import type { Directory } from '../directory.ts';
import { compact, type Json } from '../json.ts';
import { messageObject } from '../slack-objects.ts';
import type { Message, Timeline } from '../timeline.ts';
import type { Args } from './arguments.ts';
import { type ContentReader, refuseEmpty } from './message-content.ts';
import { ApiError, type Methods } from './method.ts';
import type { Places } from './places.ts';

export interface ChatDeps {
  readonly directory: Directory;
  readonly timeline: Timeline;
  readonly places: Places;
  readonly content: ContentReader;
}

export function chatMethods(deps: ChatDeps): Methods {
  const { directory, timeline, places, content } = deps;
  const { bot } = directory;

  function postMessage(args: Args): Json {
    const place = places.writable(args.required('channel'));
    if (place.person !== undefined) refuseDeactivated(place.person);
    const said = content.read(args);
    refuseEmpty(said);
    const threadTs = places.root(place, args.text('thread_ts'));
    const message = timeline.post({
      ...said,
      channel: place.id,
      author: bot.userId,
      fromBot: true,
      text: said.text ?? '',
      threadTs,
      broadcast: threadTs !== undefined && args.flag('reply_broadcast'),
    });
    return { channel: place.id, ts: message.ts, message: messageObject(message, deps), ...truncated(args) };
  }

  function refuseDeactivated(personId: string): void {
    if (directory.person(personId)?.deleted) throw new ApiError('user_disabled');
  }

  function update(args: Args): Json {
    const place = places.visible(args.required('channel'));
    const message = own(places.message(place, args.required('ts')), 'cant_update_message');
    const said = content.read(args, LIMITS.updateText);
    if (place.archived) throw new ApiError('is_archived');
    if (!['text', 'blocks', 'attachments', 'metadata', 'markdown_text'].some(args.has))
      throw new ApiError('no_text');
    timeline.edit(message, said, bot.userId);
    return { channel: place.id, ts: message.ts, text: message.text, message: messageObject(message, deps) };
  }

  function own(message: Message, refusal: string): Message {
    if (message.author !== bot.userId) throw new ApiError(refusal);
    return message;
  }

  function remove(args: Args): Json {
    const place = places.visible(args.required('channel'));
    const message = own(places.message(place, args.required('ts')), 'cant_delete_message');
    timeline.remove(message);
    return { channel: place.id, ts: message.ts };
  }

  function postEphemeral(args: Args): Json {
    const place = places.visible(args.required('channel'));
    const person = directory.person(args.required('user'));
    if (place.archived) throw new ApiError('is_archived');
    if (!place.botIn) throw new ApiError('not_in_channel');
    if (person === undefined || !place.members.has(person.id)) throw new ApiError('user_not_in_channel');
    const said = content.read(args, LIMITS.messageText);
    refuseEmpty(said);
    const message = timeline.post({
      ...said,
      channel: place.id,
      author: bot.userId,
      fromBot: true,
      text: said.text ?? '',
      threadTs: args.text('thread_ts'),
      ephemeralTo: person.id,
    });
    return { message_ts: message.ts };
  }

  return {
    'chat.postMessage': postMessage,
    'chat.update': update,
    'chat.delete': remove,
    'chat.postEphemeral': postEphemeral,
    'chat.getPermalink': (args) => {
      const place = places.visible(args.required('channel'));
      const message = places.message(place, args.required('message_ts'));
      return { channel: place.id, permalink: permalinkOf(message, directory.team.name) };
    },
  };
}

export function permalinkOf(message: Message, teamName: string): string {
  const stamp = message.ts.replace('.', '');
  const thread =
    message.threadTs === undefined ? '' : `?thread_ts=${message.threadTs}&cid=${message.channel}`;
  const domain = teamName.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return `https://${domain}.slack.com/archives/${message.channel}/p${stamp}${thread}`;
}

function truncated(args: Args): Json {
  const isLong = (args.text('text')?.length ?? 0) > LIMITS.messageText;
  return compact({
    warning: isLong ? 'message_truncated' : undefined,
    response_metadata: isLong ? { warnings: ['message_truncated'] } : undefined,
  });
}
