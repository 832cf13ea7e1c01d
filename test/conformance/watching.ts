// Follows a collection by list and watch, keeps every version it saw, and waits for the one that must come.
import type { Client, Json, Stream, WatchEvent } from './client.ts';

export interface Watching {
  /** Everything so far, in the order the API server told it. */
  events(): readonly WatchEvent[];
  /** The first event, past or coming, that satisfies the condition. */
  until(wanted: (event: WatchEvent) => boolean, what: string): Promise<WatchEvent>;
  /** Resolves as soon as the whole of what was seen satisfies the condition. */
  untilAll(wanted: (events: readonly WatchEvent[]) => boolean, what: string): Promise<void>;
  close(): void;
}

/** The limit is for tests that fail: nothing here takes so long even on a busy machine. */
const patienceMs = 60_000;
const shownChars = 3_000;

/** Starts from now: what is in the collection already is not told. */
export async function watchFromNow(
  client: Client,
  path: string,
  query: Readonly<Record<string, string>> = {},
): Promise<Watching> {
  const { code, body } = await client.ask('GET', path, undefined, { query });
  if (code !== 200) throw new Error(`GET ${path}: ${code} ${JSON.stringify(body)}`);
  return watchFrom(client, path, { ...query, resourceVersion: body.metadata.resourceVersion });
}

export function watchFrom(client: Client, path: string, query: Readonly<Record<string, string>>): Watching {
  const seen: WatchEvent[] = [];
  const waiting = new Set<() => void>();
  let fault: unknown;
  const wake = (): void => {
    for (const look of [...waiting]) look();
  };
  const note = (event: WatchEvent): void => {
    seen.push(event);
    wake();
  };
  const following = follow(client, path, query, note);
  void following.done.catch((error: unknown) => {
    fault = error;
    wake();
  });

  function untilFound<T>(look: () => T | undefined, what: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        waiting.delete(check);
      };
      const check = (): void => {
        const found = look();
        if (found === undefined && fault === undefined) return;
        end();
        if (found === undefined)
          reject(new Error(`the watch of ${path} broke before ${what}`, { cause: fault }));
        else resolve(found);
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`never came: ${what}; seen at ${path}: ${shown(seen)}`));
      }, patienceMs);
      // A case that failed elsewhere leaves this behind; it must not keep the run waiting.
      timer.unref();
      waiting.add(check);
      check();
    });
  }

  return {
    events: () => [...seen],
    until: (wanted, what) => untilFound(() => seen.find(wanted), what),
    untilAll: async (wanted, what) => void (await untilFound(() => wanted(seen) || undefined, what)),
    close: following.close,
  };
}

interface Following {
  readonly done: Promise<void>;
  close(): void;
}

/** The API server may end a watch whenever it likes; as any client does, this goes on from the last version it saw. */
function follow(
  client: Client,
  path: string,
  query: Readonly<Record<string, string>>,
  note: (event: WatchEvent) => void,
): Following {
  let isClosed = false;
  let version = query['resourceVersion'];
  let stream: Stream | undefined;

  async function run(): Promise<void> {
    while (!isClosed) {
      stream = client.watch(path, { ...query, ...(version !== undefined && { resourceVersion: version }) });
      for await (const event of stream.events) {
        if (event.type === 'ERROR') throw new Error(JSON.stringify(event.object));
        version = event.object.metadata.resourceVersion;
        note(event);
      }
    }
  }

  return {
    done: run(),
    close() {
      isClosed = true;
      stream?.close();
    },
  };
}

function shown(seen: readonly WatchEvent[]): string {
  const last = new Map<string, Json>();
  for (const { type, object } of seen) last.set(object.metadata?.name, [type, object.status ?? object]);
  return JSON.stringify([...last]).slice(0, shownChars);
}
