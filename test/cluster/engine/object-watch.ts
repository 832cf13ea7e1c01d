// Everything that happens to the objects of one collection, from now on, so that a test waits for what it wants to see.
import { createInterface } from 'node:readline';
import type { Api, KubeObject } from './api.ts';

export interface WatchedRecord {
  readonly id: string;
  readonly phase: string;
  readonly injectedCount: number;
  readonly recoveredCount: number;
  readonly events?: readonly {
    readonly type: string;
    readonly operation: string;
    readonly message?: string;
  }[];
}

export interface Watched extends KubeObject {
  readonly status?: {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly experiment?: {
      readonly desiredPhase?: string;
      readonly containerRecords?: readonly WatchedRecord[];
    };
  };
}

export interface ObjectWatch {
  /** The first event of this name, past or coming, that is wanted; rejects with the last one when none comes. */
  until(name: string, wanted: (object: Watched, gone: boolean) => boolean): Promise<Watched>;
  end(): void;
}

interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: Watched;
}

interface Waiting {
  look(event: WatchEvent): void;
  fail(error: Error): void;
}

const patienceMs = 20_000;

/** `path` is the collection's. Resolves once the server watches. */
export async function watchObjects(api: Api, path: string): Promise<ObjectWatch> {
  const { metadata } = await api.get<{ metadata: { resourceVersion: string } }>(`${path}?limit=1`);
  const stop = new AbortController();
  const query = `watch=true&resourceVersion=${metadata.resourceVersion}`;
  const input = await api.watch(`${path}?${query}`, stop.signal);
  const events: WatchEvent[] = [];
  const waiting = new Set<Waiting>();
  const lines = createInterface({ input });
  lines.on('line', (line) => {
    const event = JSON.parse(line) as WatchEvent;
    events.push(event);
    for (const one of waiting) one.look(event);
  });
  lines.on('error', (cause) => {
    for (const one of waiting) one.fail(new Error(`the watch of ${path} broke`, { cause }));
  });
  return { until: (name, wanted) => untilSeen(events, waiting, name, wanted), end: () => stop.abort() };
}

function untilSeen(
  events: readonly WatchEvent[],
  waiting: Set<Waiting>,
  name: string,
  wanted: (object: Watched, gone: boolean) => boolean,
): Promise<Watched> {
  const isIt = ({ type, object }: WatchEvent): boolean =>
    object.metadata.name === name && wanted(object, type === 'DELETED');
  const seen = events.find(isIt);
  if (seen) return Promise.resolve(seen.object);
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      waiting.delete(one);
    };
    const one: Waiting = {
      look(event) {
        if (!isIt(event)) return;
        end();
        resolve(event.object);
      },
      fail(error) {
        end();
        reject(error);
      },
    };
    const timer = setTimeout(() => {
      const last = events.findLast(({ object }) => object.metadata.name === name);
      one.fail(new Error(`${name} was never seen so; last: ${JSON.stringify(last)}`));
    }, patienceMs);
    waiting.add(one);
  });
}

export function recordsOf({ status }: Watched): readonly WatchedRecord[] {
  return status?.experiment?.containerRecords ?? [];
}

export function hasCondition({ status }: Watched, type: string): boolean {
  return status?.conditions?.some((one) => one.type === type && one.status === 'True') ?? false;
}

/** The messages of what did not succeed, oldest first. */
export function failuresOf(object: Watched): readonly string[] {
  const events = recordsOf(object).flatMap((record) => record.events ?? []);
  return events.filter(({ type }) => type === 'Failed').map(({ message = '' }) => message);
}
