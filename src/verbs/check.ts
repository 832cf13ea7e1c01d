// The use case behind `check` and `apply`: what speaks against the experiments in a text, and what each would do.

import type { ClusterUnavailable } from '../chaos/cluster.ts';
import type { Experiment } from '../chaos/experiment.ts';
import { checkTemplateText } from '../chaos/templates/check-template.ts';
import { isTemplate } from '../chaos/templates/read-template.ts';
import { type CheckedDocument, checkYaml, yamlRefusalSentence } from '../chaos/yaml/check-yaml.ts';
import { inOrder, type YamlFinding } from '../chaos/yaml/finding.ts';
import type { Plan } from '../plan/plan.ts';

export interface Given {
  readonly text: string;
  /** Where it is to run; absent: nobody has said. */
  readonly cluster?: string;
  /** For documents that name none. */
  readonly namespace: string;
}

/** Looks at the cluster; rejects with ClusterUnavailable when that did not answer. */
export type Preflight = (experiment: Experiment) => Promise<Plan>;

export interface CheckedExperiment extends Omit<CheckedDocument, 'positionOf'> {
  readonly plan?: Plan;
}

export type CheckAnswer =
  | { readonly ok: true; readonly documents: readonly CheckedExperiment[] }
  /** The text is of no use; a sentence says why. */
  | { readonly ok: false; readonly sentence: string };

export async function checkGiven({ text, ...expected }: Given, preflight?: Preflight): Promise<CheckAnswer> {
  const checked = isTemplate(text)
    ? { ok: true as const, documents: [checkTemplateText('', text, expected)] }
    : checkYaml(text, expected);
  if (!checked.ok) return { ok: false, sentence: yamlRefusalSentence(checked.refusal) };
  const documents: CheckedExperiment[] = [];
  for (const { positionOf, ...document } of checked.documents)
    documents.push(await looked({ ...document, positionOf }, preflight));
  return { ok: true, documents };
}

export function isBlocked({ findings }: Pick<CheckedExperiment, 'findings'>): boolean {
  return findings.some(({ severity }) => severity === 'block');
}

async function looked(
  { positionOf, ...document }: CheckedDocument,
  preflight: Preflight | undefined,
): Promise<CheckedExperiment> {
  const { experiment } = document;
  if (experiment === undefined || preflight === undefined) return document;
  try {
    const plan = await preflight(experiment);
    const found = [...plan.findings, ...verdictFinding(plan)].map((one) => ({
      ...one,
      ...positionOf(PATHS[one.path] ?? one.path),
    }));
    const known = new Set(document.findings.map(keyOf));
    const more = found.filter((one) => !known.has(keyOf(one)));
    return { ...document, plan, findings: inOrder([...document.findings, ...more]) };
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    const silent = {
      ...SILENT,
      sentence: `${error.message}, so it was not tried there.`,
      ...positionOf('metadata'),
    };
    return { ...document, findings: inOrder([...document.findings, silent]) };
  }
}

/** What the typed fields are called in an object. */
const PATHS: Readonly<Record<string, string>> = {
  pods: 'spec.mode',
  duration: 'spec.duration',
  cluster: 'metadata',
};

const SILENT = { severity: 'block', check: 'cluster-silent', path: 'cluster' } as const;

function isUnavailable(error: unknown): error is ClusterUnavailable {
  return error instanceof Error && error.name === 'ClusterUnavailable';
}

function keyOf({ check, path, sentence }: Pick<YamlFinding, 'check' | 'path' | 'sentence'>): string {
  return check === 'several-workloads' ? check : `${check} ${path} ${sentence}`;
}

function verdictFinding({ verdict }: Plan): readonly Plan['findings'][number][] {
  if (verdict.kind !== 'refuse') return [];
  const { rule, sentence, pass } = verdict;
  return [
    { severity: 'block', check: `policy.${rule}`, path: 'metadata', sentence, ...(pass && { cure: pass }) },
  ];
}
