// What the world should be made to do for a run now, and when the run wants its next pass: read off the record.

import { GRACE_MS, hearsAlerts, SETTLED_MS } from './alerts.ts';
import { annotateAt } from './annotation.ts';
import { isFault, isWhole, unproven } from './children.ts';
import { deadlineOf } from './deadlines.ts';
import { type Effect, effectKey } from './effect.ts';
import { faultBegan, SHOWS_AFTER_MS } from './fault-time.ts';
import { wantsHold } from './hold.ts';
import { posted, stale, unposted } from './messages.ts';
import type { Phase, RunRecord } from './record.ts';
import { isEnded } from './record.ts';
import { CREATE_IN_FLIGHT_MS } from './sight.ts';
import { isMeasured, type RunSignals } from './signals.ts';
import { wantsSilence, wantsUnsilence } from './silences.ts';

export interface Wanted {
  readonly effect: Effect;
  /** Milliseconds of Redis TIME from which it may be carried out. */
  readonly at: number;
  /** Looking is repeated; it happens once a pass, and again after this many milliseconds. */
  readonly everyMs?: number;
}

/** How long a finished one-shot object stays: its name is the fence against a late create. */
export const FENCE_MS = 10 * 60_000;

const SECOND = 1_000;

/** How often to look without being woken; the watch is quicker when it works. */
const LOOK_EVERY: Partial<Record<Phase, number>> = {
  injecting: SECOND,
  running: 10 * SECOND,
  paused: 10 * SECOND,
  recovering: SECOND,
  between: SECOND,
};

const PROVE_EVERY: Partial<Record<Phase, number>> = { verifying: SECOND, stuck: 5 * SECOND };

/** The plan that people are asked about is read off the cache, which costs no call. */
const REVIEW_EVERY_MS = 3 * SECOND;

/**
 * In the order of carrying out: the cluster before Slack, except that the card comes before the injection. Silences and
 * marks are last, so that an Alertmanager or a Grafana that does not answer holds nothing up.
 */
export function wanted(record: RunRecord): Wanted[] {
  const last = [...silencing(record), ...marking(record)];
  const list = [...clusterEffects(record), ...slackEffects(record), ...last];
  return list.map((want) => ({
    ...want,
    at: Math.max(want.at, record.tries[effectKey(want.effect)]?.at ?? 0),
  }));
}

function clusterEffects(record: RunRecord): Wanted[] {
  return [
    ...beforeInjection(record),
    ...removal(record),
    ...clearing(record),
    ...holding(record),
    ...sight(record),
    ...hearing(record),
    ...measuring(record),
  ];
}

const CLEAR_EVERY_MS = 2 * SECOND;

/** What stands without its Schedule or Workflow goes by itself where the cluster collects its garbage; nobody waits for that. */
function clearing(record: RunRecord): Wanted[] {
  const ending = ['recovering', 'verifying', 'stuck'].includes(record.phase);
  if (!ending || !isWhole(record) || record.object?.gone !== true) return [];
  return [{ effect: { kind: 'clear' }, at: 0, everyMs: CLEAR_EVERY_MS }];
}

function beforeInjection(record: RunRecord): Wanted[] {
  switch (record.phase) {
    case 'awaiting':
      return [{ effect: { kind: 'review' }, at: 0, everyMs: REVIEW_EVERY_MS }];
    case 'checking':
      return [{ effect: { kind: 'check' }, at: 0 }];
    case 'approved':
      return record.startAsked && posted(record, 'card') ? [{ effect: { kind: 'gate' }, at: 0 }] : [];
    case 'between':
      return record.startAsked && record.object?.gone
        ? [{ effect: { kind: 'gate' }, at: shownAt(record) }]
        : [];
    case 'starting':
      return [{ effect: { kind: 'create' }, at: 0 }];
    default:
      return [];
  }
}

/** What happens once must have had time to show before it is done to more. */
function shownAt({ plan, beganAt = 0 }: RunRecord): number {
  return plan.oneShot ? beganAt + SHOWS_AFTER_MS : 0;
}

