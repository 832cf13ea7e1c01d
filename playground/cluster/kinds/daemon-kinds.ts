// Kinds whose fault the daemon puts straight on containers: nothing in the cluster but the records tells of it.

import { textAt, textsAt } from '../objects/kube-object.ts';
import { podShape } from './catalogue-shape.ts';
import { blockProblems, jvmProblems, timeProblems } from './daemon-rules.ts';
import type { ChaosKind, SelectorUse } from './kind.ts';
import { CONTAINER_PATHS, durationProblems, selectorUse, valueProblems } from './selector-rules.ts';

interface DaemonFacts {
  readonly kind: string;
  readonly columns?: readonly string[];
  readonly problems?: ChaosKind['problems'];
  readonly generated?: NonNullable<ChaosKind['generated']>;
  /** Why this version of the controller can never apply it. */
  readonly cannot?: string;
  /** What is chosen: the containers that are named, the pod, or a volume of the containers. */
  readonly takes?: (use: SelectorUse, spec: Parameters<ChaosKind['selectors']>[0]) => SelectorUse;
}

function daemonKind(facts: DaemonFacts): ChaosKind {
  const { kind, columns = ['action', 'duration'], problems, takes, generated, cannot } = facts;
  return {
    ...(generated && { generated }),
    kind,
    plural: kind.toLowerCase(),
    columns,
    spec: podShape(kind),
    selectors(spec) {
      const use = selectorUse('.', spec, textsAt(spec, 'containerNames'));
      return [takes === undefined ? use : takes(use, spec)];
    },
    isOneShot: () => false,
    problems: (spec) => [
      ...(problems?.(spec) ?? []),
      ...valueProblems(spec, CONTAINER_PATHS),
      // Of TimeChaos the webhook does not look at the duration.
      ...(kind === 'TimeChaos' ? [] : durationProblems(spec)),
    ],
    ...stepsOf(kind, cannot),
  };
}

function stepsOf(kind: string, cannot?: string): Pick<ChaosKind, 'apply' | 'recover'> {
  return {
    apply(target, experiment, tools) {
      if (!tools.podExists(target)) return { phase: 'Not Injected', error: `Pod "${target.pod}" not found` };
      const error = cannot ?? tools.daemonFailure('apply', kind, target);
      if (error !== undefined) return { phase: 'Not Injected', error };
      tools.inject(target, experiment);
      return { phase: 'Injected' };
    },
    recover(target, experiment, tools) {
      if (!tools.podExists(target)) return { phase: 'Not Injected' };
      const error = tools.daemonFailure('recover', kind, target);
      if (error !== undefined) return { phase: 'Injected', error };
      tools.release(target, experiment);
      return { phase: 'Not Injected' };
    },
  };
}

/** Rules of the agent need a name; another one each time, dry runs included. */
function ruleName(spec: Parameters<ChaosKind['selectors']>[0], now: number): string {
  return ['class', 'method', 'action']
    .map((field) => textAt(spec, field))
    .concat(now.toString(36))
    .join('-');
}

export const DAEMON_KINDS: readonly ChaosKind[] = [
  daemonKind({ kind: 'TimeChaos', columns: ['duration'], problems: timeProblems }),
  daemonKind({ kind: 'DNSChaos' }),
  daemonKind({
    kind: 'JVMChaos',
    problems: jvmProblems,
    generated: (spec, now) => (textAt(spec, 'name') === '' ? { name: ruleName(spec, now) } : {}),
  }),
  daemonKind({
    kind: 'KernelChaos',
    // Its records name a pod, its code wants a container.
    cannot: 'too few parts of namespacedname',
    columns: ['duration'],
    takes: ({ containers: _, ...use }) => ({ ...use, containers: undefined }),
  }),
  daemonKind({
    kind: 'BlockChaos',
    problems: blockProblems,
    takes: (use, spec) => ({ ...use, suffix: textAt(spec, 'volumeName') }),
  }),
];
