// What changed for each person, in order, so that a page or a test can wait for it instead of asking again.

export type ChangeKind = 'message' | 'edit' | 'delete' | 'ephemeral' | 'view' | 'home' | 'push';

export interface Change {
  readonly kind: ChangeKind;
  readonly channel?: string;
  readonly ts?: string;
  readonly thread_ts?: string;
  readonly view_id?: string;
  readonly text?: string;
}

export interface News {
  readonly changes: readonly Entry[];
  readonly cursor: number;
}

export interface Feed {
  tell(personId: string, change: Change): void;
  cursor(): number;
  /** Answers as soon as something is newer than the cursor, else after the timeout, else when closed. */
  since(personId: string, cursor: number, timeoutMs: number): Promise<News>;
  close(): void;
}

type Entry = Change & { readonly cursor: number };

/** Enough for every test and for hours of a person; older changes are seen by reading again. */
const KEPT = 5_000;

export function createFeed(): Feed {
  const byPerson = new Map<string, Entry[]>();
  const waiting = new Map<string, Set<() => void>>();
  // Above zero, so that a cursor of 0 always means: from the beginning, answer at once.
  let last = 1;

  function newsFor(personId: string, cursor: number): News {
    const entries = byPerson.get(personId) ?? [];
    const from = entries.findLastIndex((entry) => entry.cursor <= cursor) + 1;
    return { changes: entries.slice(from), cursor: last };
  }

  function wake(personId: string): void {
    for (const answer of waiting.get(personId) ?? []) answer();
  }

  return {
    tell(personId, change) {
      last += 1;
      const entries = kept(byPerson, personId, () => []);
      entries.push({ ...change, cursor: last });
      if (entries.length > KEPT) entries.splice(0, KEPT / 2);
      wake(personId);
    },
    cursor: () => last,
    since(personId, cursor, timeoutMs) {
      const news = newsFor(personId, cursor);
      if (news.changes.length > 0 || timeoutMs <= 0) return Promise.resolve(news);
      return new Promise((resolve) => {
        const waiters = kept(waiting, personId, () => new Set());
        const answer = (): void => {
          clearTimeout(patience);
          waiters.delete(answer);
          resolve(newsFor(personId, cursor));
        };
        const patience = setTimeout(answer, timeoutMs);
        waiters.add(answer);
      });
    },
    close() {
      for (const personId of waiting.keys()) wake(personId);
    },
  };
}

function kept<T>(map: Map<string, T>, key: string, create: () => T): T {
  const known = map.get(key) ?? create();
  map.set(key, known);
  return known;
}
