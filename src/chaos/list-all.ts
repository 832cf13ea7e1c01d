// A whole collection in pages, with the version from which a watch can follow it.

import type { KubeConnection } from './kube-connection.ts';
import { asList, asText, at } from './narrow.ts';
import type { HttpAnswer } from './refusal.ts';
import { ResourceExpired, WatchRefused } from './watch-fault.ts';

export interface Listed {
  readonly items: readonly unknown[];
  readonly version: string;
  /** False: the server knows no such collection; it counts as empty. */
  readonly served: boolean;
}

const PAGE = '500';
const TIMEOUT_MS = 30_000;

/** `fromCache`: resourceVersion=0, cheap for the server and possibly a little old. */
export async function listAll(
  connection: KubeConnection,
  path: string,
  fromCache: boolean,
  signal: AbortSignal,
): Promise<Listed> {
  const items: unknown[] = [];
  let next = '';
  for (;;) {
    const query = { limit: PAGE, ...startOf(next, fromCache) };
    const answer = await connection.call({ method: 'GET', path, query, signal, timeoutMs: TIMEOUT_MS });
    if (answer.status === 404) return { items: [], version: '', served: false };
    if (answer.status !== 200) throw faultOf(answer);
    items.push(...asList(at(answer.body, 'items')));
    next = asText(at(answer.body, 'metadata', 'continue'));
    const version = asText(at(answer.body, 'metadata', 'resourceVersion'));
    if (next === '') return { items, version, served: true };
  }
}

/** A page that continues another must not name a version (the token holds it). */
function startOf(next: string, fromCache: boolean): Record<string, string> {
  if (next !== '') return { continue: next };
  return fromCache ? { resourceVersion: '0' } : {};
}

function faultOf(answer: HttpAnswer): Error {
  if (answer.status === 410) return new ResourceExpired();
  return new WatchRefused(answer.status, asText(at(answer.body, 'message')), answer.retryAfterSeconds);
}
