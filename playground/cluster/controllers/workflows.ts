// Chaos Mesh's controller for Workflows: one WorkflowNode a step, each level-triggered, from the entry down.

import { bodyKey } from '../../../src/chaos/orchestration/body.ts';
import { parseGoDuration } from '../kinds/duration.ts';
import {
  type Fields,
  fieldsAt,
  isFields,
  type KubeObject,
  kubeTime,
  listAt,
  specOf,
  statusOf,
  textAt,
  textsAt,
} from '../objects/kube-object.ts';
import { isTerminating } from '../objects/pod.ts';
import { CHAOS_GROUP, resourceKey } from '../store/resources.ts';
import { createRecorder, invalidEntry } from './chaos-events.ts';
import type { Controller, ControlPlane } from './control-plane.ts';
import { followStore } from './follow-store.ts';
import { createNursery, isTrue } from './orchestrated.ts';
import { createWorkqueue, type Requeue } from './workqueue.ts';

const ABORT = 'workflow.chaos-mesh.org/abort';
const WORKFLOW = 'chaos-mesh.org/workflow';
const CONTROLLED_BY = 'chaos-mesh.org/controlled-by';
const GROUPS = ['Serial', 'Parallel'];

interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason: string;
}

export function createWorkflows(plane: ControlPlane): Controller {
  const { registry, catalog, store, clock, faults, latencyMs, speed } = plane;
  const workflows = catalog.plural('workflows');
  const nodes = catalog.plural('workflownodes');
  const nursery = createNursery(plane);
  const recorder = createRecorder(plane);
  const warned = new Set<string>();

  function setStatus(object: KubeObject, change: Fields, ...conditions: readonly Condition[]): void {
    const resource = object.kind === 'Workflow' ? workflows : nodes;
    registry.edit(resource, object.metadata.namespace, object.metadata.name, (draft) => {
      const status = statusOf(draft);
      const types = conditions.map(({ type }) => type);
      const kept = listAt(status, 'conditions').filter((one) => !types.includes(textAt(one, 'type')));
      draft['status'] = { ...status, ...change, conditions: [...kept, ...conditions] };
    });
  }

  function nodesOf(owner: KubeObject): KubeObject[] {
    return registry
      .list(nodes, owner.metadata.namespace)
      .filter(({ metadata }) => metadata.ownerReferences?.[0]?.uid === owner.metadata.uid);
  }

  /** Undefined for a deadline that cannot be read. */
  function makeNode(owner: KubeObject, workflow: KubeObject, templateName: string): KubeObject | undefined {
    const template = listAt(specOf(workflow), 'templates')
      .filter(isFields)
      .find((one) => textAt(one, 'name') === templateName);
    const deadline = deadlineOf(template, clock.now());
    if (template === undefined || deadline === 'unreadable') return undefined;
    const { name } = workflow.metadata;
    const spec = { templateName, workflowName: name, startTime: kubeTime(clock.now()), ...deadline };
    return nursery.make({
      kind: 'WorkflowNode',
      owner,
      generateName: `${templateName}-`,
      labels: { [WORKFLOW]: name, [CONTROLLED_BY]: owner.metadata.name },
      spec: { ...spec, ...workOf(template) },
    });
  }

  function reconcileWorkflow(workflow: KubeObject): void {
    const [entry] = nodesOf(workflow);
    if (entry === undefined) {
      begin(workflow);
      return;
    }
    if (workflow.metadata.annotations?.[ABORT] === 'true' && !isOver(entry))
      setStatus(entry, {}, holds('Aborted', 'WorkflowAborted'));
    const now = registry.get(nodes, entry.metadata.namespace, entry.metadata.name);
    if (now !== undefined && isOver(now) && !isTrue(workflow, 'Accomplished'))
      setStatus(workflow, { endTime: kubeTime(clock.now()) }, holds('Accomplished', ''));
  }

  function begin(workflow: KubeObject): void {
    const made = makeNode(workflow, workflow, textAt(specOf(workflow), 'entry'));
    if (made === undefined) {
      warnOnce(workflow);
      return;
    }
    const begun = { entryNode: made.metadata.name, startTime: kubeTime(clock.now()) };
    const open: Condition = { type: 'Accomplished', status: 'False', reason: '' };
    setStatus(workflow, begun, holds('Scheduled', ''), open);
  }

  function warnOnce(workflow: KubeObject): void {
    const { uid } = workflow.metadata;
    if (!warned.has(uid))
      recorder.emit(workflow, 'workflow-entry-reconciler', invalidEntry(textAt(specOf(workflow), 'entry')));
    warned.add(uid);
  }

  function reconcileNode(node: KubeObject): Requeue {
    const left = untilDeadline(node);
    if (!isOver(node) && left !== undefined && left <= 0)
      setStatus(node, {}, holds('DeadlineExceed', 'NodeDeadlineExceed'));
    const now = registry.get(nodes, node.metadata.namespace, node.metadata.name) ?? node;
    if (isOver(now)) endBelow(now);
    else advance(now);
    return left === undefined || left <= 0 ? {} : { afterMs: left + 1 };
  }

  function untilDeadline(node: KubeObject): number | undefined {
    const deadline = Date.parse(textAt(specOf(node), 'deadline'));
    return Number.isNaN(deadline) ? undefined : deadline - clock.now();
  }

  /** What it started is over with it: its steps say why, its experiment is deleted. */
  function endBelow(node: KubeObject): void {
    const reason = reasonBelow(node);
    const open = nodesOf(node).filter((one) => !isOver(one));
    if (reason !== undefined) for (const child of open) setStatus(child, {}, reason);
    const started = startedBy(node);
    if (started !== undefined && !isTerminating(started))
      registry.remove(nursery.resourceOf(started.kind), started.metadata.namespace, started.metadata.name);
  }

  function startedBy(node: KubeObject): KubeObject | undefined {
    const type = textAt(specOf(node), 'type');
    if (!isStarting(type)) return undefined;
    return registry
      .list(nursery.resourceOf(type), node.metadata.namespace)
      .find(({ metadata }) => metadata.ownerReferences?.[0]?.uid === node.metadata.uid);
  }

  function advance(node: KubeObject): void {
    const type = textAt(specOf(node), 'type');
    if (GROUPS.includes(type)) advanceGroup(node, type === 'Serial');
    else if (isStarting(type) && startedBy(node) === undefined) inject(node, type);
  }

  function inject(node: KubeObject, type: string): void {
    if (isTrue(node, 'ChaosInjected')) return;
    const { name } = node.metadata;
    const spec = structuredClone(fieldsAt(specOf(node), bodyOf(type)));
    const labels = { [WORKFLOW]: textAt(specOf(node), 'workflowName'), [CONTROLLED_BY]: name };
    nursery.make({ kind: type, owner: node, generateName: `${name}-`, labels, spec });
    setStatus(node, {}, holds('ChaosInjected', 'ChaosCRCreated'));
  }

  function advanceGroup(node: KubeObject, isSerial: boolean): void {
    const workflow = registry.get(workflows, node.metadata.namespace, textAt(specOf(node), 'workflowName'));
    const wanted = textsAt(specOf(node), 'children');
    const standing = nodesOf(node);
    const over = standing.filter(isOver);
    if (over.length === wanted.length) setStatus(node, {}, holds('Accomplished', ''));
    if (workflow === undefined || over.length === wanted.length) return;
    const next = isSerial ? wanted.slice(standing.length, over.length + 1) : wanted.slice(standing.length);
    for (const name of next) makeNode(node, workflow, name);
  }

  function reconcile(key: string): Requeue {
    const [plural = '', namespace, name = ''] = key.split('/');
    if (faults.has('controllerDown')) return {};
    const found = registry.get(plural === workflows.plural ? workflows : nodes, namespace, name);
    if (found === undefined || isTerminating(found)) return {};
    if (found.kind === 'WorkflowNode') return reconcileNode(found);
    reconcileWorkflow(found);
    return {};
  }

  const queue = createWorkqueue({ clock, latencyMs: latencyMs / speed, speed, reconcile });

  function nudge(plural: string, { metadata }: KubeObject): void {
    queue.add(`${plural}/${metadata.namespace ?? ''}/${metadata.name}`);
  }

  /** A change of a step is news for what is above it, and so is one of what it started. */
  function nudgeOwner(object: KubeObject): void {
    const [owner] = object.metadata.ownerReferences ?? [];
    const plural = owner?.kind === 'Workflow' ? workflows.plural : nodes.plural;
    if (owner !== undefined && (owner.kind === 'Workflow' || owner.kind === 'WorkflowNode'))
      queue.add(`${plural}/${object.metadata.namespace ?? ''}/${owner.name}`);
  }

  function nudgeAll(): void {
    for (const resource of [workflows, nodes])
      for (const object of registry.list(resource)) nudge(resource.plural, object);
  }

  faults.onChange((settings) => {
    if (settings.controllerDown !== true) nudgeAll();
  });

  return followStore({
    store,
    queue,
    addAll: nudgeAll,
    onChange({ resource, object }) {
      if (resource === resourceKey(workflows) || resource === resourceKey(nodes))
        nudge(resource.slice(CHAOS_GROUP.length + 1), object);
      if (resource.startsWith(`${CHAOS_GROUP}/`)) nudgeOwner(object);
    },
  });
}

