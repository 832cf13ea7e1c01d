// A cluster over the Kubernetes API: creates as a person, deletes by uid, reads what recovery is proven with.

import type { KubeConfig } from '@kubernetes/client-node';
import {
  type CallOptions,
  type ChaosObject,
  type Cluster,
  type ClusterRefusal,
  ClusterUnavailable,
  type Identity,
  type ObjectRef,
} from './cluster.ts';
import { createConfigMaps } from './config-map.ts';
import type { Manifest } from './experiment.ts';
import { collectionPath, objectPath } from './kinds.ts';
import { createKubeConnection, type KubeConnection, type KubeRequest } from './kube-connection.ts';
import { liveObjects, livePods, liveResidue } from './live-pods.ts';
import { at } from './narrow.ts';
import { PAUSE, readChaosObject } from './objects.ts';
import { createPace, type Pace } from './pace.ts';
import { type HttpAnswer, refusalOf } from './refusal.ts';
import { labelText } from './selector.ts';
import { isSuccess, unexpectedAnswer } from './unexpected-answer.ts';
import { withoutEmpties } from './without-empties.ts';

export interface KubeCluster extends Cluster {
  /** For the reflectors and for doctor. */
  readonly connection: KubeConnection;
  close(): Promise<void>;
}

interface Deps {
  readonly name: string;
  readonly production: boolean;
  readonly kubeConfig: KubeConfig;
  /** The kubeconfig's current one when absent. */
  readonly context?: string;
  readonly pace?: Pace;
  readonly monotonic?: () => number;
  readonly onCall?: (method: string, status: number | undefined) => void;
}

/** Who wrote a field, as the API server keeps it. */
const FIELD_MANAGER = 'faultline';

export function createKubeCluster({
  name,
  production,
  kubeConfig,
  context,
  pace,
  monotonic,
  onCall,
}: Deps): KubeCluster {
  const connection = createKubeConnection({
    name,
    kubeConfig,
    ...(context !== undefined && { context }),
    ...(monotonic !== undefined && { monotonic }),
    ...(onCall !== undefined && { onCall }),
  });
  const line = pace ?? createPace(monotonic === undefined ? {} : { monotonic });
  return {
    name,
    production,
    connection,
    create: (manifest, as, options = {}) => create({ connection, line }, manifest, as, options),
    get: (ref, options) => get(connection, ref, options),
    list: (kind, namespace, labels, options) =>
      liveObjects(connection, kind, { namespace, labelSelector: labelText(labels) }, options),
    remove: (ref, uid, as, options) => remove(connection, { ref, uid, as }, options),
    pause: (object, paused, as, options = {}) => pause(connection, { object, paused, as }, options),
    pods: (namespace, labels, options) => livePods(connection, namespace, labelText(labels), options),
    residue: (namespace, pod, options) => liveResidue(connection, namespace, pod, options),
    ...createConfigMaps(connection),
    close: () => connection.close(),
  };
}

interface Sender {
  readonly connection: KubeConnection;
  readonly line: Pace;
}

async function create(
  { connection, line }: Sender,
  manifest: Manifest,
  as: Identity,
  { dryRun = false, ...options }: CallOptions & { readonly dryRun?: boolean },
): ReturnType<Cluster['create']> {
  const forbidden = systemName(as);
  if (forbidden !== undefined) return { ok: false, refusal: forbidden };
  await line.turn(options.signal).catch((cause) => {
    throw new ClusterUnavailable(connection.cluster, cause);
  });
  const answer = await connection.call({
    ...options,
    method: 'POST',
    path: collectionPath(manifest.kind, manifest.metadata.namespace),
    // The server gives up when we do: an answer that nobody waits for must not be carried out later.
    query: {
      fieldManager: FIELD_MANAGER,
      fieldValidation: 'Strict',
      timeout: '4s',
      ...(dryRun && { dryRun: 'All' }),
    },
    body: withoutEmpties(manifest),
    as,
  });
  if (!isSuccess(answer)) return { ok: false, refusal: refused(connection, answer) };
  return { ok: true, object: objectIn(connection, answer) };
}

async function get(
  connection: KubeConnection,
  ref: ObjectRef,
  options?: CallOptions,
): Promise<ChaosObject | undefined> {
  const answer = await connection.call({ ...options, method: 'GET', path: objectPath(ref) });
  if (isSuccess(answer)) return objectIn(connection, answer);
  if (isAbsent(answer, ref.name)) return undefined;
  throw unexpectedAnswer(connection.cluster, answer);
}

interface Pausing {
  readonly object: ObjectRef & { readonly uid: string };
  readonly paused: boolean;
  readonly as: Identity;
}

/** The uid in the patch makes it a conflict when another object stands under the name. */
async function pause(
  connection: KubeConnection,
  { object, paused, as }: Pausing,
  { dryRun = false, ...options }: CallOptions & { readonly dryRun?: boolean },
): ReturnType<Cluster['pause']> {
  const forbidden = systemName(as);
  if (forbidden !== undefined) return { ok: false, refusal: forbidden };
  const answer = await connection.call({
    ...options,
    method: 'PATCH',
    path: objectPath(object),
    query: { fieldManager: FIELD_MANAGER, ...(dryRun && { dryRun: 'All' }) },
    body: { metadata: { uid: object.uid, annotations: { [PAUSE]: paused ? 'true' : null } } },
    as,
  });
  if (!isSuccess(answer)) return { ok: false, refusal: refused(connection, answer) };
  return { ok: true, object: objectIn(connection, answer) };
}

interface Removal {
  readonly ref: ObjectRef;
  readonly uid: string;
  readonly as: Identity | undefined;
}

async function remove(
  connection: KubeConnection,
  { ref, uid, as }: Removal,
  options?: CallOptions,
): ReturnType<Cluster['remove']> {
  const forbidden = as === undefined ? undefined : systemName(as);
  if (forbidden !== undefined) return { ok: false, refusal: forbidden };
  const request: KubeRequest = {
    ...options,
    method: 'DELETE',
    path: objectPath(ref),
    body: { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid } },
    ...(as !== undefined && { as }),
  };
  const answer = await connection.call(request);
  if (isSuccess(answer)) return { ok: true, gone: false };
  if (isAbsent(answer, ref.name)) return { ok: true, gone: true };
  // The precondition failed: only looking tells whether the name belongs to another object by now.
  if (answer.status === 409 && (await get(connection, ref, options))?.uid !== uid)
    return { ok: true, gone: true };
  return { ok: false, refusal: refused(connection, answer) };
}

function objectIn(connection: KubeConnection, answer: HttpAnswer): ChaosObject {
  const object = readChaosObject(answer.body);
  if (object === undefined) throw unexpectedAnswer(connection.cluster, answer);
  return object;
}

/** Identity maps refuse such names already; this is the last place that could let one through. */
function systemName(as: Identity): ClusterRefusal | undefined {
  const name = [as.user, ...as.groups].find((one) => one.startsWith('system:') || one === '');
  if (name === undefined) return undefined;
  const sentence = `Nobody is impersonated as “${name}”.`;
  return { reason: 'forbidden', sentence, fields: [] };
}

/** Absence counts only when the API server says so of this very object, not of its kind or of a wrong address. */
function isAbsent({ status, body }: HttpAnswer, name: string): boolean {
  return status === 404 && at(body, 'details', 'name') === name;
}

function refused(connection: KubeConnection, answer: HttpAnswer): ClusterRefusal {
  const refusal = refusalOf(answer);
  if (refusal === undefined) throw unexpectedAnswer(connection.cluster, answer);
  return refusal;
}
