// The whole plan in lines, for those who must decide on it away from the card.

import type { Finding } from '../../plan/plan.ts';
import { escapeText } from '../escape.ts';
import { originLines } from './origin.ts';
import { bareName, endWords, headroomOf, listOf, onOf, picksWords, saying } from './phrases.ts';
import type { Scene } from './scene.ts';
import { needsWords } from './votes.ts';

const FINDING_MARKS: Readonly<Record<Finding['severity'], string>> = { block: '✗', warn: '!', info: 'i' };

export function planLines(scene: Scene): readonly string[] {
  return [
    ...(scene.details === undefined ? [] : [scene.details]),
    choiceLine(scene),
    headroomOf(scene.record),
    endWords(scene.record.plan),
    agreeLine(scene),
    ...originLines(scene.record),
    ...findingLines(scene),
  ];
}

/** `Chaos Mesh picks 1 of web-a, web-b, web-c` */
function choiceLine({ record }: Scene): string {
  const { candidates, candidateCount: all = candidates.length, affected } = record.plan;
  if (candidates.length === 0)
    return onOf(record) === 'pods' ? 'No Running pod matches' : 'No machine matches';
  const names = listOf(candidates.map(bareName), 10, all);
  return affected.most >= all ? `Hits ${names}` : `${picksWords(record.plan)} of ${names}`;
}

function agreeLine(scene: Scene): string {
  const { verdict } = scene.record.plan;
  switch (verdict.kind) {
    case 'allow':
      return `Allowed at once (${escapeText(verdict.rule)})`;
    case 'approvals':
      return `Needs ${needsWords(scene)} (${escapeText(verdict.rule)})`;
    case 'refuse':
      return refusal(verdict);
    default:
      return verdict satisfies never;
  }
}

function refusal({ sentence, pass }: { readonly sentence: string; readonly pass?: string }): string {
  return [sentence, pass].flatMap((part) => (part === undefined ? [] : [saying(part)])).join(' ');
}

/** What stands in the way first; the rest as a count. */
export function findingLines({ record }: Scene, most = 5): readonly string[] {
  const order: readonly Finding['severity'][] = ['block', 'warn', 'info'];
  const sorted = order.flatMap((severity) => record.plan.findings.filter((one) => one.severity === severity));
  const rest = sorted.length - most;
  return [...sorted.slice(0, most).map(findingLine), ...(rest > 0 ? [`and ${rest} more in Details`] : [])];
}

function findingLine({ severity, sentence, cure }: Finding): string {
  return `${FINDING_MARKS[severity]} ${[sentence, cure].flatMap((part) => (part ? [saying(part, 200)] : [])).join(' ')}`;
}
