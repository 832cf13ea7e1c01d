// A draft that was changed: a new one takes its place, where it was asked for, and the old one is dropped.

import type { RunRecord } from '../runs/record.ts';
import type { Answer } from './answer.ts';
import type { Asking } from './asking.ts';
import { intend } from './intend.ts';
import { open, type RequestPorts } from './request.ts';
import type { SaidExperiment } from './said-experiment.ts';

export async function redraft(
  old: RunRecord,
  said: SaidExperiment,
  because: string | undefined,
  asking: Asking,
  ports: RequestPorts,
): Promise<Answer> {
  const opening = {
    go: false,
    ...(because !== undefined && { because }),
    // The owners of a template stand for its parameters, not for what was changed beside them.
    ...(old.template && { template: { ...old.template, edited: true } }),
    ...(old.repeats && { repeats: old.repeats }),
  };
  const answer = await open(said, opening, { ...asking, channel: old.origin }, ports);
  if (answer.kind === 'plan') await drop(old.id, asking, ports);
  return answer;
}

/** A draft left over does no harm: it goes by itself after half an hour. */
async function drop(run: string, asking: Asking, ports: RequestPorts): Promise<void> {
  const later = { ...asking, deliveryId: `${asking.deliveryId}:drop` };
  const done: Answer = { kind: 'form-errors', errors: {} };
  await intend(run, { kind: 'stop', by: asking.person }, 'stop', later, ports.runs, () => done);
}
