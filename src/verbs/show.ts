// All about one run: its targets, votes and events, its YAML, and the line that ends it without us.

import { manifestYaml } from '../chaos/manifest.ts';
import { manifestNow } from '../runs/ramp.ts';
import type { RunRecord } from '../runs/record.ts';
import type { Runs } from '../runs/runs.ts';
import type { SignalPicture } from '../runs/signals.ts';
import type { Answer } from './answer.ts';
import type { Asking } from './asking.ts';
import type { ShowPart } from './command.ts';
import { findRun } from './find-run.ts';
import { readRun, unknownRun } from './intend.ts';
import { type ForeignPorts, showForeign } from './show-foreign.ts';

type ShowRuns = Pick<Runs, 'read' | 'recent' | 'log'>;

/** Draws the signals of a run as they stand now; rejects when that is not possible. */
export type DrawSignals = (record: RunRecord) => Promise<readonly SignalPicture[]>;

export async function showByLine(
  line: { readonly run?: string; readonly part?: ShowPart },
  asking: Asking,
  runs: ShowRuns,
  foreign: ForeignPorts,
  draw: DrawSignals,
): Promise<Answer> {
  const found = await findRun(line.run, asking, runs);
  const isNoRun = !found.ok && found.refusal.kind === 'no-such-run';
  const other = isNoRun ? await showForeign(line.run ?? '', line.part, asking, foreign) : undefined;
  if (other !== undefined) return other;
  if (!found.ok) return { kind: 'refused', of: 'which', refusal: found.refusal };
  const shown = await details(found.record, line.part, asking, runs);
  if (line.part !== 'chart' || shown.kind !== 'details') return shown;
  return { ...shown, pictures: await picturesOf(found.record, draw) };
}

export async function showRun(run: string, asking: Asking, runs: ShowRuns): Promise<Answer> {
  const record = await readRun(run, asking, runs);
  return record === undefined ? unknownRun(run, 'show') : details(record, undefined, asking, runs);
}

/** Those of a run that is over were drawn once. */
function picturesOf(
  record: RunRecord,
  draw: DrawSignals,
): Promise<readonly SignalPicture[]> | readonly SignalPicture[] {
  const { signals } = record;
  if (signals === undefined) return [];
  return signals.pictures ?? draw(record);
}

async function details(
  record: RunRecord,
  part: ShowPart | undefined,
  asking: Asking,
  runs: ShowRuns,
): Promise<Answer> {
  const log = await asking.reach({ kind: 'redis' }, () => runs.log(record.id));
  const { manifest } = record.plan;
  return {
    kind: 'details',
    record,
    log,
    yaml: manifestYaml(manifest),
    kubectl: kubectlLine(record),
    ...(part === undefined ? {} : { part }),
  };
}

/** Deleting the object is what ends it, by whoever does it; see Chaos Mesh's finalizer. */
function kubectlLine(record: RunRecord): string {
  const { kind, metadata } = manifestNow(record);
  return `kubectl -n ${metadata.namespace} delete ${kind.toLowerCase()} ${metadata.name}`;
}
