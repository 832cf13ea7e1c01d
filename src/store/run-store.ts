// Where runs are kept: records as text with their head, logs, the index, and the sorted set of what is due.

import type { IndexEntry, IndexPage, IndexQuestion } from './run-index.ts';

export interface Swap {
  readonly id: string;
  /** Head the record must still have; undefined when the run must not exist yet. */
  readonly expected: string | undefined;
  readonly head: string;
  readonly record: string;
  readonly entry: string;
  /** What it is found by from now on. */
  readonly index: IndexEntry;
  /** Milliseconds of Redis TIME at which the run wants its next pass; undefined: never. */
  readonly dueAt: number | undefined;
  /** Refuse when Redis TIME has passed it. */
  readonly notAfter?: number;
  /** Refuse a delivery already swapped in; kept for an hour. */
  readonly delivery?: string;
}

export type SwapAnswer =
  | { readonly kind: 'ok' }
  /** Another head: somebody was first; `record` is what stands now. */
  | { readonly kind: 'lost'; readonly now: number; readonly record: string | undefined }
  | { readonly kind: 'exists' }
  | { readonly kind: 'late' }
  /** This delivery has counted already, for run `id`. */
  | { readonly kind: 'seen'; readonly id: string };

export interface Due {
  readonly ids: readonly string[];
  /** Milliseconds until the next entry after these is due; undefined when there is none. */
  readonly waitMs: number | undefined;
  /** How long the most overdue entry has been due; 0 when none is. */
  readonly lagMs: number;
}

/** Every method rejects with StoreUnavailable when Redis does not answer in time. */
export interface RunStore {
  /** `seen`: this delivery has counted already. */
  read(
    id: string,
    delivery?: string,
  ): Promise<{ readonly now: number; readonly record: string | undefined; readonly seen: boolean }>;
  swap(change: Swap): Promise<SwapAnswer>;
  /** Moves the next pass of a run that has not changed; nothing when its head is another by now. */
  rest(id: string, head: string, dueAt: number): Promise<void>;
  due(limit: number): Promise<Due>;
  /** Ids of the runs that wait for anything: every open one, and ended ones that still have something to show. */
  pending(limit: number): Promise<readonly string[]>;
  /** Ids, newest first. */
  recent(limit: number): Promise<readonly string[]>;
  /** One page of the runs that have all words and texts; the cost does not grow with the runs kept. */
  find(question: IndexQuestion): Promise<IndexPage>;
  readMany(ids: readonly string[]): Promise<readonly (string | undefined)[]>;
  /** Ids of runs opened before a time, oldest first. */
  openedBefore(time: number, limit: number): Promise<readonly string[]>;
  /** Removes a run and its log, unless it has moved since that head. */
  forget(id: string, head: string): Promise<boolean>;
  log(id: string): Promise<readonly string[]>;
  /** Redis TIME by the last answer plus the time since, in milliseconds; undefined when never reached. */
  lastTime(): number | undefined;
}

export class StoreUnavailable extends Error {
  constructor(cause: unknown) {
    super('Redis did not answer', { cause });
    this.name = 'StoreUnavailable';
  }
}
