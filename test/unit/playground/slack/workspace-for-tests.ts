// A small workspace, a clock that stands still and ids in a row, for the tests of the Slack emulator.
import { type Clock, createClock } from '../../../../playground/clock.ts';
import {
  createSlackEmulator,
  type SlackEmulator,
  type SlackEmulatorOptions,
} from '../../../../playground/slack/emulator.ts';
import type { Person, Workspace } from '../../../../playground/slack/workspace.ts';

export type Body = Record<string, unknown>;

export const START_MS = Date.UTC(2026, 10, 23, 11, 0, 0);

export function frozenClock(): Clock {
  return createClock(() => START_MS);
}

export function countedIds(): (prefix: string) => string {
  let count = 0;
  return (prefix) => {
    count += 1;
    return `${prefix}${String(count).padStart(4, '0')}`;
  };
}

function person(id: string, name: string, more: Partial<Person> = {}): Person {
  const realName = name.slice(0, 1).toUpperCase() + name.slice(1);
  return {
    id,
    name,
    realName,
    role: 'developer',
    email: `${name}@shop.example`,
    user: name,
    groups: [],
    ...more,
  };
}

export const WORKSPACE: Workspace = {
  team: { id: 'T1', name: 'Shop' },
  bot: { userId: 'UBOT', botId: 'B1', appId: 'A1', name: 'faultline' },
  signingSecret: 'secret',
  botToken: 'xoxb-1',
  appToken: 'xapp-1',
  people: [
    person('U1', 'ana', { tz: 'Europe/Amsterdam' }),
    person('U2', 'mara', { tz: 'America/New_York' }),
    person('U3', 'otto', { guest: true }),
    person('U4', 'gone', { deleted: true }),
  ],
  channels: [
    { id: 'C1', name: 'team-shop', members: ['U1', 'U2'], botIn: true },
    { id: 'C2', name: 'general', members: ['U1', 'U2', 'U3'], botIn: false },
    { id: 'C3', name: 'secret', members: ['U2'], botIn: false, private: true },
    { id: 'C4', name: 'old', members: ['U1'], botIn: true, archived: true },
    { id: 'C5', name: 'incidents', members: ['U2'], botIn: true, private: true },
  ],
  usergroups: [{ id: 'S1', handle: 'sre', members: ['U2'] }],
};

export interface Playing {
  readonly slack: SlackEmulator;
  readonly clock: Clock;
  /** Calls a Web API method with JSON and the bot's token. */
  api(method: string, args?: Body): Promise<Body>;
  act(name: string, verb: string, body?: Body): Promise<Body>;
  see<T = Body>(name: string, verb: string, query?: Record<string, string>): Promise<T>;
}

export async function startPlaying(options: Partial<SlackEmulatorOptions> = {}): Promise<Playing> {
  const clock = options.clock ?? frozenClock();
  const slack = createSlackEmulator({ clock, workspace: WORKSPACE, newId: countedIds(), ...options });
  await slack.start();
  return {
    slack,
    clock,
    async api(method, args = {}) {
      const answer = await fetch(slack.apiUrl + method, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer xoxb-1', connection: 'close' },
        body: JSON.stringify(args),
      });
      return (await answer.json()) as Body;
    },
    act: (name, verb, body = {}) => ask<Body>(slack, 'POST', `/people/${name}/${verb}`, {}, body),
    see: (name, verb, query = {}) => ask(slack, 'GET', `/people/${name}/${verb}`, query, undefined),
  };
}

async function ask<T>(
  slack: SlackEmulator,
  method: string,
  path: string,
  query: Record<string, string>,
  body: unknown,
): Promise<T> {
  const answer = await slack.people.handle({ method, path, query: new URLSearchParams(query), body });
  if (answer?.status !== 200) throw new Error(`${answer?.status}: ${JSON.stringify(answer?.body)}`);
  return answer.body as T;
}

export interface Seen {
  readonly ts: string;
  readonly thread_ts?: string;
  readonly plain: string;
  readonly text: string;
  readonly ephemeral?: boolean;
  readonly edited?: unknown;
  readonly buttons: readonly Body[];
  readonly metadata?: Body;
  readonly reply_count?: number;
}
