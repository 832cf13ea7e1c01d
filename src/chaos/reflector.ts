// Keeps a copy of one collection of the API server: lists once, then follows a watch, whatever happens to it.

import { setTimeout as wait } from 'node:timers/promises';
import { backOffMs } from './back-off.ts';
import type { Gone } from './cluster.ts';
import type { KubeConnection } from './kube-connection.ts';
import { listAll } from './list-all.ts';
import { createMirror, type Mirror } from './mirror.ts';
import type { Packing } from './packed.ts';
import { followWatch } from './watch.ts';
import { ResourceExpired, retryAfterOf } from './watch-fault.ts';

export interface ReflectorDeps<T> {
  readonly connection: KubeConnection;
  /** Path of the collection. */
  readonly path: string;
  /** Strips an object to what is kept; undefined for what is none. */
  readonly read: (raw: unknown) => T | undefined;
  /** Called in order for every change, deletions included with the last object seen. May throw: that is logged. */
  readonly onChange?: (object: T, gone: Gone | undefined) => void;
  readonly onFault?: (fault: unknown) => void;
  readonly packing?: Packing<T> | undefined;
  readonly random?: () => number;
  readonly monotonic?: () => number;
  /** Silence after which a watch counts as dead; bookmarks come about every minute. */
  readonly stallMs?: number;
}

export interface Reflector<T> {
  start(): void;
  stop(): Promise<void>;
  all(): readonly T[];
  inNamespace(namespace: string): readonly T[];
  /** See Mirror. */
  mentioning(words: readonly string[]): readonly T[];
  get(namespace: string, name: string): T | undefined;
  /** It has listed, its watch has shown a sign of life lately, and it has not been failing for long. */
  synced(): boolean;
  /** Since the last event or bookmark, or since it began to follow; undefined before that. */
  silentMs(): number | undefined;
  /** Why it is not following, when it is not. */
  fault(): unknown;
}

// Bookmarks come about once a minute.
const STALL_MS = 90_000;
const GRACE_MS = 30_000;
const FAILING_MS = 10_000;
const UNSERVED_MS = 60_000;
/** A resourceVersion that keeps failing may be one the server will never know: then list anew. */
const FAILURES_TO_RELIST = 5;

interface Progress {
  version: string | undefined;
  failures: number;
  lists: number;
  fault: unknown;
  failingSince: number | undefined;
  lastSign: number;
  startedAt: number | undefined;
}

export function createReflector<T extends object>(deps: ReflectorDeps<T>): Reflector<T> {
  const { monotonic = () => performance.now(), stallMs = STALL_MS } = deps;
  const mirror: Mirror<T> = createMirror(deps);
  const stopped = new AbortController();
  const progress: Progress = {
    version: undefined,
    failures: 0,
    lists: 0,
    fault: undefined,
    failingSince: undefined,
    lastSign: Number.NEGATIVE_INFINITY,
    startedAt: undefined,
  };
  let running: Promise<void> | undefined;

  function alive(): void {
    progress.lastSign = monotonic();
    progress.failures = 0;
    progress.fault = undefined;
    progress.failingSince = undefined;
  }

  /** On its own, since what a waiting function has in hand stays in memory as long as it waits. */
  async function list(): Promise<{ readonly served: boolean }> {
    // Only the first list may come from the server's cache; later ones must not show an older world.
    const listed = await listAll(deps.connection, deps.path, progress.lists === 0, stopped.signal);
    mirror.replace(listed.items);
    progress.version = listed.version;
    progress.lists += 1;
    alive();
    return { served: listed.served };
  }

  async function pass(): Promise<void> {
    if (progress.version === undefined && !(await list()).served) return pauseUnserved();
    await followWatch(
      { ...deps, signal: stopped.signal, stallMs, version: progress.version ?? '' },
      (event) => {
        progress.version = event.version;
        alive();
        if (event.type !== 'SIGN') mirror.apply(event.raw, event.type === 'DELETED');
      },
    );
  }

  async function pauseUnserved(): Promise<void> {
    progress.version = undefined;
    await wait(UNSERVED_MS, undefined, { signal: stopped.signal, ref: false });
  }

  async function afterFault(fault: unknown): Promise<void> {
    if (stopped.signal.aborted) return;
    progress.failures += 1;
    progress.fault = fault;
    progress.failingSince ??= monotonic();
    if (fault instanceof ResourceExpired || progress.failures >= FAILURES_TO_RELIST)
      progress.version = undefined;
    deps.onFault?.(fault);
    const ms = backOffMs(progress.failures, deps.random ?? Math.random, retryAfterOf(fault));
    await wait(ms, undefined, { signal: stopped.signal });
  }

  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      await pass()
        .catch(afterFault)
        .catch(() => undefined);
    }
  }

  return {
    start() {
      progress.startedAt ??= monotonic();
      running ??= run();
    },
    async stop() {
      stopped.abort();
      await running;
    },
    all: mirror.all,
    inNamespace: mirror.inNamespace,
    mentioning: mirror.mentioning,
    get: mirror.get,
    synced() {
      const failing = progress.failingSince !== undefined && monotonic() - progress.failingSince > FAILING_MS;
      return progress.lists > 0 && !failing && monotonic() - progress.lastSign < stallMs + GRACE_MS;
    },
    silentMs() {
      const { startedAt, lastSign } = progress;
      return startedAt === undefined ? undefined : monotonic() - Math.max(startedAt, lastSign);
    },
    fault: () => progress.fault,
  };
}
