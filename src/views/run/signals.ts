// Signals beside a run, in words: what was breached, what nobody knows, and the reply that tells of a breach.

import type { SeenSignal } from '../../runs/signals.ts';
import { mention } from '../escape.ts';
import { shortLengthOf } from '../time.ts';
import { listOf, saying } from './phrases.ts';
import type { Scene } from './scene.ts';
import { stopWords } from './state.ts';

/** More are in Details. */
const MOST_LINES = 4;

/** While the fault goes on only what speaks against a signal; at the end how each of them was judged. */
export function signalLines(scene: Scene): readonly string[] {
  const { signals } = scene.record;
  if (signals === undefined) return [];
  const loud = signals.seen.filter(
    ({ kind, why }) => kind === 'breached' || kind === 'inconclusive' || why !== undefined,
  );
  const rest = loud.length - MOST_LINES;
  return [
    ...loud.slice(0, MOST_LINES).map((one) => signalLine(scene, one)),
    ...(rest > 0 ? [`and ${rest} more signals in Details`] : []),
    ...passedLine(signals.seen),
  ];
}

function passedLine(seen: readonly SeenSignal[]): readonly string[] {
  const passed = seen.filter(({ kind }) => kind === 'passed').map(({ title }) => saying(title, 40));
  return passed.length === 0
    ? []
    : [`Within ${passed.length === 1 ? 'its limit' : 'their limits'}: ${listOf(passed, 4)}`];
}

/** `HTTP p99 240 → 1,900 ms (limit 500 ms), good again 48 s after the end` */
export function signalLine(scene: Scene, signal: SeenSignal): string {
  const title = saying(signal.title, 60);
  if (signal.kind !== 'breached')
    return `${title}: ${saying(signal.why ?? (signal.kind === 'open' ? 'within its limit so far' : 'within its limit'), 160)}`;
  return `${title} ${numbers(scene, signal)}${signal.why === undefined ? '' : `, ${saying(signal.why, 120)}`}${again(signal)}`;
}

function numbers({ amount }: Scene, { baseline, worst, limit, unit, lastTime }: SeenSignal): string {
  if (worst === undefined) return 'BREACHED';
  const from = baseline === undefined ? '' : `${amount(rounded(baseline.median), '')} → `;
  const most = limit === undefined ? '' : ` (limit ${amount(limit, unit)})`;
  const last = lastTime === undefined ? '' : `, last time ${amount(lastTime.worst, unit)}`;
  return `${from}${amount(worst.value, unit)}${most}${last}`;
}

/** Beside the worst nobody needs the fractions. */
function rounded(value: number): number {
  return Math.abs(value) >= 10 ? Math.round(value) : value;
}

function again({ recoveredAfterSeconds }: SeenSignal): string {
  if (recoveredAfterSeconds === undefined) return '';
  return recoveredAfterSeconds === 0
    ? ', good again before the end'
    : `, good again ${shortLengthOf(recoveredAfterSeconds)} after the end`;
}

/** `BREACH HTTP p99 240 → 1,900 ms (limit 500 ms), 40 s after the delay began.`, and what becomes of the run. */
export function breachLines(scene: Scene): readonly string[] {
  const { record, phrase, may } = scene;
  const broken = (record.signals?.seen ?? []).filter(({ kind }) => kind === 'breached');
  const [worst, ...more] = broken.toSorted((a, b) => (a.breachedAt ?? 0) - (b.breachedAt ?? 0));
  if (worst === undefined) return [];
  // That it got well again is for the verdict.
  const { recoveredAfterSeconds: _later, ...first } = worst;
  const began = record.injectedAt ?? record.object?.createdAt;
  const after =
    began === undefined || first.breachedAt === undefined
      ? ''
      : `, ${shortLengthOf(Math.max(0, first.breachedAt - began) / 1_000)} after ${phrase.fault} began`;
  const who = mention(record.requester.id);
  const { reason: _named, ...stop } = record.stop ?? { why: 'ended' as const, at: 0 };
  const next = may.canStop ? 'it goes on until somebody stops it.' : record.stop && stopWords(stop, record);
  return [
    `BREACH ${signalLine(scene, first)}${after}.`,
    ...(more.length === 0
      ? []
      : [
          `+${more.length} more: ${listOf(
            more.map(({ title }) => saying(title, 40)),
            3,
          )}`,
        ]),
    `${who} ${next ?? 'nothing is left to stop.'}`,
  ];
}
