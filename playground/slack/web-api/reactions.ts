// reactions.* and pins.add.

import type { Directory } from '../directory.ts';
import { messageObject } from '../slack-objects.ts';
import type { Message, Timeline } from '../timeline.ts';
import type { Args } from './arguments.ts';
import { ApiError, type Methods } from './method.ts';
import type { Places } from './places.ts';

export interface ReactionsDeps {
  readonly directory: Directory;
  readonly timeline: Timeline;
  readonly places: Places;
}

export function reactionMethods(deps: ReactionsDeps): Methods {
  const { directory, timeline, places } = deps;
  const messageOf = (args: Args): Message =>
    places.message(places.visible(args.required('channel')), args.required('timestamp'));

  return {
    'reactions.add': (args) => {
      const name = args.required('name').replaceAll(':', '');
      const message = messageOf(args);
      if (!/^[a-z0-9_+'-]+$/.test(name)) throw new ApiError('invalid_name');
      if (message.reactions.get(name)?.has(directory.bot.userId)) throw new ApiError('already_reacted');
      timeline.react(message, name, directory.bot.userId);
      return {};
    },
    'reactions.get': (args) => {
      const message = messageOf(args);
      return { type: 'message', channel: message.channel, message: messageObject(message, deps) };
    },
    'pins.add': (args) => {
      const message = messageOf(args);
      if (message.pinned) throw new ApiError('already_pinned');
      message.pinned = true;
      return {};
    },
  };
}