function isStarting(type: string): boolean {
  return type.endsWith('Chaos') || type === 'Schedule';
}

function bodyOf(type: string): string {
  return type === 'Schedule' ? 'schedule' : bodyKey(type);
}

/** What of its template a step keeps. */
function workOf(template: Fields): Fields {
  const type = textAt(template, 'templateType');
  if (GROUPS.includes(type)) return { type, children: textsAt(template, 'children') };
  const body = template[bodyOf(type)];
  return isFields(body) ? { type, [bodyOf(type)]: body } : { type };
}

/** From the whole second of the start on, as Kubernetes keeps times. */
function deadlineOf(template: unknown, now: number): { readonly deadline?: string } | 'unreadable' {
  const text = textAt(template, 'deadline');
  if (text === '') return {};
  const parsed = parseGoDuration(text);
  return parsed.ok ? { deadline: kubeTime(Date.parse(kubeTime(now)) + parsed.ms) } : 'unreadable';
}

function reasonBelow(node: KubeObject): Condition | undefined {
  if (isTrue(node, 'Aborted')) return holds('Aborted', 'ParentNodeAborted');
  return isTrue(node, 'DeadlineExceed') ? holds('DeadlineExceed', 'ParentNodeDeadlineExceed') : undefined;
}

function holds(type: string, reason: string): Condition {
  return { type, status: 'True', reason };
}

function isOver(node: KubeObject): boolean {
  return ['Accomplished', 'DeadlineExceed', 'Aborted'].some((type) => isTrue(node, type));
}
