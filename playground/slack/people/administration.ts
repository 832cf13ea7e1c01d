// What an administrator does: archives channels, takes the bot out of them, deactivates people.

import type { Events } from '../deliveries/events.ts';
import type { Conversation, Directory } from '../directory.ts';
import type { Json } from '../json.ts';
import { userObject } from '../slack-objects.ts';
import { ClientRefusal } from './stage.ts';

export interface Administration {
  channel(name: string, verb: string): Json;
  person(name: string, verb: string): Json | undefined;
}

export function createAdministration({
  directory,
  events,
}: {
  directory: Directory;
  events: Events;
}): Administration {
  const channelActs: Readonly<Record<string, (channel: Conversation) => void>> = {
    archive(channel) {
      channel.archived = true;
      events.raise('channel_archive', { type: 'channel_archive', channel: channel.id });
    },
    unarchive(channel) {
      channel.archived = false;
      events.raise('channel_unarchive', { type: 'channel_unarchive', channel: channel.id });
    },
    'remove-bot'(channel) {
      channel.botIn = false;
      events.raise('channel_left', { type: 'channel_left', channel: channel.id });
    },
    'invite-bot'(channel) {
      channel.botIn = true;
      const user = directory.bot.userId;
      events.raise('member_joined_channel', { type: 'member_joined_channel', user, channel: channel.id });
    },
  };

  function setDeleted(personId: string, deleted: boolean): Json {
    directory.setDeleted(personId, deleted);
    const person = directory.person(personId);
    const user = person && userObject(person, directory.team.id, true);
    events.raise('user_change', { type: 'user_change', user });
    return { ok: true };
  }

  return {
    channel(name, verb) {
      const channel = directory.conversation(name);
      const act = Object.hasOwn(channelActs, verb) ? channelActs[verb] : undefined;
      if (channel === undefined || act === undefined)
        throw new ClientRefusal(
          404,
          `no ${verb} of ${name}; there are: ${Object.keys(channelActs).join(', ')}`,
        );
      act(channel);
      return { ok: true };
    },
    person(name, verb) {
      const person = directory.person(name);
      if (person === undefined || !['deactivate', 'activate'].includes(verb)) return undefined;
      return setDeleted(person.id, verb === 'deactivate');
    },
  };
}
