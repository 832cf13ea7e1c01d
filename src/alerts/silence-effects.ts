// The effects of runs on silences: made once for a run, found again by its id, ended with it; late and doubled ones go.

import type { Effect, EffectRunner } from '../runs/effect.ts';
import type { RunRecord } from '../runs/record.ts';
import { silencedUntil } from '../runs/silences.ts';
import type { Alertmanager } from './alertmanager.ts';
import { type Naming, silencesOf } from './run-silences.ts';
import { commentOf, type Matchers, matchersKey, runOf, type Silence } from './silence.ts';

export interface SilencedAlertmanager {
  readonly alertmanager: Pick<Alertmanager, 'silences' | 'silence' | 'expire'>;
  /** The cluster that its alerts mean when no label says one. */
  readonly cluster?: string;
}

export interface SilenceEffectDeps {
  readonly silenced: readonly SilencedAlertmanager[];
  readonly naming: Naming;
  /** Alertmanager ends silences by this clock, not by that of Redis. */
  readonly wallClock: () => number;
}

type Silencing = Extract<Effect, { kind: 'silence' }>;
type Unsilencing = Extract<Effect, { kind: 'unsilence' }>;

export interface SilenceEffects {
  readonly silence: EffectRunner<Silencing>;
  readonly unsilence: EffectRunner<Unsilencing>;
}

/** A pass must not wait for an Alertmanager that is away. */
const WITHIN_MS = 2_000;

export function createSilenceEffects({ silenced, naming, wallClock }: SilenceEffectDeps): SilenceEffects {
  const everywhere = <T>(work: (one: SilencedAlertmanager) => Promise<T>): Promise<readonly T[]> =>
    allOf(silenced.map(work));

  return {
    silence: {
      async run(_effect, record, { now, signal }) {
        const until = silencedUntil(record) ?? now;
        const endsAt = wallClock() + until - now;
        if (until <= now) return { kind: 'silenced', count: 0, more: 0, until };
        const made = await everywhere(async ({ alertmanager, cluster }) => {
          const { silences, more } = silencesOf(record, naming, cluster);
          const within = AbortSignal.any([signal, AbortSignal.timeout(WITHIN_MS)]);
          await level(alertmanager, record, { wanted: silences, endsAt }, within);
          return { count: silences.length, more };
        });
        const sum = (of: (one: (typeof made)[number]) => number) =>
          made.reduce((all, one) => all + of(one), 0);
        return { kind: 'silenced', count: sum(({ count }) => count), more: sum(({ more }) => more), until };
      },
    },
    unsilence: {
      async run(_effect, record, { now, signal }) {
        const within = AbortSignal.any([signal, AbortSignal.timeout(WITHIN_MS)]);
        try {
          await everywhere(({ alertmanager }) => lift(alertmanager, record, within));
        } catch (error) {
          // By now they have ended by themselves.
          if (now < (record.silences?.until ?? silencedUntil(record) ?? now)) throw error;
        }
        return { kind: 'unsilenced' };
      },
    },
  };
}

/** Rejects with the first failure, once all have been tried. */
async function allOf<T>(work: readonly Promise<T>[]): Promise<readonly T[]> {
  const settled = await Promise.allSettled(work);
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

interface Level {
  readonly wanted: readonly Matchers[];
  readonly endsAt: number;
}

/** Makes what is missing, then looks again: somebody else may have made the same at that moment. */
async function level(
  alertmanager: SilencedAlertmanager['alertmanager'],
  record: RunRecord,
  { wanted, endsAt }: Level,
  signal: AbortSignal,
): Promise<void> {
  const lasting = (await standing(alertmanager, record, signal)).filter((one) => isLongEnough(one, endsAt));
  const known = new Set(lasting.map(keyOf));
  const comment = commentOf(record.id, `expected of ${wordsOf(record)}`);
  const missing = wanted.filter((matchers) => !known.has(matchersKey(matchers)));
  await allOf(missing.map((matchers) => alertmanager.silence({ matchers, comment, endsAt }, signal)));
  const all = await standing(alertmanager, record, signal);
  const keys = new Set(wanted.map(matchersKey));
  const kept = all.filter((one) => isLongEnough(one, endsAt));
  const tooShort = all.filter((one) => !kept.includes(one));
  const ended = [...tooShort, ...strays(kept, keys)];
  await allOf(ended.map(({ id }) => alertmanager.expire(id, signal)));
  const missed = [...keys].filter((key) => !kept.some((one) => keyOf(one) === key));
  if (missed.length > 0)
    throw new Error(`${missed.length} silences were made otherwise than they were asked for`);
}

/** One of an earlier step of a ramp ends before this step does. */
function isLongEnough({ endsAt: is }: Silence, endsAt: number): boolean {
  return is >= endsAt - CLOSE_MS;
}

const CLOSE_MS = 5_000;

/** What was not asked for, and of what was made twice all but one, the same for everybody who looks. */
export function strays(all: readonly Silence[], wanted: ReadonlySet<string>): readonly Silence[] {
  return all.filter((one) => {
    const twins = all.filter((other) => keyOf(other) === keyOf(one)).map(({ id }) => id);
    return !wanted.has(keyOf(one)) || one.id !== twins.toSorted()[0];
  });
}

async function lift(
  alertmanager: SilencedAlertmanager['alertmanager'],
  record: RunRecord,
  signal: AbortSignal,
): Promise<void> {
  const all = await standing(alertmanager, record, signal);
  await allOf(all.map(({ id }) => alertmanager.expire(id, signal)));
}

async function standing(
  alertmanager: SilencedAlertmanager['alertmanager'],
  { id }: RunRecord,
  signal: AbortSignal,
): Promise<readonly Silence[]> {
  return (await alertmanager.silences(signal)).filter((one) => runOf(one) === id);
}

function keyOf({ matchers }: Silence): string {
  return matchersKey(matchers);
}

/** `delay on shop/web` */
function wordsOf({ plan }: RunRecord): string {
  const { action, target } = plan.experiment;
  return `${action} on ${target.namespace}/${target.word}`.slice(0, 120);
}
