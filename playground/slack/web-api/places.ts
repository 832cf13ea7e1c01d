// Which conversations the bot may see, post to and read, with the code Slack refuses the rest with.

import type { Conversation, Directory } from '../directory.ts';
import type { Message, Timeline } from '../timeline.ts';
import { ApiError } from './method.ts';
import type { ScopeCheck } from './scopes.ts';

export interface Places {
  visible(ref: string): Conversation;
  writable(ref: string): Conversation;
  readable(ref: string): Conversation;
  /** The message the bot may change; ephemeral messages are not found, as with Slack. */
  message(conversation: Conversation, ts: string): Message;
  /** The root of the thread a reply to `ts` belongs to. */
  root(conversation: Conversation, ts: string | undefined): string | undefined;
}

export interface PlacesDeps {
  readonly directory: Directory;
  readonly timeline: Timeline;
  readonly scopes: ScopeCheck;
}

export function createPlaces({ directory, timeline, scopes }: PlacesDeps): Places {
  function visible(ref: string): Conversation {
    const found = directory.conversation(ref);
    if (found === undefined || (found.private && !found.botIn)) throw new ApiError('channel_not_found');
    return found;
  }

  function message(conversation: Conversation, ts: string): Message {
    const found = timeline.find(conversation.id, ts);
    if (found === undefined || found.ephemeralTo !== undefined || found.tombstone)
      throw new ApiError('message_not_found');
    return found;
  }

  return {
    visible,
    writable(ref) {
      const found = visible(ref);
      if (found.archived) throw new ApiError('is_archived');
      if (!found.botIn && !scopes.granted.includes('chat:write.public')) throw new ApiError('not_in_channel');
      return found;
    },
    readable(ref) {
      const found = visible(ref);
      scopes.needFor('history', found);
      if (!found.botIn) throw new ApiError('not_in_channel');
      return found;
    },
    message,
    root(conversation, ts) {
      if (ts === undefined || ts === '') return undefined;
      const found = timeline.find(conversation.id, ts);
      if (found === undefined || found.ephemeralTo !== undefined)
        throw new ApiError('cannot_reply_to_message');
      return found.threadTs ?? found.ts;
    },
  };
}
