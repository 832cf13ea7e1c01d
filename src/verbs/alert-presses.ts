// The buttons under a surprise: keep the run going, and whether the alert belongs to it.

import { canKeep } from '../runs/alerts.ts';
import type { Runs } from '../runs/runs.ts';
import type { Answer } from './answer.ts';
import type { Asking } from './asking.ts';
import { intend, readRun, unknownRun } from './intend.ts';

/** Whoever is too late hears so before being asked why. */
export async function pressKeep(
  { run, why }: { readonly run: string; readonly why?: string },
  asking: Asking,
  runs: Runs,
): Promise<Answer> {
  const record = await readRun(run, asking, runs);
  if (record === undefined) return unknownRun(run, 'keep');
  if (why === undefined && canKeep(record)) return { kind: 'ask-keep', record };
  const reason = why?.trim() ?? '';
  const intent = { kind: 'keep' as const, by: asking.person, ...(reason !== '' && { why: reason }) };
  return intend(run, intent, 'keep', asking, runs, (moved) => ({
    kind: 'alert-answered',
    how: 'kept',
    record: moved,
  }));
}

export function ruleAlert(
  run: string,
  how: 'related' | 'unrelated',
  asking: Asking,
  runs: Runs,
): Promise<Answer> {
  const intent = { kind: 'rule' as const, by: asking.person, related: how === 'related' };
  return intend(run, intent, 'rule', asking, runs, (record) => ({ kind: 'alert-answered', how, record }));
}
