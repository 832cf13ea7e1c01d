// What differs from the run that is repeated, and the reason of then, which nobody has said now.

import type { RunRecord } from '../../runs/record.ts';
import type { Answer } from '../../verbs/answer.ts';
import { saying } from '../run/phrases.ts';

type PlanAnswer = Extract<Answer, { kind: 'plan' }>;

export function differsLines({ differs, record }: PlanAnswer): readonly (string | undefined)[] {
  return [differsLine(differs), lastReasonLine(record)];
}

function differsLine(differs: readonly string[] | undefined): string | undefined {
  if (differs === undefined) return undefined;
  if (differs.length === 0) return 'Nothing differs from then; pods and policy are those of now.';
  return `Not as then: ${differs.map((one) => saying(one, 200)).join('; ')}.`;
}

/** It is offered, and counts once somebody says it now. */
function lastReasonLine({ repeats, reason }: RunRecord): string | undefined {
  if (repeats?.reason === undefined || reason !== undefined) return undefined;
  return `Said then, and not taken over: “${saying(repeats.reason)}”`;
}
