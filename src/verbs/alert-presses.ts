// The buttons under a surprise: keep the run going, and whether the alert belongs to it.

import { canKeep } from '../runs/alerts.ts';
import type { Runs } from '../runs/runs.ts';
import type { Answer } from './answer.ts';
import type { Asking } from './asking.ts';
import { intend, readRun, unknownRun } from './intend.ts';

/** Which surprise the button stood under; absent for a form that was opened by an older version. */
interface UnderSurprise {
  readonly run: string;
  readonly nth?: number;
}

/** Whoever is too late hears so before being asked why. */
export async function pressKeep(
  { run, nth, why }: UnderSurprise & { readonly why?: string },
  asking: Asking,
  runs: Runs,
): Promise<Answer> {
  const record = await readRun(run, asking, runs);
  if (record === undefined) return unknownRun(run, 'keep');
  const isNewest = nth === undefined || record.alerts?.surprise?.nth === nth;
  if (why === undefined && isNewest && canKeep(record)) return { kind: 'ask-keep', record };
  const reason = why?.trim() ?? '';
  const intent = {
    ...{ kind: 'keep' as const, by: asking.person },
    ...(reason !== '' && { why: reason }),
    ...(nth !== undefined && { nth }),
  };
  return intend(run, intent, 'keep', asking, runs, (moved) => ({
    kind: 'alert-answered',
    how: 'kept',
    record: moved,
  }));
}

export function ruleAlert(
  { action, run, nth }: UnderSurprise & { readonly action: 'related' | 'unrelated' },
  asking: Asking,
  runs: Runs,
): Promise<Answer> {
  const intent = {
    ...{ kind: 'rule' as const, by: asking.person, related: action === 'related' },
    ...(nth !== undefined && { nth }),
  };
  return intend(run, intent, 'rule', asking, runs, (record) => ({
    kind: 'alert-answered',
    how: action,
    record,
  }));
}
