// From the API server's raw JSON to the few fields the product reads; everything else is let go at once.

import type { Budget, ChaosObject, Machine, Pod, RecordPhase, TargetRecord, Workload } from './cluster.ts';
import { asList, asNumber, asObject, asText, asTextMap, asTexts, at, type JsonObject } from './narrow.ts';
import { isRollingOut } from './rollout.ts';

export const PAUSE = 'experiment.chaos-mesh.org/pause';

const PHASES: readonly RecordPhase[] = ['Not Injected', 'Injected', 'Not Injected/Wait', 'Injected/Wait'];

/** Undefined for what is no object: without kind or name. List items carry no kind: it is handed in. */
export function readChaosObject(raw: unknown, kind = asText(at(raw, 'kind'))): ChaosObject | undefined {
  const meta = asObject(at(raw, 'metadata'));
  const name = asText(meta['name']);
  if (kind === '' || name === '') return undefined;
  const status = asObject(at(raw, 'status', 'experiment'));
  const annotations = asTextMap(meta['annotations']);
  const desired = status['desiredPhase'];
  return {
    kind,
    ...identityOf(meta),
    name,
    resourceVersion: asText(meta['resourceVersion']),
    createdAt: Date.parse(asText(meta['creationTimestamp'])) || 0,
    deleting: meta['deletionTimestamp'] !== undefined,
    finalizers: asTexts(meta['finalizers']),
    labels: asTextMap(meta['labels']),
    annotations: withoutLastApplied(annotations),
    spec: asObject(at(raw, 'spec')),
    paused: annotations[PAUSE] === 'true',
    ...((desired === 'Run' || desired === 'Stop') && { desiredPhase: desired }),
    records: asList(status['containerRecords']).map(readRecord),
    ...controllerOf(meta),
    ...(kind === 'Workflow' && isAccomplished(raw) && { over: true }),
  };
}

function controllerOf(meta: JsonObject): Pick<ChaosObject, 'owner'> {
  const found = asList(meta['ownerReferences'])
    .map(asObject)
    .find((one) => one['controller'] === true);
  if (found === undefined) return {};
  const { kind, name, uid } = found;
  return { owner: { kind: asText(kind), name: asText(name), uid: asText(uid) } };
}

function isAccomplished(raw: unknown): boolean {
  return asList(at(raw, 'status', 'conditions')).some((one) => isTrue(asObject(one), 'Accomplished'));
}

function readRecord(raw: unknown): TargetRecord {
  const record = asObject(raw);
  const failure = newestFailure(asList(record['events']));
  return {
    id: asText(record['id']),
    selectorKey: asText(record['selectorKey']),
    // A phase we do not know is not one of the two ends: it counts as still moving.
    phase: PHASES.find((phase) => phase === record['phase']) ?? 'Injected/Wait',
    injectedCount: asNumber(record['injectedCount']),
    recoveredCount: asNumber(record['recoveredCount']),
    ...(failure !== undefined && { failure }),
  };
}

/** Failures older than a success stay in the ring: only the last event counts. */
function newestFailure(events: readonly unknown[]): string | undefined {
  const last = asObject(events.at(-1));
  return last['type'] === 'Failed' ? firstLine(asText(last['message'], 'failed')) : undefined;
}

export function readPod(raw: unknown): Pod | undefined {
  const meta = asObject(at(raw, 'metadata'));
  const name = asText(meta['name']);
  if (name === '') return undefined;
  const spec = asObject(at(raw, 'spec'));
  const status = asObject(at(raw, 'status'));
  const labels = asTextMap(meta['labels']);
  const node = asText(spec['nodeName']);
  const owner = ownerOf(meta, labels);
  return {
    ...identityOf(meta),
    name,
    labels,
    annotations: withoutLastApplied(asTextMap(meta['annotations'])),
    ...(node !== '' && { node }),
    phase: asText(status['phase'], 'Unknown'),
    ready: asList(status['conditions']).some((raw) => isTrue(asObject(raw), 'Ready')),
    deleting: meta['deletionTimestamp'] !== undefined,
    hostNetwork: spec['hostNetwork'] === true,
    containers: asList(spec['containers']).map((container) => asText(at(container, 'name'))),
    restarts: asList(status['containerStatuses']).reduce<number>(
      (sum, container) => sum + asNumber(at(container, 'restartCount')),
      0,
    ),
    ...(owner !== undefined && { owner }),
  };
}

/** A ReplicaSet made by a Deployment is named after it plus the pod-template-hash its pods are labelled with. */
function ownerOf(meta: JsonObject, labels: Readonly<Record<string, string>>): Pod['owner'] {
  const { owner } = controllerOf(meta);
  if (owner === undefined) return undefined;
  const { kind, name } = owner;
  const hash = labels['pod-template-hash'];
  const suffix = `-${hash}`;
  if (kind !== 'ReplicaSet' || hash === undefined || !name.endsWith(suffix)) return { kind, name };
  return { kind: 'Deployment', name: name.slice(0, -suffix.length) };
}

export function readWorkload(raw: unknown, kind = asText(at(raw, 'kind'))): Workload | undefined {
  const meta = asObject(at(raw, 'metadata'));
  const name = asText(meta['name']);
  if (name === '') return undefined;
  const status = asObject(at(raw, 'status'));
  const annotations = withoutLastApplied(asTextMap(meta['annotations']));
  return {
    kind,
    namespace: asText(meta['namespace']),
    name,
    labels: asTextMap(meta['labels']),
    selector: asTextMap(at(raw, 'spec', 'selector', 'matchLabels')),
    // A DaemonSet counts nodes instead of replicas.
    replicas: asNumber(at(raw, 'spec', 'replicas'), asNumber(status['desiredNumberScheduled'], 1)),
    ready: asNumber(status['readyReplicas'], asNumber(status['numberReady'])),
    ...(Object.keys(annotations).length > 0 && { annotations }),
    ...(isRollingOut(raw) && { rollingOut: true }),
  };
}

export function readBudget(raw: unknown): Budget | undefined {
  const meta = asObject(at(raw, 'metadata'));
  const name = asText(meta['name']);
  if (name === '') return undefined;
  return {
    namespace: asText(meta['namespace']),
    name,
    selector: asTextMap(at(raw, 'spec', 'selector', 'matchLabels')),
    disruptionsAllowed: asNumber(at(raw, 'status', 'disruptionsAllowed')),
  };
}

export function readMachine(raw: unknown): Machine | undefined {
  const meta = asObject(at(raw, 'metadata'));
  const name = asText(meta['name']);
  if (name === '') return undefined;
  return {
    namespace: asText(meta['namespace']),
    name,
    labels: asTextMap(meta['labels']),
    annotations: withoutLastApplied(asTextMap(meta['annotations'])),
    address: asText(at(raw, 'spec', 'address')),
  };
}

/** Chaos Mesh appends stack traces; the first line is the message. */
export function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').trim();
}

function identityOf(meta: JsonObject): { readonly namespace: string; readonly uid: string } {
  return { namespace: asText(meta['namespace']), uid: asText(meta['uid']) };
}

function isTrue(condition: JsonObject, type: string): boolean {
  return condition['type'] === type && condition['status'] === 'True';
}

export function withoutLastApplied(
  annotations: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const { 'kubectl.kubernetes.io/last-applied-configuration': _, ...rest } = annotations;
  return rest;
}
