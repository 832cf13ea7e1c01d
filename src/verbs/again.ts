// The use case of `again`: an ended run planned afresh by whoever asks, with what they said anew.

import { isDeepStrictEqual } from 'node:util';
import { actionOf } from '../chaos/manifest.ts';
import { canRepeat } from '../runs/phases.ts';
import { isBeforeCard, type RunRecord } from '../runs/record.ts';
import type { Answer } from './answer.ts';
import type { Asking } from './asking.ts';
import type { AgainCommand } from './command.ts';
import { differencesOf } from './differences.ts';
import { edited } from './edited.ts';
import { type FoundRun, findRun, isVisible } from './find-run.ts';
import { type Edits, readEdits } from './read-edits.ts';
import { open, type RequestPorts } from './request.ts';

export async function again(command: AgainCommand, asking: Asking, ports: RequestPorts): Promise<Answer> {
  const found = await findRepeated(command.run, asking, ports);
  if (!found.ok) return { kind: 'refused', of: 'which', refusal: found.refusal };
  const { record } = found;
  if (!canRepeat(record))
    return { kind: 'refused', of: 'run', wish: 'again', refusal: { kind: 'not-now' }, record };
  const edits = readEdits(actionOf(record.plan.experiment), command.words, record.id);
  if (!edits.ok) return { kind: 'refused', of: 'parse', refusal: edits.refusal };
  return repeat(record, { edits: edits.value, because: command.because }, asking, ports);
}

/** A plan that was only looked at is no run that somebody means by `last`. */
async function findRepeated(
  word: string | undefined,
  asking: Asking,
  { runs }: RequestPorts,
): Promise<FoundRun> {
  const carried = {
    read: runs.read,
    recent: async (most: number) => (await runs.recent(most)).filter(({ phase }) => !isBeforeCard(phase)),
  };
  const wanted = word ?? (asking.thread === undefined ? 'last' : undefined);
  const found = await findRun(wanted, asking, carried, canRepeat);
  if (!found.ok || isVisible(found.record, asking.person.id)) return found;
  return { ok: false, refusal: { kind: 'no-such-run', word: word ?? found.record.id } };
}

interface Wanted {
  readonly edits: Edits;
  readonly because: string | undefined;
}

async function repeat(
  record: RunRecord,
  { edits, because }: Wanted,
  asking: Asking,
  ports: RequestPorts,
): Promise<Answer> {
  const said = edited(record.plan.experiment, edits, ports.clusters);
  if (!said.ok) return said.refused;
  const isEdited = !isDeepStrictEqual(said.experiment, record.plan.experiment);
  const { template, reason } = record;
  const opening = {
    go: edits.go,
    ...(because === undefined ? {} : { because }),
    // What was expected then is offered: whoever asks now says it for themselves.
    repeats: { run: record.id, ...(reason === undefined ? {} : { reason }) },
    ...(template === undefined ? {} : { template: { ...template, edited: template.edited || isEdited } }),
  };
  const answer = await open({ experiment: said.experiment, defaults: [] }, opening, asking, ports);
  if (answer.kind !== 'plan') return answer;
  return { ...answer, differs: differencesOf(record.plan, answer.record.plan) };
}
