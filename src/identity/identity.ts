// Who a Slack person is in a cluster: Slack's directory answers who they are, the identity map what they may be.

import type { PersonConfig } from '../config/config.ts';
import type { DirectoryAnswer, SlackProfile } from '../slack/people.ts';
import type { Person, PersonAnswer, PersonRefusal } from './person.ts';

/** Slack's people; rejects when Slack did not answer and nothing is remembered. */
export interface Directory {
  byId(id: string): Promise<DirectoryAnswer>;
  byEmail(email: string): Promise<DirectoryAnswer>;
}

export interface Identity {
  /** By Slack id; rejects when Slack's directory cannot be asked. */
  find(slackId: string): Promise<PersonAnswer>;
  /** The people of a group who are active members of the workspace, in the order of the identity map. */
  membersOf(group: string): Promise<readonly Person[]>;
  /** All people of the identity map who are active members of the workspace. */
  everyone(): Promise<readonly Person[]>;
}

export interface IdentityOptions {
  readonly people: readonly PersonConfig[];
  readonly directory: Directory;
}

export function createIdentity({ people, directory }: IdentityOptions): Identity {
  const byEmail = new Map(people.map((entry) => [entry.email, entry]));
  const inWorkspace = async (entries: readonly PersonConfig[]) => {
    const answers = await Promise.all(entries.map(async ({ email }) => directory.byEmail(email)));
    return answers.map((answer) => toAnswer(answer, byEmail)).flatMap((one) => (one.ok ? [one.person] : []));
  };
  return {
    find: async (slackId) => toAnswer(await directory.byId(slackId), byEmail),
    membersOf: (group) => inWorkspace(people.filter((entry) => entry.groups.includes(group))),
    everyone: () => inWorkspace(people),
  };
}

function toAnswer(found: DirectoryAnswer, people: ReadonlyMap<string, PersonConfig>): PersonAnswer {
  if (!found.ok) return { ok: false, refusal: { kind: 'unknown-person' } };
  const why = outsider(found.profile);
  if (why !== undefined) return { ok: false, refusal: { kind: 'not-a-member', why } };
  const { email } = found.profile;
  const entry = email === undefined ? undefined : people.get(email);
  if (entry === undefined) return { ok: false, refusal: unknownPerson(email) };
  return { ok: true, person: toPerson(found.profile, entry) };
}

type Outsider = Extract<PersonRefusal, { kind: 'not-a-member' }>['why'];

function outsider(profile: SlackProfile): Outsider | undefined {
  if (profile.deactivated) return 'deactivated';
  if (profile.bot) return 'bot';
  if (profile.foreign) return 'foreign';
  return profile.guest ? 'guest' : undefined;
}

function unknownPerson(email: string | undefined): PersonRefusal {
  return email === undefined ? { kind: 'unknown-person' } : { kind: 'unknown-person', email };
}

function toPerson(profile: SlackProfile, entry: PersonConfig): Person {
  return {
    id: profile.id,
    name: profile.name,
    email: entry.email,
    user: entry.user,
    groups: entry.groups,
    ...(profile.timeZone === undefined ? {} : { timeZone: profile.timeZone }),
  };
}
