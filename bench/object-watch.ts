// The finish line of everything that creates: the moment a watch of the sandbox reports the object.
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { parse } from 'yaml';

export interface ChaosObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: Readonly<Record<string, unknown>>;
  readonly status?: {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

export type EventType = 'ADDED' | 'MODIFIED' | 'DELETED';

export interface Sighting {
  /** By this process' performance.now(). */
  readonly at: number;
  readonly object: ChaosObject;
}

export interface ObjectWatch {
  /** The next event of this type about an object that is wanted; ask before causing it. */
  next(type: EventType, wanted: (object: ChaosObject) => boolean): Promise<Sighting>;
  end(): void;
}

interface Waiting {
  readonly type: EventType;
  readonly wanted: (object: ChaosObject) => boolean;
  resolve(sighting: Sighting): void;
  reject(error: Error): void;
}

interface WatchEvent {
  readonly type: string;
  readonly object: ChaosObject;
}

const patienceMs = 20_000;

/** `url` is that of the collection. */
export async function watchObjects(url: string): Promise<ObjectWatch> {
  const stop = new AbortController();
  const answer = await fetch(`${url}?watch=true`, { signal: stop.signal });
  if (!answer.ok || !answer.body) throw new Error(`the watch of ${url} was answered ${answer.status}`);
  return watchStream(Readable.fromWeb(answer.body), stop);
}

/** The same over a watch that is open already; `stop` ends it. */
export function watchStream(events: Readable, stop: AbortController): ObjectWatch {
  const waiting = new Set<Waiting>();
  void follow(events, waiting);
  return {
    next: (type, wanted) =>
      new Promise((resolve, reject) => {
        const one: Waiting = { type, wanted, resolve, reject };
        waiting.add(one);
        const impatient = setTimeout(() => reject(new Error(`no ${type} was seen in time`)), patienceMs);
        impatient.unref();
      }),
    end: () => stop.abort(),
  };
}

/** Ends with the watch; who still waits then will not see anything any more. */
async function follow(events: Readable, waiting: Set<Waiting>): Promise<void> {
  try {
    for await (const line of createInterface({ input: events })) report(line, waiting);
  } catch (cause) {
    for (const one of waiting) one.reject(new Error('the watch has ended', { cause }));
  }
}

function report(line: string, waiting: Set<Waiting>): void {
  const at = performance.now();
  const { type, object } = JSON.parse(line) as WatchEvent;
  for (const one of waiting) {
    if (one.type !== type || !one.wanted(object)) continue;
    waiting.delete(one);
    one.resolve({ at, object });
  }
}

export function isInjected({ status }: ChaosObject): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === 'AllInjected' && is === 'True') ?? false;
}

interface Kubeconfig {
  readonly clusters: readonly { readonly name: string; readonly cluster: { readonly server: string } }[];
}

/** The sandbox takes its token from the address, so the address is all a client needs. */
export async function serverIn(kubeconfig: string, cluster: string): Promise<string> {
  const { clusters } = parse(await readFile(kubeconfig, 'utf8')) as Kubeconfig;
  const found = clusters.find(({ name }) => name === cluster);
  if (!found) throw new Error(`${kubeconfig} knows no cluster ${cluster}`);
  return found.cluster.server;
}
