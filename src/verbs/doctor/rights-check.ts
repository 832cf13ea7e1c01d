// Whether the bot has the rights of manifests/base/rbac.yaml in a cluster, and none that would be dangerous.

import { experimentKinds } from '../../chaos/catalogue/catalogue.ts';
import { POD_FAULT_KINDS, pluralOf } from '../../chaos/kinds.ts';
import { ORCHESTRATIONS } from '../../chaos/orchestration/body.ts';
import type { PersonConfig } from '../../config/config.ts';
import type { DoctorLine } from '../doctor.ts';
import { broken, type Check, fine, weak } from './check.ts';
import { areaOf, type ClusterChecksPorts, type ExaminedCluster, placesOf } from './examined-cluster.ts';
import { type KubeCall, mayDo, type Right } from './kube-question.ts';

const CHAOS = 'chaos-mesh.org';
const CURE = 'Apply manifests/base/rbac.yaml there.';

/** Beyond these the rest of a long identity map is taken to be like its beginning. */
const MOST_NAMES = 30;

export function rightsCheck(
  examined: Pick<ExaminedCluster, 'cluster' | 'kube' | 'open'>,
  { namespace, people }: Pick<ClusterChecksPorts, 'namespace' | 'people'>,
): Check {
  const area = areaOf(examined);
  const { kube } = examined;
  return {
    area,
    subject: 'the rights of the bot',
    run: async (signal) => {
      const [wanted, excess] = await Promise.all([
        judged(kube, [...placesOf(examined).flatMap(targetRights), ...ownRights(namespace, people)], signal),
        judged(kube, EXCESS, signal),
      ]);
      const missing = wanted.filter(({ may }) => !may).map(({ right }) => right);
      return [...rightLines(area, missing, wanted.length), ...excessLines(area, excess)];
    },
  };
}

interface Judged {
  readonly right: Right;
  readonly may: boolean;
}

function judged(kube: KubeCall, rights: readonly Right[], signal: AbortSignal): Promise<readonly Judged[]> {
  return Promise.all(rights.map(async (right) => ({ right, may: await mayDo(kube, right, signal) })));
}

/** What is read and deleted in a namespace of targets, or in all of them. */
export function targetRights(place: string | undefined): readonly Right[] {
  const where = place === undefined ? {} : { namespace: place };
  const each = (group: string, resource: string, verbs: readonly string[]): readonly Right[] =>
    verbs.map((verb) => ({ verb, group, resource, ...where }));
  return [
    ...[...experimentKinds(), ...ORCHESTRATIONS].flatMap((kind) =>
      each(CHAOS, pluralOf(kind), ['get', 'list', 'watch', 'delete']),
    ),
    ...each(CHAOS, pluralOf('WorkflowNode'), ['list', 'watch']),
    ...POD_FAULT_KINDS.flatMap((kind) => each(CHAOS, pluralOf(kind), ['get'])),
    ...each('', 'pods', ['list', 'watch']),
    ...['deployments', 'statefulsets', 'daemonsets'].flatMap((one) => each('apps', one, ['list', 'watch'])),
    ...each('policy', 'poddisruptionbudgets', ['list', 'watch']),
    ...each('autoscaling', 'horizontalpodautoscalers', ['list', 'watch']),
    ...(place === undefined
      ? ['namespaces', 'nodes'].flatMap((one) => each('', one, ['list', 'watch']))
      : []),
  ];
}

/** The latch, and the people in whose name things are done. */
export function ownRights(namespace: string, people: readonly PersonConfig[]): readonly Right[] {
  const groups = [...new Set(people.flatMap((person) => person.groups))].slice(0, MOST_NAMES);
  const users = [...new Set(people.map(({ user }) => user))].slice(0, MOST_NAMES);
  return [
    { verb: 'create', group: '', resource: 'configmaps', namespace },
    ...['get', 'update'].map((verb) => ({
      verb,
      group: '',
      resource: 'configmaps',
      namespace,
      name: 'faultline-halt',
    })),
    ...users.map((name) => ({ verb: 'impersonate', group: '', resource: 'users', name })),
    ...groups.map((name) => ({ verb: 'impersonate', group: '', resource: 'groups', name })),
  ];
}

/** Rights that would let a fault of ours do what no person may; design: the bot itself creates nothing. */
const EXCESS: readonly Right[] = [
  { verb: 'impersonate', group: '', resource: 'groups', name: 'system:masters' },
  { verb: 'create', group: CHAOS, resource: 'podchaos' },
];

function rightLines(area: string, missing: readonly Right[], asked: number): readonly DoctorLine[] {
  if (missing.length === 0) return [fine(area, `The bot has all ${asked} rights it needs.`)];
  const subjects = Map.groupBy(missing, subjectOf);
  return [...subjects].map(([subject, rights]) =>
    broken(area, `The bot may not ${listed(rights.map(({ verb }) => verb))} ${subject}.`, cureOf(rights)),
  );
}

function cureOf(rights: readonly Right[]): string {
  const acting = rights.some(({ verb }) => verb === 'impersonate');
  return acting ? 'Name it in the ClusterRole faultline-impersonate, as manifests/example shows.' : CURE;
}

function excessLines(area: string, judgedRights: readonly Judged[]): readonly DoctorLine[] {
  return judgedRights
    .filter(({ may }) => may)
    .map(({ right }) =>
      weak(
        area,
        `The bot may ${right.verb} ${subjectOf(right)}, which it never needs.`,
        'Take that right away from it.',
      ),
    );
}

function subjectOf({ group, resource, namespace, name }: Right): string {
  const what = group === '' ? resource : `${resource}.${group}`;
  return `${what}${name === undefined ? '' : ` “${name}”`}${namespace === undefined ? '' : ` in ${namespace}`}`;
}

function listed(words: readonly string[]): string {
  const [last, ...others] = [...words].reverse();
  return others.length === 0 ? (last ?? '') : `${others.reverse().join(', ')} or ${last}`;
}
