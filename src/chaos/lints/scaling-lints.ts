// Lints about what moves the number of pods meanwhile: autoscalers, rollouts, and workloads with one pod (C4, C5, C6).

import { actionOfSpec } from '../catalogue/catalogue.ts';
import type { Autoscaler } from '../circumstances.ts';
import type { Workload } from '../cluster.ts';
import { asObject, isObject } from '../narrow.ts';
import type { Check, Lint, LintSubject } from './lint.ts';

const path = 'spec.selector';

export const autoscalers: Check = (subject) => {
  const loads = loadedResources(subject);
  if (!takesPodsAway(subject) && loads.length === 0) return [];
  const { preview, circumstances } = subject;
  const scaled = (circumstances?.autoscalers ?? []).filter((one) =>
    (preview?.workloads ?? []).some((workload) => isScaled(workload, one)),
  );
  return scaled.flatMap((one) => autoscalerLint(one, loads));
};

function isScaled({ kind, namespace, name }: Workload, { scales, namespace: own }: Autoscaler): boolean {
  return own === namespace && scales.kind === kind && scales.name === name;
}

function autoscalerLint(autoscaler: Autoscaler, loads: readonly string[]): readonly Lint[] {
  const { name, scales, most, current, desired, follows } = autoscaler;
  if (desired !== current && current > 0) {
    const sentence = `The autoscaler ${name} is taking ${scales.name} from ${current} to ${desired} pods now: what is hit and what is left may change.`;
    return [warn('autoscaler-moving', sentence, 'Wait until it rests.')];
  }
  if (current >= most && current > 0) {
    const sentence = `The autoscaler ${name} has ${scales.name} at its most, ${most} pods: it can add none for those that suffer.`;
    return [warn('autoscaler-full', sentence, 'Raise maxReplicas, or ask for fewer pods.')];
  }
  const both = loads.filter((resource) => follows.includes(resource));
  if (both.length === 0) return [];
  const sentence = `The autoscaler ${name} follows ${both.join(' and ')}: it will add pods, up to ${most}, and take them away later.`;
  return [{ severity: 'info', check: 'autoscaler-answers', path, sentence }];
}

export const rollout: Check = ({ preview }) =>
  (preview?.workloads ?? [])
    .filter(({ rollingOut }) => rollingOut)
    .map(({ kind, name }) =>
      warn(
        'rollout',
        `${kind} ${name} is being rolled out: its pods are being replaced, and a fault would be taken for one of the new version.`,
        'Wait until the rollout is done.',
      ),
    );

/** Beside others: that the only candidate is hit is said as such. */
export const singleReplica: Check = (subject) => {
  const { preview } = subject;
  const all = preview?.candidates.length ?? 0;
  if (preview === undefined || !takesPodsAway(subject) || preview.affected.most >= all) return [];
  return preview.workloads
    .filter(({ replicas, kind }) => replicas === 1 && kind !== 'DaemonSet')
    .map(({ kind, name }) =>
      warn(
        'single-replica',
        `${kind} ${name} has one pod only: if that is the one chosen, nothing of it is left.`,
        'Choose workloads with more pods, or scale it up first.',
      ),
    );
};

/** Out of service at once, as killing and failing do. */
export function takesPodsAway({ manifest: { kind, spec } }: LintSubject): boolean {
  return actionOfSpec(kind, spec)?.disruptive ?? false;
}

function loadedResources({ manifest: { kind, spec } }: LintSubject): readonly string[] {
  if (kind !== 'StressChaos') return [];
  const stressors = asObject(spec['stressors']);
  return ['cpu', 'memory'].filter((resource) => isObject(stressors[resource]));
}

function warn(check: string, sentence: string, cure: string): Lint {
  return { severity: 'warn', check, path, sentence, cure };
}
