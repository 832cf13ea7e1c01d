// The silences of the shop's Alertmanager: made, ended, kept after their end, and refused where the real one refuses.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type ApiAnswer, ok, refused, unprocessable } from './answers.ts';
import { expressionOf, holds, isMatched, type Labels, type Matcher } from './matching.ts';

const postable = z.object({
  matchers: z
    .array(
      z.object({
        name: z.string().min(1),
        value: z.string(),
        isRegex: z.boolean(),
        isEqual: z.boolean().prefault(true),
      }),
    )
    .min(1),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  createdBy: z.string(),
  comment: z.string(),
});

interface Kept {
  readonly id: string;
  readonly matchers: readonly Matcher[];
  readonly startsAt: number;
  readonly endsAt: number;
  readonly updatedAt: number;
  readonly createdBy: string;
  readonly comment: string;
}

export interface SilenceBook {
  all(): ApiAnswer;
  get(id: string): ApiAnswer;
  make(body: unknown): ApiAnswer;
  expire(id: string): ApiAnswer;
  /** Ids of the silences that hold now. */
  silencing(labels: Labels): readonly string[];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/** `now`: milliseconds by the wall clock, by which bots say when a silence ends. */
export function createSilenceBook(now: () => number): SilenceBook {
  const kept = new Map<string, Kept>();

  function stateOf({ startsAt, endsAt }: Kept): 'pending' | 'active' | 'expired' {
    if (endsAt <= now()) return 'expired';
    return startsAt > now() ? 'pending' : 'active';
  }

  function told(one: Kept): object {
    const [startsAt, endsAt, updatedAt] = [one.startsAt, one.endsAt, one.updatedAt].map((ms) =>
      new Date(ms).toISOString(),
    );
    return { ...one, status: { state: stateOf(one) }, startsAt, endsAt, updatedAt };
  }

  return {
    all: () => ok([...kept.values()].map(told)),
    get(id) {
      if (!UUID.test(id)) return unprocessable(`silenceID in path must be of type uuid: "${id}"`);
      const one = kept.get(id);
      return one === undefined ? { status: 404 } : ok(told(one));
    },
    make(body) {
      const read = postable.safeParse(body);
      if (!read.success) return unprocessable(`${read.error.issues[0]?.path.join('.')} in body is required`);
      const { startsAt, endsAt, ...rest } = read.data;
      const fault = faultOf(rest.matchers, Date.parse(endsAt), now());
      if (fault !== undefined) return refused(400, fault);
      const id = randomUUID();
      const times = { startsAt: Math.max(now(), Date.parse(startsAt)), endsAt: Date.parse(endsAt) };
      kept.set(id, { id, ...rest, ...times, updatedAt: now() });
      return ok({ silenceID: id });
    },
    expire(id) {
      if (!UUID.test(id)) return unprocessable(`silenceID in path must be of type uuid: "${id}"`);
      const one = kept.get(id);
      if (one === undefined) return refused(500, 'silence not found');
      if (stateOf(one) !== 'expired') kept.set(id, { ...one, endsAt: now(), updatedAt: now() });
      return ok();
    },
    silencing: (labels) =>
      [...kept.values()]
        .filter((one) => stateOf(one) === 'active' && isMatched(one.matchers, labels))
        .map(({ id }) => id),
  };
}

function faultOf(matchers: readonly Matcher[], endsAt: number, now: number): string | undefined {
  if (matchers.some(({ isRegex, value }) => isRegex && !isExpression(value)))
    return 'silence invalid: invalid label matcher: invalid regular expression';
  if (matchers.every((matcher) => holds(matcher, '')))
    return 'silence invalid: at least one matcher must not match the empty string';
  return endsAt < now ? "Failed to create silence: end time can't be in the past" : undefined;
}

function isExpression(value: string): boolean {
  try {
    expressionOf(value);
    return true;
  } catch {
    return false;
  }
}
