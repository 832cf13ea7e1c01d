// Per action: is the fault still on this target? Records, pods and per-pod objects tell; conditions are never asked.

import { SOMETHING } from '../residue.ts';
import { areFinal, type Judgement, type Subject } from './evidence.ts';

export type Judge = (subject: Subject) => Judgement;

/** Killed pods are proven by their absence; that the workload is whole again is proven for all together. */
export const judgeKill: Judge = ({ evidence, record, podId, name, pod, replaced }) => {
  if (record.injectedCount === 0 && record.phase !== 'Injected') {
    return evidence.absent && areFinal(evidence.object)
      ? clean(`${name} was never killed`)
      : unknown(`${name}: the kill is not confirmed`);
  }
  if (pod === undefined) return clean(`${name} is gone`);
  if (replaced) return clean(`${name} was made anew`);
  if (evidence.before[podId] === undefined && !pod.deleting) {
    return unknown(`${name} stands; whether it is a new pod is not known`);
  }
  return carries(`${name} ${pod.deleting ? 'is still ending' : 'is still the old pod'}`);
};

/** The originals of swapped images wait in annotations of the pod until they are put back. */
export const judgeFailure: Judge = (subject) => {
  const { evidence, name, pod } = subject;
  if (pod === undefined) return clean(`${name} is gone`);
  if (Object.keys(pod.annotations).some((key) => holdsImage(key, evidence.object.name))) {
    return carries(`${name} still runs the pause image`);
  }
  if (subject.replaced) return clean(`${name} was made anew`);
  return unended(subject) ?? clean(`${name} has its own images back`);
};

/**
 * Only the per-pod objects tell: records and conditions of such a fault can be wrong about it. `rules` says what they
 * hold, `network rules`.
 */
export function judgeByPodObject(rules: string): Judge {
  return (subject) => byPodObject(subject, rules);
}

function byPodObject(subject: Subject, rules: string): Judgement {
  const { evidence, podId, name, pod } = subject;
  if (pod === undefined) return clean(`${name} is gone`);
  const residue = evidence.residue[podId];
  if (residue === undefined) return unknown(`${name}: its ${rules} could not be read`);
  const ours = `${evidence.object.namespace}/${evidence.object.name}`;
  if (residue.includes(ours)) return carries(`${name} still has our ${rules}`);
  if (subject.replaced) return clean(`${name} was made anew`);
  if (residue.includes(SOMETHING)) return unfinished(subject, rules);
  return unended(subject) ?? clean(`${name} has no ${rules.replace(/s$/u, '')} of ours`);
}

/** The rules were taken back on paper; as long as Chaos Mesh itself says Injected, the pod still has them. */
function unfinished({ record, name }: Subject, rules: string): Judgement {
  if (record.phase === 'Not Injected')
    return unknown(`${name}: the last change of its rules is not carried out`);
  return carries(
    `${name} is not rid of its ${rules}: ${record.failure ?? 'Chaos Mesh has not carried it out'}`,
  );
}

interface InsideWords {
  readonly oftener: string;
  readonly never: string;
  readonly over: string;
}

/**
 * A fault inside of processes, of which nothing in the cluster but the record tells: one that stayed Injected at the end
 * means it runs on. It dies with its container.
 */
function judgeProcesses({ oftener, never, over }: InsideWords): Judge {
  return (subject) => {
    const { record, name } = subject;
    const fresh = isFresh(subject);
    if (fresh !== undefined) return clean(fresh);
    const stopped = ended(subject);
    if (stopped !== undefined) return stopped;
    if (record.recoveredCount < record.injectedCount) return carries(`${name}: ${oftener}`);
    return clean(`${name}${record.injectedCount === 0 ? never : over}`);
  };
}

export const judgeStress = judgeProcesses({
  oftener: 'started more often than stopped',
  never: ' was never put under load',
  over: ' had its load taken away',
});

export const judgeInside = judgeProcesses({
  oftener: 'injected more often than taken back',
  never: ' was never hit',
  over: ': Chaos Mesh took the fault back',
});

/** A container that was killed is over once it was started anew: the pod's restarts have risen by as many. */
export const judgeRestart: Judge = (subject) => {
  const { evidence, record, name, pod, replaced } = subject;
  if (pod === undefined) return clean(`${name} is gone`);
  if (replaced) return clean(`${name} was made anew`);
  if (record.injectedCount > 0 || record.phase === 'Injected') return restarted(subject, pod.restarts);
  return evidence.absent && areFinal(evidence.object)
    ? clean(`no container of ${name} was killed`)
    : unknown(`${name}: the kill is not confirmed`);
};

function restarted(subject: Subject, restarts: number): Judgement {
  const { evidence, podId, name } = subject;
  const before = evidence.before[podId];
  if (before === undefined) return unknown(`${name}: how often it had started before is not known`);
  const started = restarts - before.restarts;
  if (started < killedIn(subject)) return carries(`${name} has not started its container anew`);
  return clean(`${name} started ${started === 1 ? 'a container' : `${started} containers`} anew`);
}

function killedIn({ evidence, podId }: Subject): number {
  const killed = evidence.object.records.filter(
    ({ id, injectedCount, phase }) =>
      id.startsWith(`${podId}/`) && (injectedCount > 0 || phase === 'Injected'),
  );
  return Math.max(1, killed.length);
}

/** For actions without a rule here: what the records say, and they must be final. */
export const judgeByRecord: Judge = (subject) =>
  ended(subject) ??
  (subject.replaced ? clean(`${subject.name} was replaced`) : clean(`${subject.name} is recovered`));

/** The processes of a stressor die with their container. */
function isFresh({ evidence, podId, name, pod, replaced }: Subject): string | undefined {
  if (pod === undefined) return `${name} is gone`;
  if (replaced) return `${name} was made anew`;
  const before = evidence.before[podId];
  const restarted = before !== undefined && pod.restarts > before.restarts;
  return restarted && pod.containers.length === 1 ? `${name}’s container was started anew` : undefined;
}

/** Where the pod itself was looked at after the object was gone, the records have nothing to add. */
function unended(subject: Subject): Judgement | undefined {
  return subject.evidence.absent ? undefined : ended(subject);
}

/** Undefined when Chaos Mesh itself says that this target is over; else what is missing. */
export function ended({ evidence, record, name }: Subject): Judgement | undefined {
  if (record.phase !== 'Not Injected') {
    if (!evidence.absent && evidence.object.desiredPhase !== 'Stop')
      return carries(`${name} is still injected`);
    return areFinal(evidence.object)
      ? carries(`${name}: Chaos Mesh ended without recovering it`)
      : unknown(`${name}: the object vanished before its recovery was seen`);
  }
  return areFinal(evidence.object) ? undefined : unknown(`${name}: the last records were not seen`);
}

/** Keys longer than 63 characters lose the experiment's name and action: such a one may be ours. */
function holdsImage(key: string, experiment: string): boolean {
  if (!key.startsWith('chaos-mesh-') || !/-(?:normal|init)-image$/u.test(key)) return false;
  return key.startsWith(`chaos-mesh-${experiment}-`) || !key.includes('-pod-failure-');
}

export function clean(sentence: string): Judgement {
  return { clean: 'clean', sentence };
}

export function carries(sentence: string): Judgement {
  return { clean: 'carries', sentence };
}

export function unknown(sentence: string): Judgement {
  return { clean: 'unknown', sentence };
}
