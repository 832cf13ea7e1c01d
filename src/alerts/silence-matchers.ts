// Which silences a run needs: each matches alerts that are expected of it, on one of its targets, and nothing else.

import type { AlertContract } from '../chaos/alert-contract.ts';
import { POD_ENDS } from '../chaos/pod-names.ts';
import { expectedNames } from './expected-names.ts';
import { type LabelNames, USUAL_NAMES } from './place.ts';
import { escapeRe2, fits, is, isAbsent, isOneOf, type Matcher, type Matchers } from './silence.ts';

export interface SilencedWorkload {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export interface SilenceQuestion {
  readonly contract: AlertContract;
  readonly workloads: readonly SilencedWorkload[];
  readonly labels: LabelNames;
  /** What monitoring may call the run's cluster, and whether an alert that names none means it. */
  readonly cluster: { readonly names: readonly string[]; readonly isMeant: boolean };
}

export interface RunSilences {
  readonly silences: readonly Matchers[];
  /** How many were left out. */
  readonly more: number;
}

/** Each combination of labels is a silence of its own, since matchers are ANDed; more than these and nobody reads them. */
export const MOST_SILENCES = 40;

export function silencesFor(question: SilenceQuestion): RunSilences {
  // Another cluster has taken its name: no label can say this one.
  if (question.cluster.names.length === 0) return { silences: [], more: 0 };
  const cluster = clusterMatchers(question);
  const expected = expectedNames(question.contract);
  const all = placesOf(question).flatMap((place) =>
    expected.map((names) => [...names, ...place, ...cluster]),
  );
  return { silences: all.slice(0, MOST_SILENCES), more: Math.max(0, all.length - MOST_SILENCES) };
}

/**
 * Where an Alertmanager is said to be one cluster's, no label may say another; elsewhere the label must be there, and
 * only the first that may say it is looked at.
 */
function clusterMatchers({ cluster: { names, isMeant }, labels }: SilenceQuestion): Matchers {
  const known = names.map(escapeRe2).join('|');
  if (isMeant) return labels.cluster.map((label) => fits(label, `(${known})?`));
  const [first] = labels.cluster;
  return first === undefined ? [] : [isOneOf(first, names)];
}

const MOST_USUAL = 'namespace';

/** In the order of what is most usual, so that what is left out is rare. */
function placesOf({ workloads, labels }: SilenceQuestion): readonly Matchers[] {
  const namespaces = [...new Set(workloads.map(({ namespace }) => namespace))];
  const byUse = labels.namespace.toSorted((a, b) => Number(b === MOST_USUAL) - Number(a === MOST_USUAL));
  return byUse.flatMap((label) =>
    namespaces.flatMap((namespace) => {
      const inIt = workloads.filter((one) => one.namespace === namespace);
      const where = firstThatSays(labels.namespace, is(label, namespace));
      const what = [...workloadMatchers(inIt, labels.workload), ...podMatchers(inIt, labels.pod)];
      return what
        .filter(([said]) => labels.namespace !== USUAL_NAMES.namespace || goTogether(label, said?.name ?? ''))
        .map((one) => [...where, ...one]);
    }),
  );
}

function workloadMatchers(
  workloads: readonly SilencedWorkload[],
  labels: LabelNames['workload'],
): readonly Matchers[] {
  return labels.flatMap((label) => {
    const named = workloads.filter(({ kind }) => (KIND_OF_LABEL[label] ?? kind) === kind);
    const names = [...new Set(named.map(({ name }) => name))];
    return names.length === 0 ? [] : [firstThatSays(labels, isOneOf(label, names))];
  });
}

/** By the names that workloads give their pods: what a fault kills comes back under another one. */
function podMatchers(workloads: readonly SilencedWorkload[], labels: LabelNames['pod']): readonly Matchers[] {
  const pods = workloads.flatMap(({ kind, name }) =>
    isPodOwner(kind) ? [`${escapeRe2(name)}-${POD_ENDS[kind]}`] : [],
  );
  if (pods.length === 0) return [];
  return labels.map((label) => firstThatSays(labels, fits(label, pods.join('|'))));
}

function isPodOwner(kind: string): kind is keyof typeof POD_ENDS {
  return Object.hasOwn(POD_ENDS, kind);
}

/** Of several labels that may say a thing the first that is there counts, so those before this one must not be. */
function firstThatSays(labels: readonly string[], said: Matcher): Matchers {
  return [said, ...labels.slice(0, labels.indexOf(said.name)).map(isAbsent)];
}

/** Of the usual names: what comes from somebody else than who says the namespace so. */
const STRANGERS: Readonly<Record<string, RegExp>> = {
  // There `pod` is the exporter's.
  exported_namespace: /^(k8s_|pod)/u,
  namespace: /^(k8s_|exported_)/u,
  kubernetes_namespace:
    /^(k8s_|exported_|pod|deployment$|statefulset$|daemonset$|workload$|app_kubernetes_io_name$)/u,
  k8s_namespace_name:
    /^(exported_|pod|deployment$|statefulset$|daemonset$|workload$|app_kubernetes_io_name$|app$)/u,
};

function goTogether(namespace: string, label: string): boolean {
  return STRANGERS[namespace]?.test(label) !== true;
}

const KIND_OF_LABEL: Readonly<Record<string, string>> = {
  deployment: 'Deployment',
  k8s_deployment_name: 'Deployment',
  statefulset: 'StatefulSet',
  daemonset: 'DaemonSet',
};
