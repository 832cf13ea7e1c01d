// Who hears of a message: whose open client changes, and whose lock screen lights up.

import { renderMrkdwn } from './blocks/mrkdwn.ts';
import type { Conversation, Directory } from './directory.ts';
import type { Feed } from './feed.ts';
import type { ReaderOf } from './readers.ts';
import type { Happening, Message, Timeline } from './timeline.ts';

export interface Push {
  readonly ts: string;
  readonly channel: string;
  readonly thread_ts?: string;
  readonly title: string;
  /** The message's `text`: a lock screen shows no blocks. */
  readonly text: string;
  readonly reason: 'dm' | 'mention' | 'thread';
}

export interface Notifications {
  onChange(happening: Happening, message: Message): void;
  pushes(personId: string): readonly Push[];
}

export interface NotificationsDeps {
  readonly directory: Directory;
  readonly feed: Feed;
  readonly readerOf: ReaderOf;
  timeline(): Timeline;
}

const KIND = { posted: 'message', edited: 'edit', deleted: 'delete', reacted: 'edit' } as const;

export function createNotifications(deps: NotificationsDeps): Notifications {
  const { directory, feed } = deps;
  const pushes = new Map<string, Push[]>();

  function tellViewers(happening: Happening, message: Message, audience: Iterable<string>): void {
    const ephemeral = message.ephemeralTo !== undefined && happening === 'posted';
    const kind = ephemeral ? 'ephemeral' : KIND[happening];
    const thread = message.threadTs === undefined ? {} : { thread_ts: message.threadTs };
    for (const personId of audience)
      feed.tell(personId, { kind, channel: message.channel, ts: message.ts, ...thread });
  }

  function push(personId: string, reason: Push['reason'], message: Message, place: Conversation): void {
    const text = renderMrkdwn(message.text, deps.readerOf(personId)) || '[no preview available]';
    const title = place.kind === 'im' ? directory.nameOf(message.author) : `#${place.name}`;
    const thread = message.threadTs === undefined ? {} : { thread_ts: message.threadTs };
    const where = { ts: message.ts, channel: message.channel, ...thread };
    pushes.set(personId, [...(pushes.get(personId) ?? []), { ...where, title, text, reason }]);
    feed.tell(personId, { kind: 'push', text, ...where });
  }

  function pushAll(message: Message, place: Conversation): void {
    const mentioned = mentionsIn(message, place, directory);
    const following = followersOf(message, deps.timeline(), mentionsOf(place, directory));
    for (const personId of place.members) {
      const reason = reasonFor(personId, place, mentioned, following);
      if (personId !== message.author && reason !== undefined) push(personId, reason, message, place);
    }
  }

  return {
    onChange(happening, message) {
      const place = directory.conversation(message.channel);
      if (place === undefined) return;
      const audience = message.ephemeralTo === undefined ? place.members : [message.ephemeralTo];
      tellViewers(happening, message, audience);
      if (happening === 'posted' && message.ephemeralTo === undefined) pushAll(message, place);
    },
    pushes: (personId) => pushes.get(personId) ?? [],
  };
}

function reasonFor(
  personId: string,
  place: Conversation,
  mentioned: ReadonlySet<string>,
  following: ReadonlySet<string>,
): Push['reason'] | undefined {
  if (place.kind === 'im') return 'dm';
  if (mentioned.has(personId)) return 'mention';
  return following.has(personId) ? 'thread' : undefined;
}

type MentionsOf = (message: Message) => ReadonlySet<string>;

function mentionsOf(place: Conversation, directory: Directory): MentionsOf {
  return (message) => mentionsIn(message, place, directory);
}

/** Everyone a message calls: by name, by user group, or by @here and @channel. Blocks count like text. */
function mentionsIn(message: Message, place: Conversation, directory: Directory): ReadonlySet<string> {
  const source = `${message.text}\n${JSON.stringify(message.blocks)}`;
  const people = [...source.matchAll(/<@(\w+)/g), ...source.matchAll(/"user_id":"(\w+)"/g)].map(
    ([, id]) => id ?? '',
  );
  const groups = [...source.matchAll(/<!subteam\^(\w+)/g)].flatMap(([, id]) => [
    ...(directory.usergroup(id ?? '')?.members ?? []),
  ]);
  const everyone = /<!(here|channel|everyone)/.test(source) ? [...place.members] : [];
  return new Set([...people, ...groups, ...everyone]);
}

/** Who wrote the root, replied, or was mentioned in the thread before this reply. */
function followersOf(message: Message, timeline: Timeline, mentioned: MentionsOf): ReadonlySet<string> {
  if (message.threadTs === undefined) return new Set();
  const root = timeline.find(message.channel, message.threadTs);
  const earlier = timeline.replies(message.channel, message.threadTs).filter((each) => each !== message);
  const all = root === undefined ? earlier : [root, ...earlier];
  return new Set(all.flatMap((each) => [each.author, ...mentioned(each)]));
}
