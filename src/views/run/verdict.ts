// The verdict of a run from its alerts and its signals: breached beats inconclusive, which beats passed.

import type { AlertVerdict } from '../../runs/alert-facts.ts';
import type { RunRecord } from '../../runs/record.ts';
import type { Scene } from './scene.ts';

export type Verdict = AlertVerdict;

const ORDER: readonly Verdict[] = ['breached', 'inconclusive', 'passed'];

/** undefined: nothing was promised or measured, or it is too early to say. */
export function verdictOf({ record, alerts }: Pick<Scene, 'record' | 'alerts'>): Verdict | undefined {
  const said = [alerts?.verdict, ofSignals(record)];
  return ORDER.find((one) => said.includes(one));
}

function ofSignals({ signals }: RunRecord): Verdict | undefined {
  if (signals?.judged !== true) return undefined;
  return ORDER.find((one) => signals.seen.some(({ kind }) => kind === one));
}

/** ` · verdict BREACHED`, or nothing. */
export function verdictWords(scene: Pick<Scene, 'record' | 'alerts'>): string {
  const verdict = verdictOf(scene);
  return verdict === undefined ? '' : ` · verdict ${verdict.toUpperCase()}`;
}
