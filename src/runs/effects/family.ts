// Everything that descends from a run's Schedule or Workflow, read live: by owner, level by level.

import { experimentKinds } from '../../chaos/catalogue/catalogue.ts';
import type { ChaosObject, Cluster, ObjectRef } from '../../chaos/cluster.ts';
import { asObject, asText, type JsonObject } from '../../chaos/narrow.ts';
import { everyFaultIn } from '../../chaos/orchestration/tree.ts';
import { isFault } from '../children.ts';
import type { RunRecord } from '../record.ts';

/** As Chaos Mesh labels what a Schedule starts, and what a Workflow does. */
const OF_SCHEDULE = 'managed-by';
const OF_WORKFLOW = 'chaos-mesh.org/workflow';

interface Parent extends ObjectRef {
  readonly uid: string;
  /** What it may start. */
  readonly kinds: readonly string[];
}

type Lister = Pick<Cluster, 'list'>;

/** Experiments, and the Schedules and Workflows between; not the steps of Workflows, which inject nothing. */
export async function familyOf(
  cluster: Lister,
  record: RunRecord,
  signal: AbortSignal,
): Promise<readonly ChaosObject[]> {
  const { object, plan, children = [] } = record;
  if (object === undefined) return [];
  const { kind, metadata, spec } = plan.manifest;
  const { namespace, name } = metadata;
  const root = { kind, namespace, name, uid: object.uid, kinds: kindsIn(kind, spec) };
  const found = await belowAll(cluster, [root], signal);
  // One that went leaves its own children behind for a moment.
  const between = children
    .filter((child) => !isFault(child) && !found.some(({ uid }) => uid === child.uid))
    .map((child) => ({ ...child, kinds: kindsBelow(child.kind, spec) }));
  return distinct([...found, ...(await belowAll(cluster, between, signal))]);
}

/** Steps of its Workflows that still stand: while one does, something may yet be started. */
export async function stepsOf(
  cluster: Lister,
  { plan, children = [] }: RunRecord,
  signal: AbortSignal,
): Promise<readonly ChaosObject[]> {
  const { kind, metadata } = plan.manifest;
  const workflows = [{ kind, ...metadata }, ...children].filter((one) => one.kind === 'Workflow');
  const lists = workflows.map(({ namespace, name }) =>
    cluster.list('WorkflowNode', namespace, { [OF_WORKFLOW]: name }, { signal }),
  );
  return (await Promise.all(lists)).flat();
}

/** Whether the step is one of this Workflow. */
export function isStepOf({ labels }: ChaosObject, { name }: Pick<ObjectRef, 'name'>): boolean {
  return labels[OF_WORKFLOW] === name;
}

async function belowAll(
  cluster: Lister,
  parents: readonly Parent[],
  signal: AbortSignal,
): Promise<readonly ChaosObject[]> {
  if (parents.length === 0) return [];
  const found = (await Promise.all(parents.map((parent) => below(cluster, parent, signal)))).flat();
  const between = found.filter((one) => !isFault(one));
  const next = between.map((one) => ({ ...one, kinds: kindsIn(one.kind, one.spec) }));
  return [...found, ...(await belowAll(cluster, next, signal))];
}

async function below(
  cluster: Lister,
  { kind, namespace, name, uid, kinds }: Parent,
  signal: AbortSignal,
): Promise<readonly ChaosObject[]> {
  const label = kind === 'Schedule' ? OF_SCHEDULE : OF_WORKFLOW;
  const lists = kinds.map((one) => cluster.list(one, namespace, { [label]: name }, { signal }));
  const all = (await Promise.all(lists)).flat();
  // A Workflow's experiments belong to its steps, whose names nobody else's Workflow shares: ours is the run's own.
  return all.filter(({ owner }) =>
    kind === 'Schedule' ? owner?.uid === uid : owner?.kind === 'WorkflowNode',
  );
}

function kindsIn(kind: string, spec: JsonObject): readonly string[] {
  if (kind === 'Schedule') return [asText(spec['type'])];
  const faults = new Set(everyFaultIn(spec).map((fault) => fault.kind));
  const hasSchedule = JSON.stringify(spec).includes('"schedule":{');
  return [...experimentKinds().filter((one) => faults.has(one)), ...(hasSchedule ? ['Schedule'] : [])];
}

/** Of a Schedule or Workflow that is gone and cannot be asked: whatever the whole lets one of its kind start. */
function kindsBelow(kind: string, whole: JsonObject): readonly string[] {
  if (kind === 'Workflow') return kindsIn(kind, asObject(whole['workflow']));
  const scheduled = everyFaultIn(whole).filter(({ keys }) => keys.includes('schedule'));
  return [...new Set(scheduled.map((fault) => fault.kind))];
}

function distinct(objects: readonly ChaosObject[]): readonly ChaosObject[] {
  return [...new Map(objects.map((object) => [object.uid, object])).values()];
}
