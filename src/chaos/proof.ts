// Is everything of a fault gone? Per target and over all, from records, live pods and per-pod objects.

import { actionOfSpec } from './catalogue/catalogue.ts';
import type { Pod } from './cluster.ts';
import {
  areFinal,
  type Cleanliness,
  type Evidence,
  type Judgement,
  type Subject,
  subjectOf,
  type TargetProof,
} from './proof/evidence.ts';
import {
  type Judge,
  judgeByPodObject,
  judgeByRecord,
  judgeFailure,
  judgeInside,
  judgeKill,
  judgeRestart,
  judgeStress,
} from './proof/judges.ts';
import { judgeInstance, judgeMachine } from './proof/outside-judges.ts';

export interface Proof {
  readonly targets: readonly TargetProof[];
  /** `clean` only when every target is, and as many pods are ready as before. */
  readonly clean: Cleanliness;
  readonly ready: number;
  readonly sentence: string;
}

const JUDGES: Readonly<Record<string, Judge>> = {
  'pod-kill': judgeKill,
  'pod-failure': judgeFailure,
  'container-kill': judgeRestart,
};

const JUDGES_OF_KIND: Readonly<Record<string, Judge>> = {
  NetworkChaos: judgeByPodObject('network rules'),
  IOChaos: judgeByPodObject('file rules'),
  HTTPChaos: judgeByPodObject('HTTP rules'),
  StressChaos: judgeStress,
  TimeChaos: judgeInside,
  DNSChaos: judgeInside,
  JVMChaos: judgeInside,
  PhysicalMachineChaos: judgeMachine,
  AWSChaos: judgeInstance,
  GCPChaos: judgeInstance,
  AzureChaos: judgeInstance,
};

/** Pure; unknown is said as unknown. */
export function proveRecovery(evidence: Evidence): Proof {
  const { object } = evidence;
  const action = actionOfSpec(object.kind, object.spec);
  const judge = JUDGES[action?.id ?? ''] ?? JUDGES_OF_KIND[object.kind] ?? judgeByRecord;
  const targets = object.records.map((record) => {
    const subject = subjectOf(evidence, record);
    return { id: record.id, ...withReadiness(subject, judge(subject)) };
  });
  const ready = evidence.pods.filter((pod) => isReady(pod) && evidence.counts(pod)).length;
  return { targets, ready, ...overall(evidence, targets, ready) };
}

/** A pod that is not ready is not recovered, whatever else is proven of it. */
function withReadiness({ pod, name }: Subject, judged: Judgement): Judgement {
  if (judged.clean !== 'clean' || pod === undefined || isReady(pod)) return judged;
  return { clean: 'unknown', sentence: `${judged.sentence}, but ${name} is not ready` };
}

function overall(evidence: Evidence, targets: readonly TargetProof[], ready: number): Judgement {
  if (targets.length === 0) return withoutTargets(evidence);
  const dirty = targets.filter((target) => target.clean === 'carries');
  if (dirty.length > 0) return { clean: 'carries', sentence: told(dirty) };
  const open = targets.filter((target) => target.clean === 'unknown');
  if (open.length > 0) return { clean: 'unknown', sentence: told(open) };
  if (ready < evidence.expectedReady) {
    return { clean: 'unknown', sentence: `${ready} of ${evidence.expectedReady} pods are ready` };
  }
  return { clean: 'clean', sentence: `${targets.length} of ${targets.length} proven clean` };
}

/** Without status nothing is proven: the object may have been injected and lost from sight. */
function withoutTargets({ object, absent }: Evidence): Judgement {
  // The finalizer is written before anything is applied: an object that went without one was never acted on.
  const untouched = object.deleting && object.finalizers.length === 0 && object.desiredPhase === undefined;
  if (absent && (areFinal(object) || untouched))
    return { clean: 'clean', sentence: 'nothing was ever injected' };
  return { clean: 'unknown', sentence: 'Chaos Mesh has written down no target' };
}

function told(targets: readonly TargetProof[]): string {
  const [first] = targets;
  const others = targets.length > 1 ? `, and ${targets.length - 1} more` : '';
  return `${first?.sentence ?? ''}${others}`;
}

function isReady(pod: Pod): boolean {
  return pod.ready && !pod.deleting && pod.phase === 'Running';
}
