// Reads recovery is proven with: live pods, objects and per-pod objects, never a cache.

import { bodyOf } from './body-of.ts';
import type { CallOptions, ChaosObject, Pod } from './cluster.ts';
import { collectionPath, objectPath, POD_FAULT_KINDS } from './kinds.ts';
import { absentKind, type KubeConnection } from './kube-connection.ts';
import { asList, asText, at } from './narrow.ts';
import { readChaosObject, readPod } from './objects.ts';
import type { HttpAnswer } from './refusal.ts';
import { residueIn } from './residue.ts';

const PAGE = '500';

/** A consistent read (no resourceVersion), page by page. */
export async function livePods(
  connection: KubeConnection,
  namespace: string,
  labelSelector: string,
  options?: CallOptions,
): Promise<readonly Pod[]> {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
  return (await pages(connection, path, { labelSelector, mayLack: false }, options)).flatMap(
    (raw) => readPod(raw) ?? [],
  );
}

async function pages(
  connection: KubeConnection,
  path: string,
  { labelSelector, mayLack }: { readonly labelSelector: string; readonly mayLack: boolean },
  options?: CallOptions,
): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  let next = '';
  do {
    const query = { labelSelector, limit: PAGE, ...(next !== '' && { continue: next }) };
    const body = await bodyOf(connection, { ...options, path, query }, mayLack ? isAbsent : undefined);
    if (body === undefined) return [];
    found.push(...asList(at(body, 'items')));
    next = asText(at(body, 'metadata', 'continue'));
  } while (next !== '');
  return found;
}

/** See Cluster.list. */
export async function liveObjects(
  connection: KubeConnection,
  kind: string,
  { namespace, labelSelector }: { readonly namespace: string; readonly labelSelector: string },
  options?: CallOptions,
): Promise<readonly ChaosObject[]> {
  const path = collectionPath(kind, namespace);
  const items = await pages(connection, path, { labelSelector, mayLack: true }, options);
  return items.flatMap((raw) => readChaosObject(raw, kind) ?? []);
}

/** See Cluster.residue. */
export async function liveResidue(
  connection: KubeConnection,
  namespace: string,
  pod: string,
  options?: CallOptions,
): Promise<readonly string[]> {
  const each = POD_FAULT_KINDS.map(async (kind) => {
    const path = objectPath({ kind, namespace, name: pod });
    // Not there, or a kind this installation lacks: either way it holds no fault.
    return residueIn(await bodyOf(connection, { ...options, path }, isAbsent));
  });
  return [...new Set((await Promise.all(each)).flat())];
}

/** Said by the API server itself; a 404 of something before it proves nothing. */
function isAbsent({ status, body }: HttpAnswer): boolean {
  return status === 404 && (at(body, 'kind') === 'Status' || body === absentKind);
}
