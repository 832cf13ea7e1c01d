// Which use case a button belongs to.

import { canDeny } from '../runs/phases.ts';
import { pressKeep, ruleAlert } from './alert-presses.ts';
import { type Answer, refusedVerb } from './answer.ts';
import type { Asking } from './asking.ts';
import type { UsePorts } from './carry-out.ts';
import { halt } from './halt.ts';
import { holdRun } from './hold.ts';
import { readRun, unknownRun } from './intend.ts';
import { listPage } from './list.ts';
import type { ListCursor, ListFilter } from './list-words.ts';
import { offerHalt, offerHaltOf } from './offer-halt.ts';
import { pressCancel, pressChange, pressExpect, pressRequest } from './press.ts';
import { confirmRelease } from './release.ts';
import { abandonRun, retryRun, startRun } from './run-presses.ts';
import { showRun } from './show.ts';
import { type ForeignRef, foreignDetails } from './show-foreign.ts';
import { stopRun } from './stop.ts';
import { type TargetsCursor, targetsPage } from './targets.ts';
import type { TargetsScope } from './targets-scope.ts';
import { castVote } from './vote.ts';

/** Presses that need nothing but their run. */
export type RunPress =
  | 'pause'
  | 'resume'
  | 'change'
  | 'cancel'
  | 'details'
  | 'start'
  | 'stop'
  | 'retry'
  | 'abandon';

export type Press =
  | { readonly action: 'request'; readonly run: string; readonly digest: string; readonly reason?: string }
  | { readonly action: RunPress; readonly run: string }
  /** What was suggested of its alerts. */
  | { readonly action: 'expect'; readonly run: string; readonly digest: string }
  | { readonly action: 'approve'; readonly run: string; readonly digest: string }
  /** Without `why` the form for it is asked for first; an empty one is an answer too. */
  | { readonly action: 'deny'; readonly run: string; readonly digest: string; readonly why?: string }
  /** Without `why` the form for it is asked for first. */
  | { readonly action: 'keep'; readonly run: string; readonly nth?: number; readonly why?: string }
  | { readonly action: 'unrelated' | 'related'; readonly run: string; readonly nth?: number }
  /** From a card's menu: the run names the cluster, and the answer asks first. */
  | { readonly action: 'offer-halt'; readonly run?: string }
  | { readonly action: 'halt'; readonly scope: string }
  | { readonly action: 'release'; readonly clusters: readonly string[] }
  /** Another page of a list. */
  | { readonly action: 'list'; readonly filter: ListFilter; readonly cursor: ListCursor }
  | { readonly action: 'foreign'; readonly ref: ForeignRef }
  | { readonly action: 'targets'; readonly scope: TargetsScope; readonly cursor: TargetsCursor }
  /** A button whose value is none of ours. */
  | { readonly action: 'unknown' };

export async function pressed(press: Press, asking: Asking, ports: UsePorts): Promise<Answer> {
  const { runs } = ports.request;
  switch (press.action) {
    case 'request':
      return pressRequest(press, asking, runs);
    case 'expect':
      return pressExpect(press, asking, ports.request);
    case 'approve':
      return castVote({ vote: 'approve', run: press.run, digest: press.digest }, asking, runs);
    case 'deny':
      return pressDeny(press, asking, ports);
    case 'keep':
      return pressKeep(press, asking, runs);
    case 'unrelated':
    case 'related':
      return ruleAlert(press, asking, runs);
    case 'offer-halt':
      return press.run === undefined ? offerHalt('all', asking, runs) : offerHaltOf(press.run, asking, runs);
    case 'halt':
      return halt({ scope: press.scope }, asking, ports.halt);
    case 'release':
      return confirmRelease(press.clusters, asking, ports.release);
    case 'list':
      return listPage(press.filter, press.cursor, asking, ports.list);
    case 'targets':
      return targetsPage(press.scope, press.cursor, ports.inventory);
    case 'foreign':
      return foreignDetails(press.ref, undefined, ports.list) ?? noSuchExperiment(press.ref);
    case 'unknown':
      return refusedVerb({ kind: 'unknown-press' });
    default:
      return ofRun(press.action, press.run, asking, ports);
  }
}

/** It has gone since the list was shown. */
function noSuchExperiment({ name }: ForeignRef): Answer {
  return { kind: 'refused', of: 'which', refusal: { kind: 'no-such-run', word: name } };
}

function ofRun(action: RunPress, run: string, asking: Asking, ports: UsePorts): Promise<Answer> {
  const { runs } = ports.request;
  switch (action) {
    case 'change':
      return pressChange(run, asking, ports.request);
    case 'cancel':
      return pressCancel(run, asking, runs);
    case 'details':
      return showRun(run, asking, runs);
    case 'start':
      return startRun(run, asking, runs);
    case 'stop':
      return stopRun(run, undefined, asking, ports.stop);
    case 'pause':
    case 'resume':
      return holdRun(run, { verb: action }, asking, ports.stop);
    case 'retry':
      return retryRun(run, asking, runs);
    case 'abandon':
      return abandonRun(run, asking, runs);
    default:
      return action satisfies never;
  }
}

/** Whoever cannot deny hears so before being asked why. */
async function pressDeny(
  { run, digest, why }: Extract<Press, { action: 'deny' }>,
  asking: Asking,
  ports: UsePorts,
): Promise<Answer> {
  const { runs } = ports.request;
  if (why !== undefined) {
    const reason = why.trim() === '' ? {} : { why: why.trim() };
    return castVote({ vote: 'deny', run, digest, ...reason }, asking, runs);
  }
  const record = await readRun(run, asking, runs);
  if (record === undefined) return unknownRun(run, 'deny');
  const isOpen = canDeny(record) && record.requester.id !== asking.person.id && record.plan.digest === digest;
  return isOpen ? { kind: 'ask-denial', record } : castVote({ vote: 'deny', run, digest }, asking, runs);
}
