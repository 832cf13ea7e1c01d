// A cluster as a line alone pictures it: every name it says stands there, under the label that names are most often kept in.

import { findKind } from '../chaos/catalogue/catalogue.ts';
import type { Machine, Pod, Workload } from '../chaos/cluster.ts';
import { labelsFrom } from '../chaos/selector.ts';
import type { InjectCommand } from './command.ts';
import { bareName, isLabels } from './place.ts';
import type { KnownCluster, Place } from './where.ts';

export function picturedFrom({ target, peer }: InjectCommand, { cluster, namespace }: Place): KnownCluster {
  const spaces = [namespace, ...(peer?.namespace === undefined ? [] : [peer.namespace])];
  const words = [target, ...(peer === undefined ? [] : [peer.word])];
  return {
    name: cluster,
    production: false,
    synced: () => true,
    namespaces: () => spaces,
    workloads: (space) => words.filter(isNamed).flatMap((word) => workloadsOf(word, space)),
    pods: (space) => words.map((word) => podOf(word, space)),
    machines: (space) => words.flatMap((word) => machinesOf(word, space)),
  };
}

/** The words of a line whose labels are a guess; machines are chosen by name. */
export function guessedIn({ kind, target, peer }: InjectCommand): readonly string[] {
  if (findKind(kind)?.on !== 'pods') return [];
  return [target, ...(peer === undefined ? [] : [peer.word])].filter(
    (word) => isNamed(word) && !/^(pod|node)\//.test(word),
  );
}

function isNamed(word: string): boolean {
  return word !== '*' && !isLabels(word);
}

function workloadsOf(word: string, namespace: string): readonly Workload[] {
  const kind = word.includes('/') ? (word.split('/')[0] ?? '') : 'Deployment';
  return bareName(word)
    .split(',')
    .map((name) => ({ kind, namespace, name, labels: {}, selector: { app: name }, replicas: 1, ready: 1 }));
}

function machinesOf(word: string, namespace: string): readonly Machine[] {
  const bare = isLabels(word) ? 'machine' : bareName(word);
  const labels = labelsFrom(word) ?? {};
  return bare.split(',').map((name) => ({ namespace, name, labels, annotations: {}, address: '' }));
}

/** Carries what the word asks for, so that it is found. */
function podOf(word: string, namespace: string): Pod {
  const name = bareName(word);
  const labels = (isLabels(word) ? labelsFrom(word) : undefined) ?? { app: name };
  return {
    ...{ namespace, name, labels, node: name, uid: '', annotations: {}, phase: 'Running' },
    ...{ ready: true, deleting: false, hostNetwork: false, containers: [], restarts: 0 },
  };
}