/** An end that Chaos Mesh brings about by itself needs no deletion until the run is over. */
function removal(record: RunRecord): Wanted[] {
  if (!record.object || record.object.gone || record.deleteAccepted) return [];
  // A Schedule never ends by itself, and a Workflow keeps its steps.
  const endsItself = record.stop?.why === 'ended' && !isWhole(record);
  // Its name fences off a late create of this step for as long as one may land.
  if (record.phase === 'between')
    return [{ effect: { kind: 'remove' }, at: (record.createSentAt ?? 0) + CREATE_IN_FLIGHT_MS }];
  if (record.phase === 'recovering' && !endsItself) return [{ effect: { kind: 'remove' }, at: 0 }];
  if (!isEnded(record.phase)) return [];
  return [{ effect: { kind: 'remove' }, at: record.plan.oneShot ? record.since + FENCE_MS : 0 }];
}

function holding(record: RunRecord): Wanted[] {
  return wantsHold(record) ? [{ effect: { kind: 'hold' }, at: 0 }] : [];
}

function sight(record: RunRecord): Wanted[] {
  const isClear = record.phase === 'between' && record.object?.gone === true;
  const look = isClear ? undefined : LOOK_EVERY[record.phase];
  const prove = PROVE_EVERY[record.phase] ?? provingChildren(record);
  return [
    ...(look ? [{ effect: { kind: 'look' as const }, at: 0, everyMs: look }] : []),
    ...(prove ? [{ effect: { kind: 'prove' as const }, at: 0, everyMs: prove }] : []),
  ];
}

/** A batch wakes the run; this is for a wake that was lost, and for what only resolves after the end. */
const HEAR_EVERY_MS = 10 * SECOND;
const HEAR_LATE_EVERY_MS = GRACE_MS / 2;

function hearing(record: RunRecord): Wanted[] {
  if (!hearsAlerts(record)) return [];
  const look = { effect: { kind: 'alerts' as const }, at: 0 };
  if (!isEnded(record.phase)) return [{ ...look, everyMs: HEAR_EVERY_MS }];
  const late = { ...look, everyMs: HEAR_LATE_EVERY_MS };
  return record.alerts?.settled ? [late] : [{ ...look, at: record.since + SETTLED_MS }, late];
}

/** A picture shows how the system came back, but the verdict does not wait for that for ever. */
const DRAWN_WITHIN_MS = 60 * SECOND;

function drawnAt({ since }: RunRecord, { over }: RunSignals): number {
  return over ? 0 : since + DRAWN_WITHIN_MS;
}

function measuring(record: RunRecord): Wanted[] {
  const { signals } = record;
  if (signals === undefined) return [];
  const hasBegun = faultBegan(record) !== undefined;
  const draws = isEnded(record.phase) && signals.judged && signals.pictures === undefined;
  return [
    ...(isMeasured(record) && hasBegun
      ? [{ effect: { kind: 'measure' as const }, at: 0, everyMs: signals.stepSeconds * SECOND }]
      : []),
    ...(draws ? [{ effect: { kind: 'picture' as const }, at: drawnAt(record, signals) }] : []),
  ];
}

function silencing(record: RunRecord): Wanted[] {
  if (wantsSilence(record)) return [{ effect: { kind: 'silence' }, at: 0 }];
  return wantsUnsilence(record) ? [{ effect: { kind: 'unsilence' }, at: 0 }] : [];
}

function marking(record: RunRecord): Wanted[] {
  const at = annotateAt(record);
  return at === undefined ? [] : [{ effect: { kind: 'annotate' }, at }];
}

/** While it goes on, so that what is proven clean need not be remembered. */
function provingChildren(record: RunRecord): number | undefined {
  const goesOn = record.phase === 'running' || record.phase === 'paused';
  return goesOn && isWhole(record) && unproven(record).some(isFault) ? 10 * SECOND : undefined;
}

function slackEffects(record: RunRecord): Wanted[] {
  const posts = unposted(record).map((message) => ({ effect: { kind: 'post' as const, message }, at: 0 }));
  const edits = stale(record).map(({ key, at }) => ({ effect: { kind: 'edit' as const, message: key }, at }));
  return [...posts, ...(record.tell ? [{ effect: { kind: 'tell' as const }, at: 0 }] : []), ...edits];
}

/** When the run wants its next pass; undefined when nothing is left to do, and it may be forgotten by `due`. */
export function dueAt(record: RunRecord, now: number): number | undefined {
  const times = wanted(record).map((want) => Math.max(want.at, want.everyMs ? now + want.everyMs : 0));
  const deadline = deadlineOf(record);
  const all = deadline === undefined ? times : [...times, deadline];
  return all.length === 0 ? undefined : Math.min(...all);
}
