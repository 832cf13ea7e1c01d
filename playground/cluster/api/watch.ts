// Watches: initial events by resource version, live changes by selector, bookmarks, time limits and cuts.

import type { ServerResponse } from 'node:http';
import type { Clock } from '../../clock.ts';
import type { Fields, KubeObject } from '../objects/kube-object.ts';
import { expired, tooLargeVersion } from '../objects/status-error.ts';
import type { Registry } from '../store/registry.ts';
import { apiVersionOf, resourceKey } from '../store/resources.ts';
import type { Matches } from '../store/selectors.ts';
import type { Change, Store } from '../store/store.ts';
import type { Answer } from './answer.ts';
import { type Call, filterOf, scopeOf, versionAsked } from './call.ts';
import { tableOf, wantsTable } from './table.ts';

export interface Watches {
  open(call: Call): Answer;
  /** Ends every watch as a dying connection would. */
  cut(): void;
}

export interface WatchDeps {
  readonly registry: Registry;
  readonly store: Store;
  readonly clock: Clock;
  readonly bookmarkMs: number;
}

const DEFAULT_TIMEOUT_SECONDS = 1800;
const TOO_LARGE_WAIT_MS = 3000;

interface WatchEvent {
  readonly type: string;
  readonly object: unknown;
}

/** What a selector makes of a change: objects that stop matching count as deleted. */
function eventFor(change: Change, matches: Matches): WatchEvent | undefined {
  const { type, object, previous } = change;
  if (type === 'DELETED') return matches(previous ?? object) ? { type, object } : undefined;
  const did = previous !== undefined && matches(previous);
  if (matches(object)) return { type: did ? 'MODIFIED' : 'ADDED', object };
  return did ? { type: 'DELETED', object } : undefined;
}

export function createWatches({ registry, store, clock, bookmarkMs }: WatchDeps): Watches {
  const open = new Set<ServerResponse>();

  function send(response: ServerResponse, call: Call, { type, object }: WatchEvent): void {
    // A jump of the clock may end a watch and call for its bookmark in one go.
    if (response.writableEnded) return;
    const isPlain = type === 'ERROR' || type === 'BOOKMARK' || !wantsTable(call.accept);
    const include = call.info.query.get('includeObject');
    const shown = isPlain
      ? object
      : tableOf(
          call.resource,
          [object as KubeObject],
          { resourceVersion: (object as KubeObject).metadata.resourceVersion },
          clock.now(),
          include,
        );
    response.write(`${JSON.stringify({ type, object: shown })}\n`);
  }

  function bookmark(call: Call, annotations?: Fields): WatchEvent {
    const { kind } = call.resource;
    const metadata = {
      resourceVersion: String(store.version()),
      creationTimestamp: null,
      ...(annotations === undefined ? {} : { annotations }),
    };
    return { type: 'BOOKMARK', object: { kind, apiVersion: apiVersionOf(call.resource), metadata } };
  }

  function initial(call: Call, matches: Matches, since: number | undefined): WatchEvent[] {
    const scope = scopeOf(call);
    const wantsInitial = call.info.query.get('sendInitialEvents') === 'true';
    if (since === undefined || since === 0 || wantsInitial) {
      const objects = registry.list(call.resource, scope).filter(matches);
      const added = objects.map((object) => ({ type: 'ADDED', object }));
      const end = bookmark(call, { 'k8s.io/initial-events-end': 'true' });
      return wantsInitial ? [...added, end] : added;
    }
    return store
      .changesSince(resourceKey(call.resource), since)
      .filter(({ object }) => scope === undefined || object.metadata.namespace === scope)
      .map((change) => eventFor(change, matches))
      .filter((event) => event !== undefined);
  }

  function refusal(since: number | undefined): { error: Fields; afterMs: number } | undefined {
    if (since === undefined || since === 0) return undefined;
    if (since > store.version()) {
      return { error: tooLargeVersion(since, store.version()).toStatus(), afterMs: TOO_LARGE_WAIT_MS };
    }
    if (since >= store.compacted()) return undefined;
    return {
      error: expired(`too old resource version: ${since} (${store.compacted()})`).toStatus(),
      afterMs: 0,
    };
  }

  function follow(response: ServerResponse, call: Call, matches: Matches): () => void {
    const key = resourceKey(call.resource);
    const scope = scopeOf(call);
    return store.subscribe((change) => {
      if (change.resource !== key) return;
      if (scope !== undefined && change.object.metadata.namespace !== scope) return;
      const event = eventFor(change, matches);
      if (event !== undefined) send(response, call, event);
    });
  }

  function bookmarks(response: ServerResponse, call: Call): () => void {
    if (call.info.query.get('allowWatchBookmarks') !== 'true') return () => undefined;
    let cancel = (): void => undefined;
    const again = (): void => {
      cancel = clock.after(bookmarkMs, () => {
        send(response, call, bookmark(call));
        again();
      });
    };
    again();
    return () => cancel();
  }

  function stream(response: ServerResponse, call: Call, matches: Matches): void {
    const since = versionAsked(call);
    const seconds = Number(call.info.query.get('timeoutSeconds') ?? 0) || DEFAULT_TIMEOUT_SECONDS;
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache, private' });
    response.flushHeaders();
    const refused = refusal(since);
    if (refused !== undefined) {
      clock.after(refused.afterMs, () => {
        send(response, call, { type: 'ERROR', object: refused.error });
        response.end();
      });
      return;
    }
    for (const event of initial(call, matches, since)) send(response, call, event);
    open.add(response);
    const ends = [
      follow(response, call, matches),
      bookmarks(response, call),
      clock.after(seconds * 1000, () => response.end()),
      () => open.delete(response),
    ];
    response.on('close', () => {
      for (const end of ends) end();
    });
  }

  return {
    open(call) {
      const matches = filterOf(call);
      return { code: 200, stream: (response) => stream(response, call, matches) };
    },
    cut() {
      for (const response of open) response.destroy();
    },
  };
}
