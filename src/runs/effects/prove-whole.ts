// The proof of a Schedule or Workflow: everything that it ever started, one by one, and that nothing of it stands any more.

import type { ChaosObject } from '../../chaos/cluster.ts';
import { proveRecovery } from '../../chaos/proof.ts';
import { isFault, unproven, withSeen } from '../children.ts';
import type { Observation } from '../input.ts';
import type { RunRecord } from '../record.ts';
import type { Child, TargetProof } from '../seen-in-cluster.ts';
import { expectedReady, type Judged, podsAround, residueOf } from './evidence.ts';
import { familyOf, isStepOf, stepsOf } from './family.ts';
import { countsFor } from './pods.ts';
import type { ClusterParts } from './ports.ts';

interface Context {
  readonly now: number;
  readonly signal: AbortSignal;
  /** The Schedule or Workflow itself stands no more. */
  readonly absent: boolean;
}

export async function proveWhole(
  record: RunRecord,
  { cluster, cache }: ClusterParts,
  { now, signal, absent }: Context,
): Promise<Observation> {
  const children = await familyOf(cluster, record, signal);
  const steps = await stepsOf(cluster, { ...record, ...withSeen(record, children) }, signal);
  const open = unproven({ ...record, ...withSeen(record, children) });
  const objects = open.map((child) => ({ child, found: children.find(({ uid }) => uid === child.uid) }));
  const all = everythingOf(record, objects);
  const pods = await podsAround(cluster, all, record, signal);
  const residue = await residueOf(cluster, all, pods, signal);
  const judged = objects.map((one) => proofOf(record, one, { pods, residue, steps }));
  const isJudged = ({ uid }: ChaosObject) => judged.some((one) => one.uid === uid);
  const targets = [
    ...judged.map(({ uid: _, ...target }) => target),
    ...children.filter((one) => !isJudged(one)).map(stands),
  ];
  const counts = countsFor(record);
  const ready = pods.filter((pod) => pod.ready && !pod.deleting && counts(pod)).length;
  const isClean = targets.every(({ clean }) => clean === 'clean');
  const isGone = absent && children.length === 0 && steps.length === 0;
  const complete = isGone && isClean && ready >= expectedReady(record, cache);
  return {
    kind: 'proved',
    proof: { at: now, complete, targets },
    ready: { now: ready, of: record.plan.workloads.reduce((sum, one) => sum + one.replicas, 0) },
    clean: judged.filter((one) => one.clean === 'clean').map(({ uid }) => uid),
    children,
  };
}

interface Seen {
  readonly child: Child;
  /** As it stands now. */
  readonly found: ChaosObject | undefined;
}

/** What they have hit all together, so that the cluster is asked once. */
function everythingOf({ plan }: RunRecord, objects: readonly Seen[]): Judged {
  const { kind, metadata } = plan.manifest;
  const records = objects.flatMap(({ child, found }) => (found ?? child).records);
  return { kind, ...metadata, deleting: true, finalizers: [], records, spec: {} };
}

interface Around extends Pick<Parameters<typeof proveRecovery>[0], 'pods' | 'residue'> {
  readonly steps: readonly ChaosObject[];
}

/** Its id is its own name: what is said of its targets is in the sentence. */
function proofOf(
  record: RunRecord,
  { child, found }: Seen,
  around: Around,
): TargetProof & { readonly uid: string } {
  const { uid, namespace, name } = child;
  const id = `${namespace}/${name}`;
  if (!isFault(child)) {
    const isLeft = found !== undefined || around.steps.some((step) => isStepOf(step, child));
    const sentence = isLeft ? `${name} is being taken back` : `${name} is gone`;
    return { uid, id, clean: isLeft ? 'unknown' : 'clean', sentence };
  }
  const { clean, sentence } = proveRecovery({
    ...{ pods: around.pods, residue: around.residue },
    object: found ?? lastOf(child),
    absent: found === undefined,
    counts: countsFor(record),
    before: record.before?.pods ?? {},
    expectedReady: 0,
  });
  return { uid, id, clean, sentence };
}

function lastOf({
  kind,
  namespace,
  name,
  deleting,
  finalizers,
  desiredPhase,
  records,
  action,
  final,
}: Child): Judged {
  return {
    ...{ kind, namespace, name, records, finalizers: final ? [] : finalizers },
    deleting: deleting || final === true,
    spec: action === undefined ? {} : { action },
    ...(desiredPhase && { desiredPhase }),
  };
}

function stands({ namespace, name, deleting }: ChaosObject): TargetProof {
  const sentence = deleting ? `${name} is being taken back` : `${name} still stands`;
  return { id: `${namespace}/${name}`, clean: 'carries', sentence };
}
