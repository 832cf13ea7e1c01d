// IOChaos and HTTPChaos: written into an object per pod, and waited for until the pod's controller has obeyed.

import { type Fields, textAt, textsAt } from '../objects/kube-object.ts';
import { podShape } from './catalogue-shape.ts';
import { httpProblems, ioProblems } from './daemon-rules.ts';
import type {
  ChaosKind,
  ChaosTools,
  Experiment,
  Outcome,
  PodEntries,
  PodObjectKind,
  Target,
} from './kind.ts';
import { CONTAINER_PATHS, durationProblems, selectorUse, valueProblems } from './selector-rules.ts';

interface PodObjectFacts {
  readonly kind: string;
  readonly podKind: PodObjectKind;
  readonly columns: readonly string[];
  /** Whether containers are chosen, or pods. */
  readonly ofContainers: boolean;
  readonly problems: (spec: Fields) => string[];
  entries(target: Target, experiment: Experiment, source: string): PodEntries;
}

/** What stays of an object per pod once its entries are gone. */
const NOTHING: Readonly<Record<PodObjectKind, PodEntries>> = {
  PodNetworkChaos: { lists: { ipsets: [], iptables: [], tcs: [] } },
  PodIOChaos: { lists: { actions: [] } },
  PodHttpChaos: { lists: { rules: [] } },
};

export function waited(
  target: Target,
  experiment: Experiment,
  tools: ChaosTools,
  podKind: PodObjectKind,
  done: Outcome,
): Outcome {
  const state = tools.podState(podKind, target);
  if (state === undefined) return { phase: 'Not Injected' };
  if (state.failed !== '') return { phase: target.phase, error: failureOf(podKind, target, state.failed) };
  return state.observed >= Number(experiment.instances[target.id] ?? 0) ? done : { phase: target.phase };
}

/** Network experiments name the pod before what its object says; the others hand it on as it is. */
function failureOf(podKind: PodObjectKind, { namespace, pod }: Target, failed: string): string {
  return podKind === 'PodNetworkChaos' ? `failed to apply for pod ${namespace}/${pod}: ${failed}` : failed;
}

export function commit(
  target: Target,
  experiment: Experiment,
  tools: ChaosTools,
  podKind: PodObjectKind,
  entries: PodEntries = NOTHING[podKind],
): void {
  const source = `${experiment.namespace}/${experiment.name}`;
  experiment.instances[target.id] = tools.commit(podKind, target, source, entries);
}

function podObjectKind(facts: PodObjectFacts): ChaosKind {
  const { kind, columns, ofContainers, problems } = facts;
  return {
    kind,
    plural: kind.toLowerCase(),
    columns,
    spec: podShape(kind),
    selectors: (spec) => [selectorUse('.', spec, ofContainers ? textsAt(spec, 'containerNames') : undefined)],
    isOneShot: () => false,
    problems: (spec) => [
      ...problems(spec),
      ...valueProblems(spec, ofContainers ? CONTAINER_PATHS : ['Spec.PodSelector.value']),
      ...durationProblems(spec),
    ],
    ...stepsOf(facts),
  };
}

function stepsOf({ podKind, entries }: PodObjectFacts): Pick<ChaosKind, 'apply' | 'recover'> {
  return {
    apply(target, experiment, tools) {
      if (target.phase === 'Not Injected/Wait')
        return waited(target, experiment, tools, podKind, { phase: 'Injected' });
      if (!tools.podExists(target)) return { phase: 'Not Injected', error: `Pod "${target.pod}" not found` };
      const source = `${experiment.namespace}/${experiment.name}`;
      commit(target, experiment, tools, podKind, entries(target, experiment, source));
      return { phase: 'Not Injected/Wait' };
    },
    recover(target, experiment, tools) {
      if (target.phase === 'Injected/Wait')
        return waited(target, experiment, tools, podKind, { phase: 'Not Injected' });
      if (!tools.podExists(target)) return { phase: 'Not Injected' };
      commit(target, experiment, tools, podKind);
      return { phase: 'Injected/Wait' };
    },
  };
}

const ioChaos = podObjectKind({
  kind: 'IOChaos',
  podKind: 'PodIOChaos',
  columns: ['action', 'duration'],
  ofContainers: true,
  problems: ioProblems,
  entries: (target, { spec }, source) => ({
    kept: { container: target.container, volumeMountPath: textAt(spec, 'volumePath') },
    lists: {
      actions: [
        {
          type: textAt(spec, 'action'),
          ...{ path: textAt(spec, 'path'), percent: spec['percent'], methods: spec['methods'] },
          ...{ latency: spec['delay'], faults: [{ errno: spec['errno'] ?? 0, weight: 1 }] },
          source,
        },
      ],
    },
  }),
});

const httpChaos = podObjectKind({
  kind: 'HTTPChaos',
  podKind: 'PodHttpChaos',
  columns: ['duration'],
  ofContainers: false,
  problems: httpProblems,
  entries: (_target, { spec }, source) => {
    const { abort, delay, replace, patch, port, target, path, method, code } = spec;
    const rule = {
      actions: { abort, delay, replace, patch },
      selector: { port, path, method, code },
      target,
      port,
    };
    return { lists: { rules: [{ ...rule, source }] } };
  },
});

export const POD_OBJECT_KINDS: readonly ChaosKind[] = [ioChaos, httpChaos];
