// Turns what happens to messages into the events the app may have subscribed to.

import type { Events } from './deliveries/events.ts';
import type { Conversation, Directory } from './directory.ts';
import { messageObject } from './slack-objects.ts';
import type { Happening, Message, Timeline } from './timeline.ts';
import { prefixOf } from './web-api/scopes.ts';

export interface MessageEventsDeps {
  readonly directory: Directory;
  readonly timeline: Timeline;
  readonly events: Events;
}

export function createMessageEvents(
  deps: MessageEventsDeps,
): (happening: Happening, message: Message) => void {
  const { directory, timeline, events } = deps;

  function posted(message: Message, place: Conversation): void {
    const event = {
      ...messageObject(message, deps),
      channel: message.channel,
      channel_type: { channels: 'channel', groups: 'group', im: 'im' }[prefixOf(place)],
      event_ts: message.ts,
    };
    events.raise(`message.${prefixOf(place)}`, event);
    const mentioned = message.text.includes(`<@${directory.bot.userId}`) && !message.fromBot;
    if (mentioned && place.kind === 'channel') events.raise('app_mention', { ...event, type: 'app_mention' });
  }

  function changed(message: Message, place: Conversation, subtype: string): void {
    const ts = timeline.stamp();
    events.raise(`message.${prefixOf(place)}`, {
      type: 'message',
      subtype,
      channel: message.channel,
      ts,
      event_ts: ts,
      ...(subtype === 'message_deleted'
        ? { deleted_ts: message.ts, previous_message: messageObject(message, deps) }
        : { message: messageObject(message, deps) }),
    });
  }

  return (happening, message) => {
    const place = directory.conversation(message.channel);
    if (place === undefined || !place.botIn || message.ephemeralTo !== undefined) return;
    if (happening === 'posted') posted(message, place);
    if (happening === 'edited') changed(message, place, 'message_changed');
    if (happening === 'deleted') changed(message, place, 'message_deleted');
  };
}
