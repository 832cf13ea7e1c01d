// The buttons under a plan: start now or request approval, change, cancel.

import { expecting } from '../chaos/expecting.ts';
import { isEnded, type RunRecord } from '../runs/record.ts';
import type { Runs } from '../runs/runs.ts';
import type { Answer } from './answer.ts';
import type { Asking } from './asking.ts';
import { changeForm } from './form/fill.ts';
import { intend, readRun, unknownRun } from './intend.ts';
import { redraft } from './redraft.ts';
import { type RequestPorts, suggestion } from './request.ts';
import { needsReason } from './standing.ts';

export interface PlanPress {
  readonly run: string;
  /** Of the plan that was shown; a press on an older one counts for nothing. */
  readonly digest: string;
  /** From the form, where one was asked for. */
  readonly reason?: string;
}

export async function pressRequest(press: PlanPress, asking: Asking, runs: Runs): Promise<Answer> {
  const record = await readRun(press.run, asking, runs);
  if (record === undefined) return unknownRun(press.run, 'request');
  const isMine = record.requester.id === asking.person.id && record.phase === 'draft';
  if (isMine && press.digest === record.plan.digest && needsReason(record, press.reason)) {
    return { kind: 'ask-reason', record };
  }
  const reason = press.reason === undefined ? {} : { reason: press.reason };
  const intent = { kind: 'request' as const, by: asking.person, digest: press.digest, ...reason };
  const answer = await intend(press.run, intent, 'request', asking, runs, (moved) => ({
    kind: 'requested',
    record: moved,
  }));
  if (isOldPlan(answer)) return shownAgain(record);
  return isUnderWay(answer, press, asking) ?? answer;
}

/** A second press on the same plan says what the first has done. */
function isUnderWay(answer: Answer, { digest }: PlanPress, { person }: Asking): Answer | undefined {
  if (answer.kind !== 'refused' || answer.of !== 'run' || answer.refusal.kind !== 'not-now') return undefined;
  const { record } = answer;
  const isMine = record?.requester.id === person.id && record.plan.digest === digest;
  const isOn = isMine && record.phase !== 'draft' && !isEnded(record.phase);
  return isOn ? { kind: 'requested', record } : undefined;
}

export async function pressChange(run: string, asking: Asking, ports: RequestPorts): Promise<Answer> {
  const record = await readRun(run, asking, ports.runs);
  if (record === undefined) return unknownRun(run, 'change');
  if (record.requester.id !== asking.person.id) {
    return { kind: 'refused', of: 'run', wish: 'change', refusal: { kind: 'not-yours' }, record };
  }
  // A Schedule or Workflow is changed in its YAML: no form holds all of it.
  if (record.phase !== 'draft' || record.plan.experiment.orchestrated !== undefined) {
    return { kind: 'refused', of: 'run', wish: 'change', refusal: { kind: 'not-now' }, record };
  }
  return changeForm(record, asking, ports);
}

/** What was suggested under the plan is promised: it is looked up again, since the button holds no contract. */
export async function pressExpect(
  { run, digest }: PlanPress,
  asking: Asking,
  ports: RequestPorts,
): Promise<Answer> {
  const record = await readRun(run, asking, ports.runs);
  if (record === undefined) return unknownRun(run, 'change');
  const refused = { kind: 'refused', of: 'run', wish: 'change', record } as const;
  if (record.requester.id !== asking.person.id) return { ...refused, refusal: { kind: 'not-yours' } };
  if (record.phase !== 'draft') return { ...refused, refusal: { kind: 'not-now' } };
  if (record.plan.digest !== digest) return shownAgain(record);
  const suggests = await suggestion(record, asking, ports);
  if (suggests === undefined) return { kind: 'plan', record, card: { channel: record.channel } };
  const { experiment, defaults } = record.plan;
  const said = { experiment: expecting(experiment, suggests.contract), defaults };
  return redraft(record, said, record.reason, asking, ports);
}

/** Nothing was posted yet, so the draft just goes. */
export async function pressCancel(run: string, asking: Asking, runs: Runs): Promise<Answer> {
  const record = await readRun(run, asking, runs);
  if (record === undefined) return unknownRun(run, 'stop');
  if (record.requester.id !== asking.person.id) {
    return { kind: 'refused', of: 'run', wish: 'stop', refusal: { kind: 'not-yours' }, record };
  }
  return intend(run, { kind: 'stop', by: asking.person }, 'stop', asking, runs, (moved) => ({
    kind: 'plan-dropped',
    record: moved,
  }));
}

function isOldPlan(answer: Answer): boolean {
  return answer.kind === 'refused' && answer.of === 'run' && answer.refusal.kind === 'old-plan';
}

function shownAgain(record: RunRecord): Answer {
  return { kind: 'plan', record, card: { channel: record.channel }, changed: true };
}
