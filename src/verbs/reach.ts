// Keeps every verb under its ceiling: whatever it asks must answer within the time that is left.

import type { Part } from './refused.ts';

/** Slack gives up at 3 s; what counts until then must have been decided before. */
export const CEILING_MS = 2_500;

/**
 * Who stops or halts is written down before the objects go, so that a death in between loses no name. This is how long
 * the clusters wait for that: a Stop that cannot reach Redis loses no more.
 */
export const FIRST_WORD_MS = 200;

/** Somebody who had to answer did not, or not in time; always carries `cause`. */
export class Unreachable extends Error {
  readonly part: Part;
  constructor(part: Part, cause: unknown) {
    super(`${part.kind} did not answer`, { cause });
    this.name = 'Unreachable';
    this.part = part;
  }
}

export interface Reach {
  /** Passes the answer on, or rejects with Unreachable naming the part. */
  <T>(part: Part, answer: () => Promise<T> | T): Promise<T>;
  /** Milliseconds until the person must have an answer. */
  left(): number;
  /** Milliseconds since it was asked. */
  spent(): number;
}

export interface ReachOptions {
  /** Monotonic milliseconds. */
  readonly now: () => number;
  readonly ceilingMs?: number;
}

/** The time runs from this call. */
export function createReach({ now, ceilingMs = CEILING_MS }: ReachOptions): Reach {
  const began = now();
  const end = began + ceilingMs;
  const left = () => Math.max(0, end - now());
  const reach = async <T>(part: Part, answer: () => Promise<T> | T): Promise<T> => {
    const late = (): never => {
      throw new Unreachable(part, new Error(`no answer within ${ceilingMs} ms`));
    };
    try {
      return await within(left(), Promise.resolve(answer()), late);
    } catch (error) {
      throw error instanceof Unreachable ? error : new Unreachable(part, error);
    }
  };
  return Object.assign(reach, { left, spent: () => now() - began });
}

/** The promise's outcome, or the fallback's when it takes longer; a late rejection is nobody's business any more. */
export async function within<T>(ms: number, promise: Promise<T>, fallback: () => T | Promise<T>): Promise<T> {
  const { promise: timer, resolve } = Promise.withResolvers<'late'>();
  const timeout = setTimeout(() => resolve('late'), ms);
  try {
    const first = await Promise.race([promise.then((value) => ({ value })), timer]);
    return first === 'late' ? await fallback() : first.value;
  } finally {
    clearTimeout(timeout);
    promise.catch(() => undefined);
  }
}
