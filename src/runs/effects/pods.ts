// The pods of a run's targets, as the cache knows them.

import type { ClusterCache, Pod } from '../../chaos/cluster.ts';
import type { Experiment } from '../../chaos/experiment.ts';
import { partsOf } from '../../chaos/orchestration/compose.ts';
import { selectedNamespaces, selectorOf } from '../../chaos/pod-selector.ts';
import { isOwner } from '../../chaos/preview.ts';
import { matchesLabels, matchInAnyPhase } from '../../chaos/selector.ts';
import type { Plan, PlanWorkload } from '../../plan/plan.ts';
import type { Ready } from '../input.ts';
import type { RunRecord } from '../record.ts';
import type { Before } from '../seen-in-cluster.ts';

/** More targets than these live in the log only. */
const KEPT = 50;

/** Where a run's pods are. */
export function namespacesOfPods({ plan }: RunRecord): readonly string[] {
  const all = targetsOf(plan).flatMap((target) => selectedNamespaces(selectorOf(target), target.namespace));
  return [...new Set(all)];
}

/** Of everything that a run may do. */
function targetsOf({ experiment }: Plan): readonly Experiment['target'][] {
  return partsOf(experiment).map((part) => part.experiment.target);
}

/**
 * Whether a pod counts for a run's readiness, in whatever phase it is. Where a choice by more than labels would lose
 * sight of a pod that is made anew (another name, another node), those of the same workloads count.
 */
export function countsFor({ plan }: RunRecord): (pod: Pod) => boolean {
  const counts = targetsOf(plan).map((target) => countsForTarget(target, plan));
  return (pod) => counts.some((count) => count(pod));
}

function countsForTarget(target: Experiment['target'], plan: Plan): (pod: Pod) => boolean {
  const { namespace, labels } = target;
  if (target.selector === undefined)
    return (pod) => pod.namespace === namespace && matchesLabels(labels, pod.labels);
  const selector = selectorOf(target);
  const workloads = plan.workloads.map((workload) => placed(workload, namespace));
  return (pod) =>
    workloads.some((workload) => isOwner(workload, pod)) ||
    matchInAnyPhase(selector, namespace, pod) !== 'no';
}

export function placed(workload: PlanWorkload, own: string): PlanWorkload & { readonly namespace: string } {
  return { namespace: own, ...workload };
}

/** None where the fault is not on pods, whatever labels its machines have. */
function podsOf(record: RunRecord, cache: ClusterCache): readonly Pod[] {
  if (record.plan.hits !== undefined) return [];
  return namespacesOfPods(record).flatMap(cache.pods).filter(countsFor(record));
}

const isReady = (pod: Pod): boolean => pod.ready && !pod.deleting;

/** Ready pods of the target's workloads; nothing of machines, and while the cache is not level with the cluster. */
export function readyPods(record: RunRecord, cache: ClusterCache): Ready | undefined {
  if (!cache.synced() || record.plan.hits !== undefined) return undefined;
  const of = record.plan.workloads.reduce((sum, workload) => sum + workload.replicas, 0);
  return { now: podsOf(record, cache).filter(isReady).length, of };
}

export function podsBefore(record: RunRecord, cache: ClusterCache): Before {
  const pods = podsOf(record, cache);
  const noted = pods
    .slice(0, KEPT)
    .map((pod) => [`${pod.namespace}/${pod.name}`, { uid: pod.uid, restarts: pod.restarts }]);
  return { ready: pods.filter(isReady).length, pods: Object.fromEntries(noted) };
}
