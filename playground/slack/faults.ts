// What can be made to go wrong with Slack, by name, and what is set at the moment.

import { z } from 'zod';

const method = z.string().default('*');
const times = z.number().int().positive().optional();
const several = <T extends z.ZodType>(one: T) => z.union([one.transform((each) => [each]), z.array(one)]);

const shapes = {
  /** 429 with Retry-After. */
  ratelimited: several(z.strictObject({ method, retryAfter: z.number().nonnegative(), times })),
  http500: several(z.strictObject({ method, times })),
  /** Does the work at once and answers late. */
  slow: several(z.strictObject({ method, ms: z.number().nonnegative(), times })),
  /** Does the work, then drops the connection instead of answering. */
  lostAnswer: several(z.strictObject({ method, times })),
  /** Once: closes every socket without a word. */
  dropSockets: z.boolean(),
  /** Once: asks every socket to reconnect; 'warning' says so ten seconds ahead. */
  refresh: z.union([z.boolean(), z.literal('warning')]),
  /** Every API call is refused with 503. */
  down: z.boolean(),
  /** Rate tiers are enforced. */
  tiers: z.boolean(),
  /** Refuses blocks younger than a year. */
  classicOnly: z.boolean(),
  /** Refuses blocks of these types: Slack brings new ones to workspaces little by little. */
  withoutBlocks: several(z.string()),
};

const schema = z.strictObject(shapes).partial();
export type SlackFaults = z.output<typeof schema>;

type Counted = 'ratelimited' | 'http500' | 'slow' | 'lostAnswer';
type Fault<K extends Counted> = NonNullable<SlackFaults[K]>[number];

export class UnknownFaultError extends Error {}

export interface Faults {
  /** Replaces what is set; an empty object clears. Names and shapes it does not know are an error. */
  set(faults: unknown): void;
  get(): SlackFaults;
  /** The first fault of this kind that fits the method, counted as used. */
  take<K extends Counted>(kind: K, method: string): Fault<K> | undefined;
}

export interface OneShots {
  dropSockets(): void;
  refresh(warnFirst: boolean): void;
}

export function createFaults(oneShots: OneShots): Faults {
  let current: SlackFaults = {};

  function set(given: unknown): void {
    const { dropSockets, refresh, ...lasting } = parse(given);
    current = structuredClone(lasting);
    if (dropSockets) oneShots.dropSockets();
    if (refresh) oneShots.refresh(refresh === 'warning');
  }

  function take<K extends Counted>(kind: K, called: string): Fault<K> | undefined {
    const all = (current[kind] ?? []) as Fault<K>[];
    const found = all.find((fault) => fault.method === '*' || fault.method === called);
    if (found?.times === undefined) return found;
    found.times -= 1;
    if (found.times === 0) all.splice(all.indexOf(found), 1);
    return found;
  }

  return { set, get: () => structuredClone(current), take };
}

function parse(given: unknown): SlackFaults {
  const unknown = Object.keys(Object(given)).filter((name) => !(name in shapes));
  if (unknown.length > 0)
    throw new UnknownFaultError(
      `Slack has no fault called ${unknown.join(', ')}; there are: ${Object.keys(shapes).join(', ')}`,
    );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new UnknownFaultError(`these faults are not as they should be: ${z.prettifyError(parsed.error)}`);
}
