// Slack's people directory with a memory of ten minutes, so that a command does not wait for Slack each time.

import { z } from 'zod';
import { readAnswer } from './answer.ts';
import type { SlackCall, SlackFailure } from './web-api.ts';

export interface SlackProfile {
  readonly id: string;
  readonly name: string;
  /** Lower case; absent without the scope `users:read.email`. */
  readonly email?: string;
  readonly timeZone?: string;
  readonly guest: boolean;
  /** Of another workspace, seen through a shared channel. */
  readonly foreign: boolean;
  readonly deactivated: boolean;
  readonly bot: boolean;
}

export type DirectoryAnswer =
  | { readonly ok: true; readonly profile: SlackProfile }
  | { readonly ok: false; readonly kind: 'not-found' };

/** Slack did not answer about a person, and nothing was remembered about them. */
export class DirectoryUnavailable extends Error {
  readonly failure: SlackFailure;
  constructor(failure: SlackFailure) {
    super("Slack's people directory did not answer", {
      cause: failure.kind === 'unknown' ? failure.cause : failure,
    });
    this.name = 'DirectoryUnavailable';
    this.failure = failure;
  }
}

export interface People {
  byId(id: string): Promise<DirectoryAnswer>;
  byEmail(email: string): Promise<DirectoryAnswer>;
}

export interface PeopleOptions {
  readonly call: SlackCall;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  readonly rememberMs?: number;
}

const TEN_MINUTES_MS = 600_000;
/** Somebody just invited should not have to wait ten minutes. */
const NOT_FOUND_MS = 30_000;

export function createPeople({ call, now, rememberMs = TEN_MINUTES_MS }: PeopleOptions): People {
  const home = remember<Home>(now, () => Number.POSITIVE_INFINITY);
  const known = remember<DirectoryAnswer>(now, (answer) => (answer.ok ? rememberMs : NOT_FOUND_MS));
  const ask = async (method: string, args: Readonly<Record<string, unknown>>) => {
    // At once, not one after the other: together they must fit into the time a command has.
    const [workspace, answer] = await Promise.all([home('home', () => askHome(call)), call(method, args)]);
    return toDirectoryAnswer(answer, workspace);
  };
  return {
    byId: (id) => known(`id:${id}`, () => ask('users.info', { user: id })),
    byEmail: async (email) => {
      const answer = await known(`email:${email}`, () => ask('users.lookupByEmail', { email }));
      // Whoever is asked to vote will press soon: their press then finds them already known.
      if (answer.ok) await known(`id:${answer.profile.id}`, () => Promise.resolve(answer));
      return answer;
    },
  };
}

/**
 * One question at a time per key, answers kept for as long as `keepMs` says. A failed question gives the last answer,
 * however old: whoever presses a button is active in Slack by that very fact, and Stop must work when Slack is slow.
 */
function remember<T>(now: () => number, keepMs: (value: T) => number) {
  const kept = new Map<string, { readonly value: T; readonly until: number }>();
  const asked = new Map<string, Promise<T>>();
  const refresh = async (key: string, question: () => Promise<T>): Promise<T> => {
    try {
      const value = await question();
      kept.set(key, { value, until: now() + keepMs(value) });
      return value;
    } catch (error) {
      const old = kept.get(key);
      if (old === undefined) throw error;
      return old.value;
    } finally {
      asked.delete(key);
    }
  };
  return (key: string, question: () => Promise<T>): Promise<T> => {
    const fresh = kept.get(key);
    if (fresh !== undefined && fresh.until > now()) return Promise.resolve(fresh.value);
    const running = asked.get(key) ?? refresh(key, question);
    asked.set(key, running);
    return running;
  };
}

interface Home {
  readonly team: string;
  readonly enterprise?: string | undefined;
}

const authBody = z.object({ team_id: z.string(), enterprise_id: z.string().nullish() });

async function askHome(call: SlackCall): Promise<Home> {
  const answer = readAnswer(await call('auth.test', {}), authBody);
  if (!answer.ok) throw new DirectoryUnavailable(answer);
  return { team: answer.body.team_id, enterprise: answer.body.enterprise_id ?? undefined };
}

const userBody = z.object({
  user: z.object({
    id: z.string(),
    team_id: z.string().optional(),
    name: z.string().optional(),
    tz: z.string().nullish(),
    deleted: z.boolean().optional(),
    is_bot: z.boolean().optional(),
    is_restricted: z.boolean().optional(),
    is_ultra_restricted: z.boolean().optional(),
    is_stranger: z.boolean().optional(),
    enterprise_user: z.object({ enterprise_id: z.string().optional() }).optional(),
    profile: z
      .object({
        email: z.string().nullish(),
        real_name: z.string().optional(),
        display_name: z.string().optional(),
      })
      .optional(),
  }),
});

type User = z.output<typeof userBody>['user'];

const NOT_FOUND = new Set(['user_not_found', 'users_not_found', 'user_not_visible']);

function toDirectoryAnswer(answer: Awaited<ReturnType<SlackCall>>, home: Home): DirectoryAnswer {
  const read = readAnswer(answer, userBody);
  if (read.ok) return { ok: true, profile: toProfile(read.body.user, home) };
  if (read.kind === 'refused' && NOT_FOUND.has(read.error)) return { ok: false, kind: 'not-found' };
  throw new DirectoryUnavailable(read);
}

function toProfile(user: User, home: Home): SlackProfile {
  const email = user.profile?.email?.toLowerCase();
  return {
    id: user.id,
    name: user.profile?.display_name || user.profile?.real_name || user.name || user.id,
    ...(email ? { email } : {}),
    ...(user.tz ? { timeZone: user.tz } : {}),
    guest: user.is_restricted === true || user.is_ultra_restricted === true,
    foreign: isForeign(user, home),
    deactivated: user.deleted === true,
    bot: user.is_bot === true || user.id === 'USLACKBOT',
  };
}

/** Workspaces of one Enterprise Grid organisation are one home. */
function isForeign(user: User, home: Home): boolean {
  if (user.is_stranger === true) return true;
  if (user.team_id === undefined || user.team_id === home.team) return false;
  return home.enterprise === undefined || user.enterprise_user?.enterprise_id !== home.enterprise;
}
