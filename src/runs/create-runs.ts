// Runs as the rest of the house sees them: opened, moved, read and listed.

import type { RunStore } from '../store/run-store.ts';
import type { LogEntry } from './log.ts';
import type { Mover } from './move.ts';
import { parseRecord } from './new-record.ts';
import type { Runs } from './runs.ts';

export interface RunsDeps {
  readonly mover: Mover;
  readonly store: RunStore;
  readonly wake: (id: string) => Promise<void>;
  /** A number in [0, 1). */
  readonly random: () => number;
}

/** How long after a delivery its intent may still count: less than Slack's 3 s, so that the answer is true. */
const COUNTS_MS = 2_500;

/** No vowels, so no words; no 0, 1, i, l, o, so that an id can be read aloud. */
const ALPHABET = '23456789bcdfghjkmnpqrstvwxyz';
const ID_LENGTH = 6;

export function createRuns({ mover, store, wake, random }: RunsDeps): Runs {
  return {
    newId() {
      const letters = Array.from(
        { length: ID_LENGTH },
        () => ALPHABET[Math.floor(random() * ALPHABET.length)],
      );
      return `r-${letters.join('')}`;
    },
    deadline() {
      const time = store.lastTime();
      return time === undefined ? undefined : time + COUNTS_MS;
    },
    open: (run, delivery) => mover.open(run, delivery),
    async move(id, intent, delivery) {
      const answer = await mover.intend(id, intent, delivery);
      if (answer.ok && answer.changed) void wake(id);
      return answer;
    },
    read: async (id) => (await mover.read(id)).record,
    async recent(limit) {
      const records = await store.readMany(await store.recent(limit));
      return records.flatMap((text) => parseRecord(text) ?? []);
    },
    async find(question) {
      const { runs, ...page } = await store.find(question);
      const known = runs.map(({ at, record }) => ({ at, record: parseRecord(record) }));
      return {
        ...page,
        runs: known.flatMap(({ at, record }) => (record === undefined ? [] : [{ at, record }])),
      };
    },
    log: async (id) => (await store.log(id)).map((entry) => JSON.parse(entry) as LogEntry),
    wake,
  };
}
