// Makes the plan of an experiment: lints, preview, headroom, policy and, when asked, the dry run, all findings at once.

import type { ClusterCache, CreateAnswer, Pod } from '../chaos/cluster.ts';
import type { Experiment, Manifest } from '../chaos/experiment.ts';
import type { LintSubject } from '../chaos/lints/lint.ts';
import { lintsOf } from '../chaos/lints.ts';
import { actionOf, manifestOf } from '../chaos/manifest.ts';
import { namespacesOf } from '../chaos/namespaces.ts';
import { otherEndOf } from '../chaos/other-end.ts';
import type { Sight } from '../chaos/reach/reach.ts';
import { nounOf } from '../chaos/reach/words.ts';
import type { Person } from '../identity/person.ts';
import type { Breach } from '../policy/breaches.ts';
import type { Decision, Policy } from '../policy/policy.ts';
import type { PolicyQuestion } from '../policy/question.ts';
import { contractFindings } from './contract-findings.ts';
import { digestOf } from './digest.ts';
import { dryRunFindings } from './dry-run-findings.ts';
import { headroomFindings } from './headroom-findings.ts';
import { judgeParts } from './judge-parts.ts';
import { type PartSeen, partsSeen, togetherSeen } from './parts-seen.ts';
import type { Finding, Plan, PlanWorkload } from './plan.ts';
import { rampFindings } from './ramp-findings.ts';
import { startFindings } from './start-findings.ts';

export interface PlanRequest {
  readonly experiment: Experiment;
  readonly person: Person;
  readonly cluster: PolicyQuestion['cluster'];
  readonly cache: Pick<
    ClusterCache,
    'synced' | 'pods' | 'workloads' | 'budgets' | 'machines' | 'experiments' | 'circumstances'
  >;
  readonly policy: Policy;
  /** Name of the object, made from the run's id. */
  readonly name: string;
  /** Defaults that were used, as sentences. */
  readonly defaults: readonly string[];
  /** Milliseconds, to say when a Schedule would start next. */
  readonly now: number;
  /** Create as the requester without doing it; absent: the plan says that it was not tried. */
  readonly dryRun?: (manifest: Manifest) => Promise<CreateAnswer>;
}

/** Rejects with ClusterUnavailable when the dry run was not answered. */
export async function makePlan(request: PlanRequest): Promise<Plan> {
  const { experiment, cache, defaults, dryRun, name } = request;
  const parts = partsSeen(experiment, name, cache);
  const sight = togetherSeen(experiment, parts, cache);
  const manifest = manifestOf(experiment, name);
  const disruptive = parts.some(({ action }) => action.disruptive);
  const base = {
    experiment,
    manifest,
    oneShot: experiment.orchestrated === undefined && actionOf(experiment).oneShot,
    disruptive,
    workloads: sight.workloads.map((workload) => planned(workload, experiment.target.namespace)),
    ...named(sight.candidates),
    ...(sight.hits && { hits: sight.hits }),
    affected: sight.affected,
    ...(sight.headroom && { headroom: sight.headroom }),
    defaults,
  };
  const decision = judgeParts(request, { parts, sight }, base, request.policy);
  const findings = [
    ...cacheFindings(request, parts),
    ...wholeFindings(request, manifest),
    ...parts.flatMap((part) => lintFindings(request, part, decision)),
    ...rampFindings(experiment, sight.candidates.length),
    ...contractFindings(experiment, base.oneShot),
    ...headroomFindings(sight, disruptive),
    ...decision.alsoPassed.map(breachFinding),
    ...(dryRun ? dryRunFindings(await dryRun(manifest), experiment.target.cluster, request.person) : []),
  ].toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity]);
  const plan = { ...base, verdict: decision.verdict };
  return { ...plan, findings, digest: digestOf(plan), dryRun: dryRun !== undefined };
}

const ORDER = { block: 0, warn: 1, info: 2 } as const;

/** The namespace is said where it is not the object's own. */
function planned(
  { kind, name, namespace, replicas, ready }: Sight['workloads'][number],
  own: string,
): PlanWorkload {
  return { kind, name, replicas, ready, ...(namespace !== own && { namespace }) };
}

/** A record stays small however large the namespace is. */
const MOST_NAMED = 50;

function named(names: readonly string[]): Pick<Plan, 'candidates' | 'candidateCount'> {
  if (names.length <= MOST_NAMED) return { candidates: names };
  return { candidates: names.slice(0, MOST_NAMED), candidateCount: names.length };
}

/** What is to be said of a Schedule or Workflow beside the faults in it. */
function wholeFindings({ experiment, now }: PlanRequest, manifest: Manifest): readonly Finding[] {
  if (experiment.orchestrated === undefined) return [];
  return [...lintsOf({ manifest }), ...startFindings(experiment, now)];
}

function lintFindings(
  { cache, policy }: PlanRequest,
  { experiment, manifest, path, isKnown, sight }: PartSeen,
  { verdict }: Decision,
): readonly Finding[] {
  const lints = lintsOf({
    manifest,
    wholeNamespace: experiment.target.word === `${experiment.target.namespace}/*`,
    experiments: sight.hits ? cache.experiments() : cache.experiments(namespacesOf(experiment)),
    marks: policy.marks,
    ...(isKnown
      ? { ...lookedAt(sight), ...otherEnd(cache, manifest), ...surrounding(cache, experiment) }
      : {}),
    machines: cache.machines,
  });
  // Policy has said it already, with a way to pass.
  return lints
    .filter(({ check }) => check !== 'L12-protected' || verdict.rule !== 'protected-namespaces')
    .map((one) => ({ ...one, path: one.path.replace(/^spec/u, path) }));
}

function lookedAt({ preview, hits }: Sight): Pick<LintSubject, 'preview' | 'hits'> {
  return { ...(preview && { preview }), ...(hits && { hits }) };
}

function surrounding({ circumstances }: PlanRequest['cache'], experiment: Experiment): Partial<LintSubject> {
  const around = circumstances?.(namespacesOf(experiment));
  if (around === undefined) return {};
  const only = around.installation?.onlyNamespace;
  return { circumstances: around, ...(only !== undefined && { servedNamespaces: [only] }) };
}

function otherEnd(
  cache: Pick<ClusterCache, 'pods'>,
  manifest: Manifest,
): { readonly otherEnd?: readonly Pod[] } {
  const pods = otherEndOf(manifest, (namespace) => cache.pods(namespace));
  return pods === undefined ? {} : { otherEnd: pods };
}

/** A stale picture is worth a warning; no picture at all would make a plan about nothing. */
function cacheFindings({ cache, experiment }: PlanRequest, parts: readonly PartSeen[]): readonly Finding[] {
  if (cache.synced()) return [];
  const known = parts.every(({ isKnown }) => isKnown);
  const { cluster } = experiment.target;
  const targets = nounOf(parts[0]?.action.on ?? 'pods', 2);
  if (known) {
    return [
      {
        severity: 'warn',
        check: 'cache.stale',
        path: 'cluster',
        sentence: `${cluster} has not been heard of for a while: ${targets} and counts may have changed.`,
        cure: 'Ask again in a minute; `/chaos doctor` says what is wrong.',
      },
    ];
  }
  return [
    {
      severity: 'block',
      check: 'cache.unknown',
      path: 'cluster',
      sentence: `The ${targets} of ${cluster} are not known yet, so what this would hit is unknown.`,
      cure: 'Ask again in a moment; `/chaos doctor` says what is wrong.',
    },
  ];
}

function breachFinding({ check, path, sentence, pass }: Breach): Finding {
  return { severity: 'block', check, path, sentence, cure: pass };
}
