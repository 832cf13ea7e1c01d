// Every message of the workspace: posted, edited, reacted to, deleted, and the ephemeral ones one person sees.

import type { Clock } from '../clock.ts';
import type { Json } from './json.ts';

export interface Message {
  readonly ts: string;
  readonly channel: string;
  readonly author: string;
  readonly fromBot: boolean;
  /** The ts of the thread's root; absent on roots and on messages without a thread. */
  readonly threadTs?: string;
  readonly broadcast: boolean;
  readonly ephemeralTo?: string;
  text: string;
  blocks: Json[];
  attachments: Json[];
  metadata?: Json;
  files: readonly Json[];
  edited?: { readonly user: string; readonly ts: string };
  /** What an edit has just replaced: on a screen it stands a moment longer. */
  before?: { readonly blocks: readonly Json[]; readonly at: number };
  /** Deleted while it had replies: Slack keeps its place in the thread. */
  tombstone: boolean;
  readonly reactions: Map<string, Set<string>>;
  pinned: boolean;
}

export interface Draft {
  readonly channel: string;
  readonly author: string;
  readonly fromBot: boolean;
  readonly text: string;
  readonly threadTs?: string | undefined;
  readonly broadcast?: boolean | undefined;
  readonly ephemeralTo?: string | undefined;
  readonly blocks?: Json[] | undefined;
  readonly attachments?: Json[] | undefined;
  readonly metadata?: Json | undefined;
  readonly files?: readonly Json[] | undefined;
}

export interface Edit {
  readonly text?: string | undefined;
  readonly blocks?: Json[] | undefined;
  readonly attachments?: Json[] | undefined;
  readonly metadata?: Json | undefined;
}

export type Happening = 'posted' | 'edited' | 'deleted' | 'reacted';

export interface Timeline {
  post(draft: Draft): Message;
  edit(message: Message, edit: Edit, by: string): void;
  remove(message: Message): void;
  react(message: Message, reaction: string, userId: string): void;
  find(channel: string, ts: string): Message | undefined;
  /** Everything in a channel, oldest first, ephemeral messages and replies included. */
  all(channel: string): readonly Message[];
  replies(channel: string, rootTs: string): readonly Message[];
  /** Blocks that a screen may still show although they have been edited away. */
  shownLately(message: Message): readonly Json[];
  /** A reloaded client has lost its ephemeral messages. */
  forgetEphemerals(personId: string): void;
  stamp(): string;
}

export interface TimelineDeps {
  readonly clock: Clock;
  onChange(happening: Happening, message: Message): void;
}

/** From the edit to the last screen that shows it, and the finger that was on its way. */
const SCREEN_LAG_MS = 1_000;

export function createTimeline({ clock, onChange }: TimelineDeps): Timeline {
  const channels = new Map<string, Map<string, Message>>();
  const stamp = createStamps(clock);

  function inChannel(channel: string): Map<string, Message> {
    const known = channels.get(channel) ?? new Map<string, Message>();
    channels.set(channel, known);
    return known;
  }

  const replies = (channel: string, rootTs: string): readonly Message[] =>
    [...inChannel(channel).values()].filter(
      (each) => each.threadTs === rootTs && each.ephemeralTo === undefined,
    );

  function remove(message: Message): void {
    const kept = message.ephemeralTo === undefined && replies(message.channel, message.ts).length > 0;
    if (kept) Object.assign(message, { tombstone: true, text: '', blocks: [], attachments: [], files: [] });
    else inChannel(message.channel).delete(message.ts);
    onChange('deleted', message);
  }

  return {
    post(draft) {
      const message = messageOf(draft, stamp());
      inChannel(draft.channel).set(message.ts, message);
      onChange('posted', message);
      return message;
    },
    edit(message, edit, by) {
      message.before = { blocks: message.blocks, at: clock.now() };
      apply(message, edit);
      message.edited = { user: by, ts: stamp() };
      onChange('edited', message);
    },
    remove,
    react(message, reaction, userId) {
      const users = message.reactions.get(reaction) ?? new Set();
      message.reactions.set(reaction, users.add(userId));
      onChange('reacted', message);
    },
    find: (channel, ts) => channels.get(channel)?.get(ts),
    all: (channel) => [...inChannel(channel).values()],
    replies,
    shownLately({ before }) {
      return before !== undefined && clock.now() - before.at < SCREEN_LAG_MS ? before.blocks : [];
    },
    forgetEphemerals(personId) {
      for (const messages of channels.values())
        for (const message of messages.values())
          if (message.ephemeralTo === personId) messages.delete(message.ts);
    },
    stamp,
  };
}

function messageOf(draft: Draft, ts: string): Message {
  return {
    ts,
    channel: draft.channel,
    author: draft.author,
    fromBot: draft.fromBot,
    broadcast: draft.broadcast ?? false,
    text: draft.text,
    blocks: draft.blocks ?? [],
    attachments: draft.attachments ?? [],
    files: draft.files ?? [],
    tombstone: false,
    reactions: new Map(),
    pinned: false,
    ...(draft.threadTs === undefined ? {} : { threadTs: draft.threadTs }),
    ...(draft.ephemeralTo === undefined ? {} : { ephemeralTo: draft.ephemeralTo }),
    ...(draft.metadata === undefined ? {} : { metadata: draft.metadata }),
  };
}

function apply(message: Message, edit: Edit): void {
  if (edit.text !== undefined) message.text = edit.text;
  if (edit.blocks !== undefined) message.blocks = edit.blocks;
  if (edit.attachments !== undefined) message.attachments = edit.attachments;
  if (edit.metadata === undefined) return;
  if (Object.keys(edit.metadata).length === 0) delete message.metadata;
  else message.metadata = edit.metadata;
}

/** Message ids are times with six decimals, unique and increasing even when the clock stands still. */
function createStamps(clock: Clock): () => string {
  let last = 0;
  return () => {
    last = Math.max(Math.floor(clock.now() * 1000), last + 1);
    return `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, '0')}`;
  };
}
