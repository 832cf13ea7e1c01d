// Makes a run not happen, or ends it, whatever its phase; the object is deleted at once where it was pressed.

import { canStop } from '../runs/phases.ts';
import type { RunRecord } from '../runs/record.ts';
import type { Runs } from '../runs/runs.ts';
import type { Answer } from './answer.ts';
import type { Asking } from './asking.ts';
import { type EndPorts, endRecorded, endRun, NOTHING_ENDED } from './end-now.ts';
import { findRun, looksLikeRun } from './find-run.ts';
import { intend } from './intend.ts';
import { offerHalt } from './offer-halt.ts';
import { FIRST_WORD_MS, Unreachable, within } from './reach.ts';

export interface StopPorts {
  readonly runs: Runs;
  readonly ending: EndPorts;
}

export async function stopByLine(
  line: { readonly run?: string; readonly because?: string },
  asking: Asking,
  ports: StopPorts,
): Promise<Answer> {
  if (line.run?.toLowerCase() === 'all') return offerHalt('all', asking, ports.runs);
  const found = await findOrBlind(line.run, asking, ports);
  if ('kind' in found) return found;
  if (!found.ok) return { kind: 'refused', of: 'which', refusal: found.refusal };
  return stopRun(found.record.id, line.because, asking, ports);
}

/** With Redis away a full id is still enough for the cluster. */
async function findOrBlind(word: string | undefined, asking: Asking, ports: StopPorts) {
  try {
    return await findRun(word, asking, ports.runs, (record) => canStop(record));
  } catch (error) {
    const id = word?.toLowerCase();
    if (id === undefined || !looksLikeRun(id)) throw error;
    return endBlind(id, asking, ports);
  }
}

export async function stopRun(
  run: string,
  why: string | undefined,
  asking: Asking,
  ports: StopPorts,
): Promise<Answer> {
  const moving = moveOrBlind(run, why, asking, ports);
  await within(FIRST_WORD_MS, moving, () => undefined);
  const ended = await endRun(run, ports.ending, asking.reach.left());
  const moved = await moving;
  if (moved === undefined) return { kind: 'stopped-blind', run, ended };
  if (moved.kind !== 'stopped') return moved;
  if (ended.accepted > 0) return { ...moved, ended };
  return { ...moved, ended: await endRecorded(moved.record, ports.ending, asking.reach.left()) };
}

async function moveOrBlind(
  run: string,
  why: string | undefined,
  asking: Asking,
  ports: StopPorts,
): Promise<Answer | undefined> {
  const intent = { kind: 'stop' as const, by: asking.person, ...(why === undefined ? {} : { why }) };
  try {
    const answer = await intend(run, intent, 'stop', asking, ports.runs, stopped);
    return isUnreached(answer) ? undefined : answer;
  } catch (error) {
    if (error instanceof Unreachable && error.part.kind === 'redis') return undefined;
    throw error;
  }
}

/** The deletion went through all the same, so “nothing happened” would be a lie. */
function isUnreached(answer: Answer): boolean {
  const refused = answer.kind === 'refused' && answer.of === 'run' ? answer.refusal.kind : undefined;
  return refused === 'not-connected' || refused === 'too-late' || refused === 'unsure';
}

async function endBlind(run: string, asking: Asking, ports: StopPorts): Promise<Answer> {
  return { kind: 'stopped-blind', run, ended: await endRun(run, ports.ending, asking.reach.left()) };
}

function stopped(record: RunRecord): Answer {
  return { kind: 'stopped', record, ended: NOTHING_ENDED };
}
