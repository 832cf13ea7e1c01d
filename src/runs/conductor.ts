// The conductor: one pass over one run carries out what the run wants, as far as it can now. It remembers nothing.

import type { CrashPoint } from '../ops/crash.ts';
import type { RunStore } from '../store/run-store.ts';
import { deadlineOf } from './deadlines.ts';
import {
  type Effect,
  type EffectContext,
  type EffectRunner,
  type EffectRunners,
  effectKey,
} from './effect.ts';
import type { Observation } from './input.ts';
import type { Mover } from './move.ts';
import { ofStep } from './ramp.ts';
import type { RunRecord } from './record.ts';
import { dueAt, wanted } from './wanted.ts';

export interface ConductorDeps {
  readonly store: RunStore;
  readonly mover: Mover;
  readonly runners: EffectRunners;
  readonly crash: CrashPoint;
  readonly onEffect: (effect: Effect, record: RunRecord, error: unknown) => void;
}

/** A pass lasts at most this long; what is left is done by the next one. */
const PASS_MS = 5_000;

export interface Conductor {
  /** Rejects only when Redis does not answer; the run is still in `due` then. */
  pass(id: string, signal: AbortSignal): Promise<void>;
}

export function createConductor(deps: ConductorDeps): Conductor {
  const { store, mover } = deps;
  const nowOf = (fallback: number): number => store.lastTime() ?? fallback;

  /** The next record after carrying out one effect; undefined: the run is gone, or not ours. */
  async function carryOut(
    effect: Effect,
    record: RunRecord,
    context: EffectContext,
  ): Promise<RunRecord | undefined> {
    const runner = deps.runners[effect.kind] as EffectRunner;
    const said = runner.before?.(effect, record);
    const before = said && (await mover.observe(record.id, ofStep(record, said), context.signal));
    if (before && (!before.changed || before.record?.phase !== record.phase)) return before.record;
    deps.crash(`before effect ${effect.kind}`);
    const receipt = await tryRun(runner, effect, record, context);
    deps.crash(`after effect ${effect.kind}`);
    return receipt
      ? (await mover.observe(record.id, ofStep(record, receipt), context.signal)).record
      : (before?.record ?? record);
  }

  async function tryRun(
    runner: EffectRunner,
    effect: Effect,
    record: RunRecord,
    context: EffectContext,
  ): Promise<Observation | undefined> {
    try {
      const receipt = await runner.run(effect, record, context);
      deps.onEffect(effect, record, undefined);
      return receipt;
    } catch (error) {
      deps.onEffect(effect, record, error);
      const words = error instanceof Error ? error.message : String(error);
      return { kind: 'tried', effect: effectKey(effect), error: words };
    }
  }

  function nextEffect(record: RunRecord, now: number, done: ReadonlySet<string>): Effect | undefined {
    return wanted(record).find(({ effect, at }) => at <= now && !done.has(doneKey(record, effect)))?.effect;
  }

  async function step(
    record: RunRecord,
    now: number,
    done: Set<string>,
    signal: AbortSignal,
  ): Promise<RunRecord | undefined | 'rest'> {
    if ((deadlineOf(record) ?? Number.POSITIVE_INFINITY) <= now)
      return (await mover.observe(record.id, { kind: 'tick' }, signal)).record;
    const effect = nextEffect(record, now, done);
    if (!effect) return 'rest';
    done.add(doneKey(record, effect));
    return carryOut(effect, record, { now, signal });
  }

  return {
    async pass(id, lockLost) {
      const signal = AbortSignal.any([lockLost, AbortSignal.timeout(PASS_MS)]);
      const first = await mover.read(id);
      let record = first.record;
      const done = new Set<string>();
      while (record && !signal.aborted) {
        const next = await step(record, nowOf(first.now), done, signal);
        if (next === 'rest') break;
        record = next;
      }
      if (record) await rest(store, record, nowOf(first.now));
    },
  };
}

/** An effect is carried out once a pass and phase; what fails or waits has a time of its own in the record. */
function doneKey(record: RunRecord, effect: Effect): string {
  return `${record.phase} ${effectKey(effect)} ${effect.kind === 'post' || effect.kind === 'edit' ? record.facts : ''}`;
}

/** An unchanged run that is looked at again and again must not stay overdue. */
async function rest(store: RunStore, record: RunRecord, now: number): Promise<void> {
  const due = dueAt(record, now);
  if (due !== undefined) await store.rest(record.id, record.head, due);
}
