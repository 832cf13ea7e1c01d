// Leftovers: silences of ours whose run has ended, is unknown or is silent no more are ended, at the start and now and then.

import { parseRecord } from '../runs/new-record.ts';
import { isSilenceDue } from '../runs/silences.ts';
import type { Alertmanager } from './alertmanager.ts';
import { matchersKey, runOf, type Silence } from './silence.ts';
import { strays } from './silence-effects.ts';

export interface SilenceSweepDeps {
  readonly alertmanagers: readonly Pick<Alertmanager, 'silences' | 'expire'>[];
  /** The run's record as text; undefined: there is none. Rejects while nobody can say. */
  readonly read: (run: string) => Promise<string | undefined>;
}

/** Rejects with AlertmanagerUnavailable or StoreUnavailable, once every Alertmanager was tried; answers how many it ended. */
export async function sweepSilences(
  { alertmanagers, read }: SilenceSweepDeps,
  signal: AbortSignal,
): Promise<number> {
  const swept = await Promise.allSettled(alertmanagers.map((one) => sweep(one, read, signal)));
  const failed = swept.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return swept.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value : 0), 0);
}

async function sweep(
  alertmanager: SilenceSweepDeps['alertmanagers'][number],
  read: SilenceSweepDeps['read'],
  signal: AbortSignal,
): Promise<number> {
  const byRun = Map.groupBy(await alertmanager.silences(signal), (one) => runOf(one) ?? '');
  byRun.delete('');
  let ended = 0;
  for (const [run, all] of byRun) {
    for (const { id } of leftovers(all, await read(run))) {
      await alertmanager.expire(id, signal);
      ended += 1;
    }
  }
  return ended;
}

/** A record that a newer version wrote is its business, and so are its silences. */
function leftovers(all: readonly Silence[], text: string | undefined): readonly Silence[] {
  if (text === undefined) return all;
  const record = parseRecord(text);
  if (record === undefined) return [];
  return isSilenceDue(record) ? strays(all, new Set(all.map(({ matchers }) => matchersKey(matchers)))) : all;
}
