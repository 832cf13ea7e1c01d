// What a check found, as a terminal shows it and as lines of JSON.

import type { CheckedExperiment } from '../verbs/check.ts';

export interface CheckedFile {
  readonly file: string;
  readonly documents: readonly CheckedExperiment[];
}

const WORDS = { block: 'block', warn: 'warn ', info: 'note ' } as const;

export function checkText({ file, documents }: CheckedFile): string {
  return documents.map((one) => `${documentLines(file, one).join('\n')}\n`).join('\n');
}

function documentLines(file: string, document: CheckedExperiment): readonly string[] {
  const findings = document.findings.flatMap(({ severity, path, sentence, cure, line, column }) => [
    `${file}:${line}:${column}: ${WORDS[severity]} ${path === '' ? '' : `${path}: `}${sentence}`,
    ...(cure === undefined ? [] : [`    → ${cure}`]),
  ]);
  return [
    ...findings,
    `${file}:${document.line}: ${nameOf(document)} ${resultOf(document)}`,
    ...planLines(document),
  ];
}

function nameOf({ kind = 'document', name }: CheckedExperiment): string {
  return name === undefined ? kind : `${kind} ${name}`;
}

function resultOf({ findings }: CheckedExperiment): string {
  const count = (wanted: string) => findings.filter(({ severity }) => severity === wanted).length;
  const [blocks, warnings] = [count('block'), count('warn')];
  const warned = warnings === 0 ? '' : `, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`;
  return blocks === 0
    ? `is clean${warned}`
    : `is blocked: ${blocks} ${blocks === 1 ? 'reason' : 'reasons'}${warned}`;
}

function planLines({ plan }: CheckedExperiment): readonly string[] {
  if (plan === undefined) return [];
  const { affected, candidates, candidateCount, hits, headroom, verdict, dryRun, workloads } = plan;
  const of = workloads.map(({ kind, name }) => `${kind} ${name}`).join(', ') || 'no workload';
  // A machine or an instance is its own workload.
  const whom = hits === undefined ? `${candidateCount ?? candidates.length} pods of ${of}` : of;
  return [
    `    hits up to ${affected.most} of ${whom}; ${headroomWords(headroom)}`,
    `    policy: ${verdictWords(verdict)}; dry run: ${dryRun ? 'answered' : 'not made'}`,
  ];
}

function headroomWords(headroom: NonNullable<CheckedExperiment['plan']>['headroom']): string {
  if (headroom === undefined) return 'how many of them are up is not known';
  const { staysReady, budget } = headroom;
  const allowed = budget === undefined ? 'no disruption budget' : `the budget allows ${budget.allowed}`;
  return `${staysReady} stay ready, ${allowed}`;
}

function verdictWords(verdict: NonNullable<CheckedExperiment['plan']>['verdict']): string {
  switch (verdict.kind) {
    case 'allow':
      return `allowed at once by “${verdict.rule}”`;
    case 'approvals':
      return `${verdict.approvals.map(({ count, group }) => `${count} of ${group}`).join(' and ')} must agree, by “${verdict.rule}”`;
    case 'refuse':
      return `refused by “${verdict.rule}”`;
    default:
      return verdict satisfies never;
  }
}

/** One line a finding, then one a document. */
export function checkJson({ file, documents }: CheckedFile): string {
  const lines = documents.flatMap((document, at) => [
    ...document.findings.map(({ severity, check, path, sentence, cure, line, column }) => ({
      type: 'finding',
      ...{ file, document: at + 1, line, column, severity: severity === 'info' ? 'note' : severity },
      ...{ check, path, sentence, ...(cure === undefined ? {} : { cure }) },
    })),
    { type: 'document', file, document: at + 1, line: document.line, ...resultJson(document) },
  ]);
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function resultJson({ kind, name, findings, plan }: CheckedExperiment): object {
  const isBlocked = findings.some(({ severity }) => severity === 'block');
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(name === undefined ? {} : { name }),
    result: isBlocked ? 'blocked' : 'clean',
    ...(plan && {
      plan: {
        ...{
          workloads: plan.workloads,
          candidates: plan.candidates,
          ...(plan.candidateCount && { candidateCount: plan.candidateCount }),
          affected: plan.affected,
        },
        ...{ headroom: plan.headroom, verdict: plan.verdict, dryRun: plan.dryRun },
      },
    }),
  };
}
