// A RunStore in memory, with swaps that can be made to lose, for tests of what uses it.

import type { IndexCursor, IndexEntry, IndexPage, IndexQuestion } from '../../../src/store/run-index.ts';
import type { RunStore, Swap, SwapAnswer } from '../../../src/store/run-store.ts';
import { T0 } from './sample-run.ts';

export interface MemoryStore extends RunStore {
  readonly due_: Map<string, number>;
  now: number;
  /** How many of the next swaps lose although nobody was first. */
  losing: number;
}

interface Kept {
  readonly head: string;
  readonly record: string;
  readonly index: IndexEntry;
  readonly at: number;
}

export function createMemoryStore(): MemoryStore {
  const records = new Map<string, Kept>();
  const logs = new Map<string, string[]>();
  const seen = new Map<string, string>();
  const due = new Map<string, number>();

  function refusal(change: Swap): SwapAnswer | undefined {
    const first = seen.get(change.delivery ?? '');
    if (first !== undefined) return { kind: 'seen', id: first };
    if (store.now > (change.notAfter ?? Number.POSITIVE_INFINITY)) return { kind: 'late' };
    return change.expected === undefined && records.has(change.id) ? { kind: 'exists' } : loss(change);
  }

  function loss({ id, expected }: Swap): SwapAnswer | undefined {
    const stands = records.get(id);
    store.losing -= 1;
    const lost = store.losing >= 0 || stands?.head !== expected;
    return lost ? { kind: 'lost', now: store.now, record: stands?.record } : undefined;
  }

  function keep(change: Swap): SwapAnswer {
    const at = records.get(change.id)?.at ?? store.now;
    records.set(change.id, { head: change.head, record: change.record, index: change.index, at });
    logs.set(change.id, [...(logs.get(change.id) ?? []), change.entry]);
    if (change.delivery !== undefined) seen.set(change.delivery, change.id);
    if (change.dueAt === undefined) due.delete(change.id);
    else due.set(change.id, change.dueAt);
    return { kind: 'ok' };
  }

  const store: MemoryStore = {
    due_: due,
    now: T0,
    losing: 0,
    async read(id, delivery = '') {
      return { now: store.now, record: records.get(id)?.record, seen: seen.has(delivery) };
    },
    swap: async (change) => refusal(change) ?? keep(change),
    async rest(id, head, dueAt) {
      if (records.get(id)?.head === head) due.set(id, dueAt);
    },
    async due() {
      return {
        ids: [...due].filter(([, at]) => at <= store.now).map(([id]) => id),
        waitMs: undefined,
        lagMs: 0,
      };
    },
    pending: async () => [...due.keys()],
    recent: async () => [...records.keys()].toReversed(),
    find: async (question) => pageIn(records, question),
    readMany: async (ids) => ids.map((id) => records.get(id)?.record),
    openedBefore: async () => [...records.keys()],
    async forget(id, head) {
      return records.get(id)?.head === head && records.delete(id) && logs.delete(id);
    },
    log: async (id) => logs.get(id) ?? [],
    lastTime: () => store.now,
  };
  return store;
}

/** What the index says, found by looking at everything. */
function pageIn(records: ReadonlyMap<string, Kept>, question: IndexQuestion): IndexPage {
  const { words, texts, limit, cursor } = question;
  const having = [...records]
    .map(([id, kept]) => ({ id, ...kept }))
    .filter(({ index }) => words.every((word) => index.words.includes(word)))
    .sort((a, b) => b.at - a.at || (b.id < a.id ? -1 : 1));
  const past = having.filter((one) => cursor === undefined || isPast(one, cursor));
  const met = cursor?.toward === 'newer' ? past.toReversed() : past;
  const found = met.filter(({ index }) => texts.every((text) => index.text.includes(text))).slice(0, limit);
  const runs = cursor?.toward === 'newer' ? found.toReversed() : found;
  const [first] = runs;
  const newer = first === undefined ? having.length - past.length : having.indexOf(first);
  return { runs, total: having.length, newer, searched: found.length };
}

function isPast({ at, id }: { at: number; id: string }, cursor: IndexCursor): boolean {
  const isOlder = at < cursor.at || (at === cursor.at && id < cursor.id);
  return cursor.toward === 'older' ? isOlder : !isOlder && !(at === cursor.at && id === cursor.id);
}
