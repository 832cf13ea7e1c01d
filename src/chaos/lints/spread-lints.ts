// Lints about where the pods stand: all on one node, all in one zone, or one zone left after the hit (C7); and what is not known (C8).

import { actionOfSpec } from '../catalogue/catalogue.ts';
import { type Circumstances, zoneOf } from '../circumstances.ts';
import type { Pod } from '../cluster.ts';
import type { Check, Lint } from './lint.ts';
import { takesPodsAway } from './scaling-lints.ts';

const path = 'spec.selector';

export const spread: Check = (subject) => {
  const { preview, circumstances } = subject;
  const pods = preview?.candidates ?? [];
  if (preview === undefined || pods.length < 2 || !takesPodsAway(subject)) return [];
  return [...oneNode(pods), ...zoneLints(pods, preview.affected.most, circumstances?.nodes)];
};

function oneNode(pods: readonly Pod[]): readonly Lint[] {
  const [node, ...others] = [...new Set(pods.map((pod) => pod.node))];
  if (node === undefined || others.length > 0) return [];
  return [
    note('one-node', `All ${pods.length} pods run on ${node}: what that node loses, they lose together.`),
  ];
}

function zoneLints(pods: readonly Pod[], most: number, nodes: Circumstances['nodes']): readonly Lint[] {
  if (nodes === undefined) return [];
  const all = new Set([...nodes.values()].map(zoneOf).filter((zone) => zone !== undefined));
  const used = Map.groupBy(pods, ({ node = '' }) => zoneOf(nodes.get(node)));
  if (all.size < 2 || used.has(undefined)) return [];
  const [only] = used.keys();
  if (used.size === 1)
    return [note('one-zone', `All ${pods.length} pods run in the zone ${only} of ${all.size}.`)];
  return oneZoneLeft(
    [...used].map(([zone, there]) => ({ zone, count: there.length })),
    most,
  );
}

interface Zone {
  readonly zone: string | undefined;
  readonly count: number;
}

/** Chaos Mesh may pick just the pods of the smaller zones. */
function oneZoneLeft(zones: readonly Zone[], most: number): readonly Lint[] {
  const [largest, ...others] = zones.toSorted((a, b) => b.count - a.count);
  const elsewhere = others.reduce((sum, { count }) => sum + count, 0);
  const left = (largest?.count ?? 0) + elsewhere - most;
  if (largest === undefined || most < elsewhere || left < 2) return [];
  const sentence = `If Chaos Mesh picks the worst, all ${left} pods that are left stand in the zone ${largest.zone}.`;
  return [note('one-zone-left', sentence)];
}

/** Said once, for all that could not be looked at. */
export const notKnown: Check = ({ circumstances, manifest, marks }) => {
  const action = actionOfSpec(manifest.kind, manifest.spec);
  if (circumstances === undefined || action?.on !== 'pods') return [];
  const { disruptive } = action;
  const unknown = UNKNOWN.filter(
    ({ part, asked }) =>
      circumstances[part] === undefined && asked({ disruptive, marked: (marks?.optOut ?? []).length > 0 }),
  ).map(({ says }) => says);
  if (unknown.length === 0) return [];
  const cure = '`/chaos doctor` says which right is missing.';
  const sentence = `Not known of this cluster: ${unknown.join(', ')}.`;
  return [{ severity: 'info', check: 'not-known', path: 'cluster', sentence, cure }];
};

interface Asked {
  readonly disruptive: boolean;
  readonly marked: boolean;
}

interface Part {
  readonly part: keyof Circumstances;
  readonly says: string;
  readonly asked: (asked: Asked) => boolean;
}

const UNKNOWN: readonly Part[] = [
  { part: 'installation', says: 'what Chaos Mesh has there', asked: () => true },
  { part: 'autoscalers', says: 'autoscalers', asked: ({ disruptive }) => disruptive },
  { part: 'nodes', says: 'zones of nodes', asked: ({ disruptive }) => disruptive },
  { part: 'namespaces', says: 'labels of namespaces', asked: ({ marked }) => marked },
];

function note(check: string, sentence: string): Lint {
  return { severity: 'info', check, path, sentence };
}
