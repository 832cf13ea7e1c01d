// Whether somebody may do it, who must agree, and what it would hit.

import type { Answer } from '../../verbs/answer.ts';
import { code } from '../escape.ts';
import { titleOf } from '../run/phrases.ts';
import { planLines } from '../run/plan-lines.ts';
import type { Scene } from '../run/scene.ts';
import { haltLine } from './halt.ts';
import { lines, type Shown, say } from './shown.ts';

/** Nothing was opened: the line that asks for it comes last. */
export function canView({ halted, record, line }: Extract<Answer, { kind: 'can' }>, scene: Scene): Shown {
  const rights = record.plan.dryRun ? [] : ['What your own rights in the cluster allow was not looked up.'];
  const text = lines([
    `*${halted === undefined ? canWords(scene) : 'Not now: starts are halted.'}*`,
    titleOf(scene),
    ...(halted === undefined ? [] : [`${haltLine(halted)}: nothing starts there now.`]),
    ...planLines(scene),
    ...rights,
    `Nothing was started.${line === undefined || isRefused(scene) ? '' : ` Ask for it: ${code(`/chaos ${line}`)}`}`,
  ]);
  return say(text);
}

function isRefused({ record }: Pick<Scene, 'record'>): boolean {
  return record.plan.verdict.kind === 'refuse';
}

function canWords({ record }: Scene): string {
  const { verdict, findings } = record.plan;
  if (isRefused({ record })) return 'No.';
  if (findings.some(({ severity }) => severity === 'block')) return 'Not as things are.';
  return verdict.kind === 'allow' ? 'Yes, at once.' : 'Yes, when others agree.';
}
