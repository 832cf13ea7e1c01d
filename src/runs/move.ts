// Moving a run: read, advance, swap; a lost swap is tried again. The only writer of records and logs.

import type { ChaosObject } from '../chaos/cluster.ts';
import type { CrashPoint } from '../ops/crash.ts';
import type { RunStore, SwapAnswer } from '../store/run-store.ts';
import { type Advance, advance } from './advance.ts';
import { actorOf, entryData, openingData } from './entry.ts';
import { indexEntryOf } from './found-by.ts';
import { inTime, isOver, NOT_CONNECTED, type Passage, send } from './in-time.ts';
import type { Answer, Input, Intent } from './input.ts';
import { CHAIN_START, chainEntry, type LogEntry } from './log.ts';
import { firstRecord, parseRecord, rebuiltRecord } from './new-record.ts';
import type { RunRecord } from './record.ts';
import type { Delivery, NewRun } from './runs.ts';
import { createTurns } from './turns.ts';
import { dueAt } from './wanted.ts';

export interface Observed {
  /** undefined: no such run, or one of a newer schema. */
  readonly record: RunRecord | undefined;
  /** False when it was nothing new: somebody else's swap had said it first. */
  readonly changed: boolean;
}

export interface Mover {
  open(run: NewRun, delivery: Delivery): Promise<Answer>;
  /** A run that Redis has lost, from its sealed object; nothing when another replica was first. */
  rebuild(run: NewRun, object: ChaosObject): Promise<void>;
  intend(id: string, intent: Intent, delivery: Delivery): Promise<Answer>;
  /** Rejects with StoreUnavailable. */
  observe(id: string, observation: Exclude<Input, Intent>, signal?: AbortSignal): Promise<Observed>;
  read(id: string): Promise<{ readonly now: number; readonly record: RunRecord | undefined }>;
}

export interface MoverDeps {
  readonly store: RunStore;
  readonly crash: CrashPoint;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** `before`: absent for a run that is new. */
  readonly onMove: (record: RunRecord, kind: string, before?: RunRecord) => void;
}

const TOO_LATE: Answer = { ok: false, refusal: { kind: 'too-late' } };

export function createMover(deps: MoverDeps): Mover {
  const { store } = deps;
  const inTurn = createTurns();

  async function read(id: string): Promise<{ now: number; record: RunRecord | undefined }> {
    const { now, record } = await store.read(id);
    return { now, record: parseRecord(record) };
  }

  async function swap(
    before: RunRecord | undefined,
    next: RunRecord,
    input: Input | { kind: 'open' },
    now: number,
    passage?: Passage,
  ): Promise<{ answer: SwapAnswer; record: RunRecord }> {
    const entry = entryOf(before, next, input, now);
    const record = { ...next, head: entry.hash };
    deps.crash(`before swap ${input.kind}`);
    const change = {
      id: record.id,
      expected: before?.head,
      head: entry.hash,
      record: JSON.stringify(record),
      entry: JSON.stringify(entry),
      index: indexEntryOf(record),
      dueAt: dueAt(record, now),
    };
    const answer = passage ? await send(store, change, passage) : await store.swap(change);
    if (answer.kind === 'ok') {
      deps.crash(`after swap ${input.kind}`);
      deps.onMove(record, input.kind, before);
    }
    return { answer, record };
  }

  async function attempt(id: string, input: Input, passage?: Passage): Promise<Answer | 'again'> {
    const { now, record: text, seen } = await store.read(id, passage?.delivery.id);
    const record = parseRecord(text);
    if (!record) return { ok: false, refusal: { kind: 'unknown-run', run: id } };
    if (seen) return { ok: true, record, changed: passage?.unanswered === true };
    const step = advance(record, input, now);
    if (step.kind !== 'moved') return standing(step, record);
    if (isOver(passage)) return TOO_LATE;
    const { answer, record: next } = await swap(record, step.record, input, now, passage);
    return swapped(answer, record, next);
  }

  /**
   * Tried at least once, since a receipt that comes after its pass is over is still true.
   * A lost swap waits a random 0–2·n ms: bounded tries without jitter were measured to lose intents.
   */
  async function untilDone(
    id: string,
    input: Input,
    over: () => boolean,
    passage?: Passage,
  ): Promise<Answer> {
    for (let lost = 0; lost === 0 || !over(); lost += 1) {
      if (lost > 0) await deps.sleep(deps.random() * 2 * lost);
      const answer = await attempt(id, input, passage);
      if (answer !== 'again') return answer;
    }
    return TOO_LATE;
  }

  return {
    read,
    open: async (run, delivery) => opened(await inTime(deps, delivery, (passage) => open(run, passage))),
    async rebuild(run, object) {
      const { now } = await store.read(run.id);
      await swap(undefined, rebuiltRecord(run, object, now), { kind: 'open' }, now);
    },
    intend: (id, intent, delivery) =>
      inTime(deps, delivery, (passage) =>
        inTurn(id, () => untilDone(id, intent, () => passage.over, passage)),
      ),
    observe: async (id, observation, signal) => {
      const answer = await inTurn(id, () => untilDone(id, observation, () => signal?.aborted === true));
      return { record: answer.record, changed: answer.ok && answer.changed };
    },
  };

  /** The time of the last answer will do: nothing is decided by it yet. */
  async function open(run: NewRun, passage: Passage): Promise<Answer> {
    const now = store.lastTime() ?? 0;
    if (isOver(passage)) return TOO_LATE;
    const { answer, record } = await swap(undefined, firstRecord(run, now), { kind: 'open' }, now, passage);
    switch (answer.kind) {
      case 'ok':
        return { ok: true, record, changed: true };
      case 'seen':
        return again(answer.id);
      case 'late':
        return TOO_LATE;
      default:
        return { ok: false, refusal: { kind: 'not-now' } };
    }
  }

  async function again(id: string): Promise<Answer> {
    const { record } = await read(id);
    return record
      ? { ok: true, record, changed: false }
      : { ok: false, refusal: { kind: 'unknown-run', run: id } };
  }
}

function entryOf(
  before: RunRecord | undefined,
  next: RunRecord,
  input: Input | { kind: 'open' },
  now: number,
): LogEntry {
  const opening = input.kind === 'open';
  return chainEntry(before?.head ?? CHAIN_START, {
    seq: next.seq,
    at: now,
    actor: opening ? next.requester.id : actorOf(input),
    kind: input.kind,
    data: opening ? openingData(next) : entryData(before, next, input),
  });
}

function swapped(answer: SwapAnswer, record: RunRecord, next: RunRecord): Answer | 'again' {
  switch (answer.kind) {
    case 'ok':
      return { ok: true, record: next, changed: true };
    case 'late':
      return { ...TOO_LATE, record };
    case 'seen':
      return { ok: true, record, changed: false };
    default:
      return 'again';
  }
}

/** A draft starts nothing: whether it was kept or not, the person hears the same truth. */
function opened(answer: Answer): Answer {
  return !answer.ok && answer.refusal.kind === 'unsure' ? NOT_CONNECTED : answer;
}

function standing(step: Exclude<Advance, { kind: 'moved' }>, record: RunRecord): Answer {
  return step.kind === 'same'
    ? { ok: true, record, changed: false }
    : { ok: false, refusal: step.refusal, record };
}
