// Pauses a run, or lets it go on, with the rights of whoever asks: the cluster is asked first, the conductor does it.

import { canPause, canResume } from '../runs/phases.ts';
import { manifestNow } from '../runs/ramp.ts';
import type { RunRecord } from '../runs/record.ts';
import type { Answer } from './answer.ts';
import type { Asking } from './asking.ts';
import { findRun } from './find-run.ts';
import { intend, readRun, unknownRun } from './intend.ts';
import type { StopPorts } from './stop.ts';

export interface HoldWish {
  readonly verb: 'pause' | 'resume';
  /** After which a pause is over by itself. */
  readonly seconds?: number;
}

const MAY = { pause: canPause, resume: canResume };

export async function holdByLine(
  { run, ...wish }: HoldWish & { readonly run?: string },
  asking: Asking,
  ports: StopPorts,
): Promise<Answer> {
  const found = await findRun(run, asking, ports.runs, MAY[wish.verb]);
  if (!found.ok) return { kind: 'refused', of: 'which', refusal: found.refusal };
  return hold(found.record, wish, asking, ports);
}

export async function holdRun(
  run: string,
  wish: HoldWish,
  asking: Asking,
  ports: StopPorts,
): Promise<Answer> {
  const record = await readRun(run, asking, ports.runs);
  return record === undefined ? unknownRun(run, wish.verb) : hold(record, wish, asking, ports);
}

/** Whoever has not the rights hears so before anything is written down. */
async function hold(record: RunRecord, wish: HoldWish, asking: Asking, ports: StopPorts): Promise<Answer> {
  const { verb, seconds } = wish;
  const paused = verb === 'pause';
  const refused = MAY[verb](record) ? await cannot(record, paused, asking, ports) : undefined;
  if (refused !== undefined) return { kind: 'not-held', record, paused, sentence: refused };
  const intent = { kind: verb, by: asking.person, ...(seconds === undefined ? {} : { seconds }) } as const;
  return intend(record.id, intent, verb, asking, ports.runs, (moved) => ({
    kind: 'held',
    record: moved,
    paused,
  }));
}

async function cannot(
  record: RunRecord,
  paused: boolean,
  { person, reach }: Asking,
  { ending }: StopPorts,
): Promise<string | undefined> {
  const { plan, object } = record;
  const { cluster: name } = plan.experiment.target;
  const home = ending.clusters.find(({ cluster }) => cluster.name === name);
  if (home === undefined || object === undefined) return undefined;
  const { kind, metadata } = manifestNow(record);
  const ref = { kind, namespace: metadata.namespace, name: metadata.name, uid: object.uid };
  const answer = await reach({ kind: 'cluster', name }, () =>
    home.cluster.pause(ref, paused, person, { dryRun: true }),
  );
  return answer.ok ? undefined : answer.refusal.sentence;
}
