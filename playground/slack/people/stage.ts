// What a person's client stands on, and the refusals it meets before Slack is even asked.

import type { BlockCheckOptions } from '../blocks/validate.ts';
import type { Events } from '../deliveries/events.ts';
import type { Payloads } from '../deliveries/payloads.ts';
import type { Transport } from '../deliveries/transport.ts';
import type { Conversation, Directory } from '../directory.ts';
import type { Feed } from '../feed.ts';
import type { Files } from '../files.ts';
import type { Notifications } from '../notifications.ts';
import type { ReaderOf } from '../readers.ts';
import type { ResponseUrls } from '../response-url.ts';
import type { Message, Timeline } from '../timeline.ts';
import type { Views } from '../views.ts';
import type { Person, Workspace } from '../workspace.ts';

export interface Stage {
  readonly workspace: Workspace;
  readonly directory: Directory;
  readonly timeline: Timeline;
  readonly views: Views;
  readonly feed: Feed;
  readonly files: Files;
  readonly notifications: Notifications;
  readonly readerOf: ReaderOf;
  readonly responseUrls: ResponseUrls;
  readonly payloads: Payloads;
  readonly transport: Transport;
  readonly events: Events;
  blockOptions(): BlockCheckOptions;
  baseUrl(): string;
}

/** Something the client itself would not let a person do; the sentence says what would work. */
export class ClientRefusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The conversation a person means: a channel they can see, or their own with the bot. */
export function placeFor(directory: Directory, person: Person, ref: string): Conversation {
  const bare = ref.replace(/^[@#]/, '').toLowerCase();
  const isDm = bare === 'dm' || bare === directory.bot.name || ref === directory.bot.userId;
  const place = isDm ? directory.dmWith(person.id) : directory.conversation(ref);
  const hidden = place?.private && !place.members.has(person.id);
  if (place !== undefined && !hidden) return place;
  const names = directory.conversations().filter((each) => each.members.has(person.id));
  throw new ClientRefusal(
    404,
    `${person.name} sees no channel ${ref}; there are: ${names.map((each) => each.name).join(', ')}`,
  );
}

/** Where a person can write: they are in it, it is not archived, and they are still with us. */
export function writablePlaceFor(directory: Directory, person: Person, ref: string): Conversation {
  const place = placeFor(directory, person, ref);
  if (!place.members.has(person.id)) throw new ClientRefusal(403, `${person.name} is not in #${place.name}`);
  if (place.archived) throw new ClientRefusal(403, `#${place.name} is archived`);
  return place;
}

/** A message this person has on the screen. */
export function messageFor(
  { directory, timeline }: Pick<Stage, 'directory' | 'timeline'>,
  person: Person,
  channel: string,
  ts: string,
): Message {
  const place = placeFor(directory, person, channel);
  const message = timeline.find(place.id, ts);
  if (message !== undefined && isVisible(message, person)) return message;
  throw new ClientRefusal(404, `${person.name} sees no message ${ts} in ${place.name}`);
}

export function isVisible(message: Message, person: Person): boolean {
  return message.ephemeralTo === undefined || message.ephemeralTo === person.id;
}
