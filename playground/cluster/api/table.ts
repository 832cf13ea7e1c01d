// The tables that kubectl prints: the server chooses the columns and cuts the cells.

import { chaosKindOf } from '../kinds/kind-table.ts';
import { type Fields, fieldsAt, type KubeObject, specOf, statusOf, textAt } from '../objects/kube-object.ts';
import { isTerminating, type Pod } from '../objects/pod.ts';
import type { Resource } from '../store/resources.ts';

interface Column {
  readonly name: string;
  readonly cell: (object: KubeObject) => unknown;
}

export function wantsTable(accept: string): boolean {
  return accept.split(',').some((entry) => entry.includes('as=Table') && entry.includes('v=v1;'));
}

function age(now: number, at: string): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(at)) / 1000));
  if (seconds < 120) return `${seconds}s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)}m`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3600)}h` : `${Math.floor(seconds / 86_400)}d`;
}

function podStatus(object: KubeObject): string {
  return isTerminating(object) ? 'Terminating' : textAt(statusOf(object), 'phase') || 'Pending';
}

function readyCell(object: KubeObject): string {
  const pod = object as Pod;
  const ready = (pod.status.containerStatuses ?? []).filter((status) => status.ready).length;
  return `${ready}/${pod.spec.containers.length}`;
}

function restarts(object: KubeObject): number {
  return ((object as Pod).status.containerStatuses ?? []).reduce(
    (sum, { restartCount }) => sum + restartCount,
    0,
  );
}

const status = (name: string, key: string): Column => ({ name, cell: (o) => statusOf(o)[key] ?? 0 });
const top = (name: string, key: string): Column => ({ name, cell: (o) => textAt(o, key) });

const COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  pods: [
    { name: 'Ready', cell: readyCell },
    { name: 'Status', cell: podStatus },
    { name: 'Restarts', cell: restarts },
  ],
  deployments: [
    { name: 'Ready', cell: (o) => `${statusOf(o)['readyReplicas'] ?? 0}/${specOf(o)['replicas'] ?? 1}` },
    status('Up-to-date', 'updatedReplicas'),
    status('Available', 'availableReplicas'),
  ],
  replicasets: [
    { name: 'Desired', cell: (o) => specOf(o)['replicas'] ?? 0 },
    status('Current', 'replicas'),
    status('Ready', 'readyReplicas'),
  ],
  poddisruptionbudgets: [
    { name: 'Min Available', cell: (o) => specOf(o)['minAvailable'] ?? 'N/A' },
    { name: 'Max Unavailable', cell: (o) => specOf(o)['maxUnavailable'] ?? 'N/A' },
    status('Allowed Disruptions', 'disruptionsAllowed'),
  ],
  nodes: [{ name: 'Status', cell: () => 'Ready' }],
  namespaces: [{ name: 'Status', cell: () => 'Active' }],
  events: [
    top('Type', 'type'),
    top('Reason', 'reason'),
    {
      name: 'Object',
      cell: (o) => {
        const about = fieldsAt(o, 'involvedObject');
        return `${textAt(about, 'kind').toLowerCase()}/${textAt(about, 'name')}`;
      },
    },
    top('Message', 'message'),
  ],
};

function columnsOf(resource: Resource): readonly Column[] {
  const extra = chaosKindOf(resource)?.columns ?? [];
  const spec = extra.map(
    (name): Column => ({
      name: name[0]?.toUpperCase() + name.slice(1),
      cell: (o) => textAt(specOf(o), name),
    }),
  );
  return [...(COLUMNS[resource.plural] ?? []), ...spec];
}

function definition(name: string, format = ''): Fields {
  return { name, type: 'string', format, description: name, priority: 0 };
}

/** One Table for a list, a single object, or a watch event. */
export function tableOf(
  resource: Resource,
  objects: readonly KubeObject[],
  metadata: Fields,
  now: number,
  includeObject: string | null,
): Fields {
  const columns = columnsOf(resource);
  const partial = ({ metadata: full }: KubeObject): Fields => ({
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata: full,
  });
  const rows = objects.map((object) => ({
    cells: [
      object.metadata.name,
      ...columns.map(({ cell }) => cell(object)),
      age(now, object.metadata.creationTimestamp),
    ],
    object: includeObject === 'Object' ? object : partial(object),
  }));
  const definitions = [
    definition('Name', 'name'),
    ...columns.map(({ name }) => definition(name)),
    definition('Age'),
  ];
  return { kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata, columnDefinitions: definitions, rows };
}
