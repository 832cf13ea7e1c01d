// Is the fault still on this machine or instance? Nothing of it is seen from a cluster: the records tell what chaosd or the cloud answered.

import type { Risk } from '../catalogue/action.ts';
import { actionOfSpec } from '../catalogue/catalogue.ts';
import type { Judgement, Subject } from './evidence.ts';
import { carries, clean, ended, type Judge, unknown } from './judges.ts';

/** `who` is told to inject and to take back. */
function judgeOutside(who: string, takenBack: string): Judge {
  return (subject) => {
    const { record, name } = subject;
    if (isDoneOnce(subject)) return clean(`${name}: ${who} accepted it, which is all that can be seen`);
    const open = ended(subject);
    if (open !== undefined) return withFailure(open, subject);
    if (record.injectedCount === 0) return neverInjected(subject, who);
    if (record.recoveredCount < record.injectedCount)
      return carries(`${name}: injected more often than taken back`);
    return clean(`${name}: ${who} ${takenBack}${whatStays(subject)}`);
  };
}

export const judgeMachine = judgeOutside('chaosd', 'took it back');

export const judgeInstance = judgeOutside('the cloud', 'accepted that it is undone');

/** Nothing is ever taken back of what happens once. */
function isDoneOnce({ evidence: { object }, record }: Subject): boolean {
  return record.injectedCount > 0 && actionOfSpec(object.kind, object.spec)?.oneShot === true;
}

/** Of all failures these alone leave open whether what was asked for has been done: the answer never came. */
const LOST_ANSWER = /deadline exceeded|timeout|EOF|reset by peer|broken pipe/iu;

/** Chaos Mesh takes nothing back of what it believes never happened. */
function neverInjected({ record: { failure }, name }: Subject, who: string): Judgement {
  if (failure === undefined) return clean(`${name} was never hit`);
  return LOST_ANSWER.test(failure)
    ? unknown(`${name}: ${who}’s answer was lost, so it may have been hit (${failure})`)
    : clean(`${name} was never hit: ${failure}`);
}

function withFailure({ clean: state, sentence }: Judgement, { record: { failure } }: Subject): Judgement {
  return { clean: state, sentence: failure === undefined ? sentence : `${sentence} (${failure})` };
}

const LASTING: readonly Risk[] = ['durable', 'code'];

/** What was killed, deleted or filled is not made whole by taking the attack back. */
function whatStays({ evidence: { object } }: Subject): string {
  const risk = actionOfSpec(object.kind, object.spec)?.risk;
  return risk !== undefined && LASTING.includes(risk) ? '; what it changed may have stayed changed' : '';
}
