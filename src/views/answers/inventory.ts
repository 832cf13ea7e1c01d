// What can be hit, and the clusters it stands in.

import type { RemoteCluster } from '../../chaos/cluster-facts.ts';
import type { Answer, ClusterState } from '../../verbs/answer.ts';
import type { TargetEntry, TargetsAnswer } from '../../verbs/targets.ts';
import type { TargetsScope } from '../../verbs/targets-scope.ts';
import { actions, type Button, button, messageView, section } from '../blocks.ts';
import { clip, code, escapeText } from '../escape.ts';
import { listOf, saying } from '../run/phrases.ts';
import { shortLengthOf } from '../time.ts';
import { haltLine } from './halt.ts';
import { linesInParts } from './long-text.ts';
import { lines, message, type Shown, say } from './shown.ts';

export function targetsView(answer: TargetsAnswer): Shown {
  const { entries, scope } = answer;
  if (entries.length === 0) return say(lines([head(answer), nothing(answer)]));
  const isOnePlace = scope.namespace !== undefined && scope.cluster !== undefined;
  const shown = entries.map((entry) => entryLine(entry, isOnePlace));
  const parts = linesInParts(head(answer), shown, shown.length);
  const pages = pageButtons(answer);
  const blocks = parts.map((part) => section(part));
  return message(messageView(parts.join('\n'), pages.length === 0 ? blocks : [...blocks, actions(...pages)]));
}

/** `*Targets · staging/shop · “we”*: 16–30 of 31` */
function head({ scope, entries, total, before, widened }: TargetsAnswer): string {
  const what = scope.machinesOnly ? 'Machines' : 'Targets';
  const title = [what, scopeWords(scope), ...scope.parts.map((part) => `“${saying(part, 80)}”`)];
  const [first, last] = [before + 1, before + entries.length];
  const span = first === last ? `${first}` : `${first}–${last}`;
  const count = total === 0 ? '' : total === entries.length ? `: ${total}` : `: ${span} of ${total}`;
  const elsewhere =
    widened && `Not in ${saying(widened.cluster, 63)}/${saying(widened.namespace, 63)}, so everywhere:`;
  return lines([`*${title.filter(Boolean).join(' · ')}*${count}`, elsewhere]);
}

function scopeWords({ cluster, namespace }: TargetsScope): string | undefined {
  if (cluster === undefined) return namespace && `in ${saying(namespace, 63)}`;
  return namespace === undefined
    ? `all of ${saying(cluster, 63)}`
    : `${saying(cluster, 63)}/${saying(namespace, 63)}`;
}

function nothing({ scope, nearest }: TargetsAnswer): string {
  if (nearest !== undefined) {
    const line = code(`/chaos ${scope.machinesOnly ? 'machines' : 'targets'} ${nearest}`);
    return `Nothing there is called so. Did you mean ${line}?`;
  }
  if (scope.machinesOnly) return 'There are no physical machines in the inventory.';
  return scope.parts.length > 0 ? 'Nothing there is called so.' : 'Nothing there can be hit: no workloads.';
}

function entryLine(entry: TargetEntry, isOnePlace: boolean): string {
  const { cluster, namespace, name } = entry;
  const place = isOnePlace ? '' : `${cluster}:${namespace}/`;
  const words = entry.as === 'workload' ? workloadWords(entry) : machineWords(entry);
  return `${code(clip(`${place}${name}`, 160))} ${words}`;
}

/** `Deployment, 2/3 ready · app=web · on node-a, node-b · now: r-7k3m9q` */
function workloadWords({ workload, nodes, on }: Extract<TargetEntry, { as: 'workload' }>): string {
  const { kind, ready, replicas, selector } = workload;
  const names = (all: readonly string[]) => listOf(all.map((one) => saying(one, 63)));
  return [
    `${escapeText(kind)}, ${ready}/${replicas} ready`,
    labelWords(selector),
    nodes.length === 0 ? undefined : `on ${names(nodes)}`,
    on.length === 0 ? undefined : `NOW: ${names(on)}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function machineWords({ machine }: Extract<TargetEntry, { as: 'machine' }>): string {
  const parts = ['machine', code(clip(machine.address, 100)), labelWords(machine.labels)];
  return parts.filter(Boolean).join(' · ');
}

function labelWords(labels: Readonly<Record<string, string>>): string | undefined {
  const all = Object.entries(labels).map(([key, value]) => saying(`${key}=${value}`, 63));
  return all.length === 0 ? undefined : listOf(all);
}

function pageButtons({ scope, next, back }: TargetsAnswer): readonly Button[] {
  const value = (cursor: object) => JSON.stringify({ scope, cursor });
  return [
    ...(back === undefined ? [] : [button('targets_page', 'Back', value(back), { nth: 0 })]),
    ...(next === undefined ? [] : [button('targets_page', 'Next', value(next), { nth: 1 })]),
  ];
}

export function clustersView({ clusters }: Extract<Answer, { kind: 'clusters' }>): Shown {
  const parts = clusters.flatMap((cluster) => linesInParts(clusterHead(cluster), clusterLines(cluster), 40));
  return message(
    messageView(
      parts.join('\n'),
      parts.map((part) => section(part)),
    ),
  );
}

function clusterHead({ name, production, connected }: ClusterState): string {
  const state = connected ? 'connected' : 'NOT connected: nothing starts there';
  return `${code(name)}${production ? ' (production)' : ''}: ${state}`;
}

function clusterLines(cluster: ClusterState): readonly string[] {
  return [
    ...cluster.halts.map((note) => `   ${haltLine(note)}`),
    `   ${versionWords(cluster)}`,
    `   ${runningWords(cluster)}`,
    ...(cluster.facts?.remotes ?? []).map((remote) => `   ${remoteWords(remote)}`),
  ];
}

/** Looked at now and then, so the age is said. */
function versionWords({ facts }: ClusterState): string {
  if (facts === undefined) return 'Its versions are not known yet.';
  const chaosMesh =
    facts.chaosMesh === undefined
      ? 'Chaos Mesh of an unknown version'
      : `Chaos Mesh ${saying(facts.chaosMesh, 40)}`;
  const kubernetes = facts.kubernetes === undefined ? '' : ` · Kubernetes ${saying(facts.kubernetes, 40)}`;
  return `${chaosMesh}${kubernetes} · looked at ${shortLengthOf(facts.ageMs / 1_000)} ago`;
}

function runningWords({ connected, ours, foreign, machines }: ClusterState): string {
  const when = connected ? '' : 'last seen: ';
  const many = machines === 0 ? '' : ` · ${machines} ${machines === 1 ? 'machine' : 'machines'}`;
  return `${when}${ours} of our experiments, ${foreign} of others${many}`;
}

function remoteWords({ name, namespace, version, ready }: RemoteCluster): string {
  const state = ready ? 'ready' : 'NOT ready';
  return `remote cluster ${code(clip(name, 63))}: ${state}, Chaos Mesh ${saying(version, 40)} in ${saying(namespace, 63)}`;
}
