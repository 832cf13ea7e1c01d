// conversations.*: what the bot can see of channels and direct conversations, and what was said in them.

import type { Directory } from '../directory.ts';
import type { Json } from '../json.ts';
import { conversationObject, messageObject } from '../slack-objects.ts';
import type { Message, Timeline } from '../timeline.ts';
import type { Args } from './arguments.ts';
import { ApiError, type Methods } from './method.ts';
import { pageOf } from './paging.ts';
import type { Places } from './places.ts';
import { prefixOf, type ScopeCheck } from './scopes.ts';

export interface ConversationsDeps {
  readonly directory: Directory;
  readonly timeline: Timeline;
  readonly places: Places;
  readonly scopes: ScopeCheck;
}

const TYPES = { channels: 'public_channel', groups: 'private_channel', im: 'im' } as const;

export function conversationMethods(deps: ConversationsDeps): Methods {
  const { directory, timeline, places, scopes } = deps;

  function list(args: Args): Json {
    const wanted = (args.text('types') ?? 'public_channel').split(',').map((type) => type.trim());
    const channels = directory.conversations().filter((each) => {
      const visible = !each.private || each.botIn;
      const archived = each.archived && args.flag('exclude_archived');
      return visible && !archived && wanted.includes(TYPES[prefixOf(each)]);
    });
    for (const type of wanted) scopes.need(`${scopePrefixOf(type)}:read`);
    const page = pageOf(channels, args, 100);
    return { channels: page.items.map((each) => conversationObject(each, directory)), ...page.fields };
  }

  function open(args: Args): Json {
    const ids = (args.text('users') ?? '').split(',').filter((id) => id !== '');
    if (ids.length > 1) throw new ApiError('method_not_supported_for_channel_type');
    const direct = args.has('channel') ? places.visible(args.required('channel')).person : ids[0];
    const person = directory.people().find((each) => each.id === direct);
    if (person === undefined) throw new ApiError('user_not_found');
    if (person.deleted) throw new ApiError('user_disabled');
    return { channel: { id: directory.dmWith(person.id).id, user: person.id, is_im: true } };
  }

  function join(args: Args): Json {
    const place = places.visible(args.required('channel'));
    if (place.archived) throw new ApiError('is_archived');
    if (place.kind === 'im' || place.private) throw new ApiError('method_not_supported_for_channel_type');
    place.botIn = true;
    return { channel: conversationObject(place, directory) };
  }

  function messages(all: readonly Message[], args: Args): Json[] {
    const withMetadata = args.flag('include_all_metadata');
    return all.map((message) => messageObject(message, deps, withMetadata));
  }

  function history(args: Args): Json {
    const place = places.readable(args.required('channel'));
    const all = timeline
      .all(place.id)
      .filter((each) => each.ephemeralTo === undefined && (each.threadTs === undefined || each.broadcast))
      .filter(between(args))
      .toReversed();
    const page = pageOf(all, args, 100);
    return { messages: messages(page.items, args), has_more: hasMore(page.fields), ...page.fields };
  }

  function replies(args: Args): Json {
    const place = places.readable(args.required('channel'));
    const asked = timeline.find(place.id, args.required('ts'));
    if (asked === undefined || asked.ephemeralTo !== undefined) throw new ApiError('thread_not_found');
    const root = timeline.find(place.id, asked.threadTs ?? asked.ts) ?? asked;
    const inRange = timeline.replies(place.id, root.ts).filter(between(args));
    const page = pageOf([root, ...inRange], args, 1000);
    return { messages: messages(page.items, args), has_more: hasMore(page.fields), ...page.fields };
  }

  return {
    'conversations.list': list,
    'conversations.info': (args) => {
      const place = places.visible(args.required('channel'));
      scopes.needFor('read', place);
      return { channel: conversationObject(place, directory) };
    },
    'conversations.members': (args) => {
      const place = places.visible(args.required('channel'));
      scopes.needFor('read', place);
      const page = pageOf([...place.members, ...(place.botIn ? [directory.bot.userId] : [])], args, 100);
      return { members: page.items, ...page.fields };
    },
    'conversations.open': open,
    'conversations.join': join,
    'conversations.history': history,
    'conversations.replies': replies,
  };
}

function scopePrefixOf(type: string): string {
  const found = Object.entries(TYPES).find(([, name]) => name === type);
  if (found === undefined) throw new ApiError('invalid_types');
  return found[0];
}

function between(args: Args): (message: Message) => boolean {
  const oldest = args.number('oldest') ?? 0;
  const latest = args.number('latest') ?? Number.POSITIVE_INFINITY;
  const inclusive = args.flag('inclusive');
  return ({ ts }) => {
    const at = Number(ts);
    return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  };
}

function hasMore(fields: Json): boolean {
  return (fields['response_metadata'] as { next_cursor: string }).next_cursor !== '';
}
