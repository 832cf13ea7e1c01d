// Who and what can be addressed: people, conversations and user groups by id or by name.

import type { Bot, Person, Usergroup, Workspace } from './workspace.ts';

export interface Conversation {
  readonly id: string;
  name: string;
  readonly kind: 'channel' | 'im';
  /** People in it; the bot is counted apart. */
  readonly members: Set<string>;
  botIn: boolean;
  readonly private: boolean;
  archived: boolean;
  readonly external: boolean;
  /** The person of a direct conversation with the bot. */
  readonly person?: string;
}

export interface Directory {
  readonly team: { readonly id: string; readonly name: string };
  readonly bot: Bot;
  people(): readonly Person[];
  person(ref: string): Person | undefined;
  usergroups(): readonly Usergroup[];
  usergroup(id: string): Usergroup | undefined;
  conversations(): readonly Conversation[];
  /** By id, by name with or without #, or by the id of a person (their conversation with the bot). */
  conversation(ref: string): Conversation | undefined;
  dmWith(personId: string): Conversation;
  /** The name that stands on the screen for a user id. */
  nameOf(userId: string): string;
  setDeleted(personId: string, deleted: boolean): void;
}

export function createDirectory(workspace: Workspace): Directory {
  const people = new Map(workspace.people.map((person) => [person.id, person]));
  const dms = workspace.people.map((person) => dmOf(person));
  const conversations = [...workspace.channels.map(conversationOf), ...dms];
  const person = (ref: string): Person | undefined => findPerson([...people.values()], ref);

  function dmWith(personId: string): Conversation {
    const found = conversations.find((each) => each.person === personId);
    if (found === undefined) throw new Error(`nobody has the id ${personId}`);
    return found;
  }

  return {
    team: workspace.team,
    bot: workspace.bot,
    people: () => [...people.values()],
    person,
    usergroups: () => workspace.usergroups ?? [],
    usergroup: (id) => workspace.usergroups?.find((group) => group.id === id),
    conversations: () => conversations,
    conversation: (ref) => (people.has(ref) ? dmWith(ref) : findConversation(conversations, ref)),
    dmWith,
    nameOf: (userId) =>
      userId === workspace.bot.userId ? workspace.bot.name : (person(userId)?.name ?? userId),
    setDeleted(personId, deleted) {
      const known = people.get(personId);
      if (known !== undefined) people.set(personId, { ...known, deleted });
    },
  };
}

function conversationOf(channel: Workspace['channels'][number]): Conversation {
  return {
    id: channel.id,
    name: channel.name,
    kind: 'channel',
    members: new Set(channel.members),
    botIn: channel.botIn,
    private: channel.private ?? false,
    archived: channel.archived ?? false,
    external: channel.external ?? false,
  };
}

function dmOf(person: Person): Conversation {
  return {
    id: `D${person.id.slice(1)}`,
    name: `dm-${person.name}`,
    kind: 'im',
    members: new Set([person.id]),
    botIn: true,
    private: true,
    archived: false,
    external: false,
    person: person.id,
  };
}

function findPerson(people: readonly Person[], ref: string): Person | undefined {
  const name = ref.replace(/^@/, '').toLowerCase();
  return people.find((each) => each.id === ref || each.name.toLowerCase() === name);
}

function findConversation(all: readonly Conversation[], ref: string): Conversation | undefined {
  const name = ref.replace(/^#/, '');
  return all.find((each) => each.id === ref || (each.kind === 'channel' && each.name === name));
}
