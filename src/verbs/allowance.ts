// What a person may inject at once and what needs others, cluster by cluster: asked of policy with the smallest fault.

import type { Action } from '../chaos/catalogue/action.ts';
import { actions } from '../chaos/catalogue/catalogue.ts';
import type { Person } from '../identity/person.ts';
import type { Policy } from '../policy/policy.ts';
import type { PolicyQuestion } from '../policy/question.ts';
import type { Verdict } from '../policy/verdict.ts';
import { DEFAULT_SECONDS } from './said-experiment.ts';
import type { KnownCluster, Place } from './where.ts';

export interface Allowance {
  readonly cluster: string;
  readonly production: boolean;
  /** Verbs. */
  readonly atOnce: readonly string[];
  readonly asks: { readonly verbs: readonly string[]; readonly people: number } | undefined;
  readonly refused: readonly string[];
}

export type Judge = Pick<Policy, 'decide'>;

export function allowancesOf(
  person: Person,
  clusters: readonly KnownCluster[],
  home: Place | undefined,
  policy: Judge,
): readonly Allowance[] {
  return clusters.map((cluster) => {
    const judged = namespacesIn(cluster, home).map((namespace) =>
      starters().map((action) => ({
        verb: action.verb,
        verdict: policy.decide(smallest(action, person, cluster, namespace)),
      })),
    );
    // Without a place to go by, the first namespace that is open to this person speaks for the cluster.
    const open = judged.find((verdicts) => verdicts.some(({ verdict }) => verdict.kind !== 'refuse'));
    return toAllowance(cluster, open ?? judged[0] ?? []);
  });
}

/** Those a newcomer is told of; policy goes by risk and place, which these stand for. */
function starters(): readonly Action[] {
  return actions().filter(({ first }) => first);
}

function namespacesIn(cluster: KnownCluster, home: Place | undefined): readonly string[] {
  const names = cluster.namespaces();
  if (home !== undefined && (home.cluster === cluster.name || names.includes(home.namespace)))
    return [home.namespace];
  const busy = names.filter((name) => cluster.workloads(name).length > 0);
  return busy.length > 0 ? busy : names.slice(0, 1);
}

interface Judged {
  readonly verb: string;
  readonly verdict: Verdict;
}

function toAllowance(cluster: KnownCluster, verdicts: readonly Judged[]): Allowance {
  const verbsOf = (kind: Verdict['kind']) =>
    verdicts.filter(({ verdict }) => verdict.kind === kind).map(({ verb }) => verb);
  const people = verdicts.map(({ verdict }) => peopleAsked(verdict));
  const asking = verbsOf('approvals');
  return {
    cluster: cluster.name,
    production: cluster.production,
    atOnce: verbsOf('allow'),
    asks: asking.length === 0 ? undefined : { verbs: asking, people: Math.max(...people) },
    refused: verbsOf('refuse'),
  };
}

function peopleAsked(verdict: Verdict): number {
  if (verdict.kind !== 'approvals') return 0;
  return verdict.approvals.reduce((sum, { count }) => sum + count, 0);
}

/** Policy's question for one pod and two minutes of this, of a workload nobody named. */
function smallest(action: Action, person: Person, cluster: KnownCluster, namespace: string): PolicyQuestion {
  const values = action.parameters.map(({ name, fallback, example }) => [name, fallback ?? example] as const);
  const { name, production, open } = cluster;
  const total = Math.max(1, ...cluster.workloads(namespace).map(({ replicas }) => replicas));
  return {
    experiment: {
      kind: action.kind,
      action: action.id,
      target: { cluster: cluster.name, namespace, word: '', labels: {} },
      mode: { mode: 'one' },
      durationSeconds: DEFAULT_SECONDS,
      parameters: Object.fromEntries(values),
    },
    risk: action.risk,
    oneShot: action.oneShot,
    affected: { least: 1, most: 1 },
    total,
    share: 1 / total,
    person,
    cluster: { name, production, ...(open === undefined ? {} : { namespaces: open }) },
  };
}
