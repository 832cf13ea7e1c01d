// A person's answer in time, and true: what was not sent by then is never sent; what was sent and not answered may count.

import { type RunStore, StoreUnavailable, type Swap, type SwapAnswer } from '../store/run-store.ts';
import type { Answer } from './input.ts';
import type { Delivery } from './runs.ts';

/** One delivery on its way into the store. */
export interface Passage {
  readonly delivery: Delivery;
  /** The person has their answer: nothing may be sent any more. */
  over: boolean;
  /** A swap was sent and its answer is not known: it may have counted. */
  unanswered: boolean;
}

interface Deps {
  readonly store: Pick<RunStore, 'lastTime'>;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Before the delivery's own time is up, so that nobody else's patience ends first. */
const MARGIN_MS = 100;
const AGAIN_MS = 50;

export const NOT_CONNECTED: Answer = { ok: false, refusal: { kind: 'not-connected' } };
const UNSURE: Answer = { ok: false, refusal: { kind: 'unsure' } };

/** Rejects only for faults that are not Redis being away. `work` is tried again while a reply of Redis was lost. */
export async function inTime(
  deps: Deps,
  delivery: Delivery,
  work: (passage: Passage) => Promise<Answer>,
): Promise<Answer> {
  const now = deps.store.lastTime();
  if (now === undefined) return NOT_CONNECTED;
  const passage: Passage = { delivery, over: false, unanswered: false };
  const { promise: late, resolve } = Promise.withResolvers<Answer>();
  const timer = setTimeout(
    () => {
      passage.over = true;
      resolve(unsaid(passage));
    },
    Math.max(MARGIN_MS, delivery.notAfter - now - MARGIN_MS),
  );
  const known = untilKnown(deps, passage, work);
  known.catch(() => undefined);
  try {
    return await Promise.race([known, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The delivery's mark in Redis tells whether a swap with a lost reply has counted, and asking again is harmless. */
async function untilKnown(
  deps: Deps,
  passage: Passage,
  work: (passage: Passage) => Promise<Answer>,
): Promise<Answer> {
  for (;;) {
    try {
      return await work(passage);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      if (!passage.unanswered || passage.over) return unsaid(passage);
      await deps.sleep(AGAIN_MS);
    }
  }
}

const unsaid = ({ unanswered }: Passage): Answer => (unanswered ? UNSURE : NOT_CONNECTED);

/** Asked right before sending: what is not sent before the person is answered is never sent. */
export function isOver(passage: Passage | undefined): boolean {
  return passage?.over === true;
}

export async function send(
  store: Pick<RunStore, 'swap'>,
  change: Swap,
  passage: Passage,
): Promise<SwapAnswer> {
  passage.unanswered = true;
  const { id, notAfter } = passage.delivery;
  const answer = await store.swap({ ...change, delivery: id, notAfter });
  passage.unanswered = false;
  return answer;
}
