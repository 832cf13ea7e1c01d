// All about one run: its targets, votes and events, its YAML, and the line that ends it without us.

import { manifestYaml } from '../chaos/manifest.ts';
import type { RunRecord } from '../runs/record.ts';
import type { Runs } from '../runs/runs.ts';
import type { Answer } from './answer.ts';
import type { Asking } from './asking.ts';
import type { ShowPart } from './command.ts';
import { findRun } from './find-run.ts';
import { readRun, unknownRun } from './intend.ts';
import { type ForeignPorts, showForeign } from './show-foreign.ts';

type ShowRuns = Pick<Runs, 'read' | 'recent' | 'log'>;

export async function showByLine(
  line: { readonly run?: string; readonly part?: ShowPart },
  asking: Asking,
  runs: ShowRuns,
  foreign: ForeignPorts,
): Promise<Answer> {
  const found = await findRun(line.run, asking, runs);
  const isNoRun = !found.ok && found.refusal.kind === 'no-such-run';
  const other = isNoRun ? await showForeign(line.run ?? '', line.part, asking, foreign) : undefined;
  if (other !== undefined) return other;
  if (!found.ok) return { kind: 'refused', of: 'which', refusal: found.refusal };
  return details(found.record, line.part, asking, runs);
}

export async function showRun(run: string, asking: Asking, runs: ShowRuns): Promise<Answer> {
  const record = await readRun(run, asking, runs);
  return record === undefined ? unknownRun(run, 'show') : details(record, undefined, asking, runs);
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
  const { kind, metadata } = record.plan.manifest;
  return `kubectl -n ${metadata.namespace} delete ${kind.toLowerCase()} ${metadata.name}`;
}
