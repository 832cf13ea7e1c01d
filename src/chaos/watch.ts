// One watch from a known version until it ends, with bookmarks, a limit on silence, and ERROR taken as a failure.

import { jsonLines } from './json-lines.ts';
import type { KubeConnection } from './kube-connection.ts';
import { asNumber, asText, at } from './narrow.ts';
import { ResourceExpired, WatchRefused, WatchSilent } from './watch-fault.ts';

export type WatchEvent =
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly version: string; readonly raw: unknown }
  /** The watch is open, or a bookmark: nothing changed up to this version. */
  | { readonly type: 'SIGN'; readonly version: string };

interface WatchDeps {
  readonly connection: KubeConnection;
  readonly path: string;
  readonly version: string;
  readonly signal: AbortSignal;
  readonly stallMs: number;
  readonly random?: () => number;
}

/** Resolves when the server ends the watch in good order; rejects otherwise. */
export async function followWatch(deps: WatchDeps, onEvent: (event: WatchEvent) => void): Promise<void> {
  const stall = createStallTimer(deps.stallMs);
  try {
    const signal = AbortSignal.any([deps.signal, stall.signal]);
    const stream = await deps.connection.open(deps.path, queryOf(deps), signal);
    if (stream.status === 410) throw new ResourceExpired();
    if (stream.status !== 200) throw new WatchRefused(stream.status, '', stream.retryAfterSeconds);
    onEvent({ type: 'SIGN', version: deps.version });
    const seen = await follow(touching(stream.chunks, stall.touch), onEvent);
    // A server that ends every watch at once must not be asked again at once.
    if (!seen && stall.ageMs() < 1000) throw new WatchSilent('the watch ended as soon as it began');
  } finally {
    stall.stop();
  }
}

async function follow(
  chunks: AsyncIterable<Uint8Array>,
  onEvent: (event: WatchEvent) => void,
): Promise<boolean> {
  let seen = false;
  for await (const line of jsonLines(chunks)) {
    const event = eventIn(line);
    if (event === undefined) continue;
    onEvent(event);
    seen = true;
  }
  return seen;
}

function eventIn(line: unknown): WatchEvent | undefined {
  const type = asText(at(line, 'type'));
  const raw = at(line, 'object');
  if (type === 'ERROR') throw errorIn(raw);
  const version = asText(at(raw, 'metadata', 'resourceVersion'));
  if (type === 'BOOKMARK') return { type: 'SIGN', version };
  return type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED' ? { type, version, raw } : undefined;
}

function errorIn(raw: unknown): Error {
  const code = asNumber(at(raw, 'code'), 500);
  if (code === 410) return new ResourceExpired();
  return new WatchRefused(
    code,
    asText(at(raw, 'message')),
    asNumber(at(raw, 'details', 'retryAfterSeconds')),
  );
}

function queryOf({ version, random = Math.random }: WatchDeps): Record<string, string> {
  // Spread over a minute, so that many watches opened together do not end together.
  const timeoutSeconds = String(240 + Math.floor(random() * 60));
  return { watch: 'true', allowWatchBookmarks: 'true', resourceVersion: version, timeoutSeconds };
}

async function* touching(chunks: AsyncIterable<Uint8Array>, touch: () => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    touch();
    yield chunk;
  }
}

interface StallTimer {
  readonly signal: AbortSignal;
  touch(): void;
  ageMs(): number;
  stop(): void;
}

function createStallTimer(stallMs: number): StallTimer {
  const controller = new AbortController();
  const born = performance.now();
  const timer = setTimeout(() => controller.abort(new WatchSilent(`nothing for ${stallMs} ms`)), stallMs);
  return {
    signal: controller.signal,
    touch: () => timer.refresh(),
    ageMs: () => performance.now() - born,
    stop: () => clearTimeout(timer),
  };
}
