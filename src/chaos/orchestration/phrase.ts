// A Schedule or a Workflow in words: what it is, and its faults one by one.

import type { Phrase } from '../catalogue/action.ts';
import { actionById } from '../catalogue/catalogue.ts';
import { durationWords, modeWords } from '../duration-words.ts';
import type { Experiment, Orchestrated } from '../experiment.ts';
import { asText } from '../narrow.ts';
import { partsOf } from './compose.ts';
import { readCron } from './cron.ts';
import { stepsIn, treeOf } from './tree.ts';

/** More faults than these are told as a count. */
const MOST_TOLD = 8;

export function orchestratedPhrase(experiment: Experiment, { kind, spec }: Orchestrated): Phrase {
  const titles = [...new Set(partsOf(experiment).map((part) => titleOf(part.experiment)))];
  const faults =
    titles.length > 3 ? `${titles.slice(0, 2).join(', ')} and ${titles.length - 2} more` : titles.join(', ');
  const what =
    kind === 'Schedule' ? rhythmOf(asText(spec['schedule'])) : stepsWords(stepsIn(treeOf(kind, spec)));
  const running = kind === 'Schedule' ? 'SCHEDULED' : 'AT ITS STEPS';
  return { title: `${what}: ${faults}`, joiner: ' · ', running, done: 'RAN', fault: 'its fault' };
}

function stepsWords(count: number): string {
  return `Workflow of ${count} ${count === 1 ? 'step' : 'steps'}`;
}

/** `Every 10 minutes`, or the expression where its starts are not evenly apart. */
function rhythmOf(text: string): string {
  const answer = readCron(text);
  return answer.ok && answer.cron.isEven
    ? `Every ${durationWords(answer.cron.everySeconds).replace(/^1 /u, '')}`
    : `On “${text.trim()}”`;
}

function titleOf({ kind, action, parameters }: Experiment): string {
  const title = actionById(kind, action)?.phrase(parameters).title ?? action;
  return /^[A-Z][a-z]/u.test(title) ? `${title.charAt(0).toLowerCase()}${title.slice(1)}` : title;
}

/** `delay 200 ms on 1 pod of web for 30 seconds; kill 1 pod of cart`: what whoever agrees must see. */
export function orchestratedDetails(experiment: Experiment): string {
  const parts = partsOf(experiment).map((part) => partWords(part.experiment));
  const rest = parts.length - MOST_TOLD;
  return `${parts.slice(0, MOST_TOLD).join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`;
}

function partWords(part: Experiment): string {
  const { mode, target, durationSeconds, kind, action } = part;
  const isOnce = actionById(kind, action)?.oneShot === true;
  const long = isOnce ? '' : ` for ${durationWords(durationSeconds)}`;
  return `${titleOf(part)} on ${modeWords(mode)} of ${target.word}${long}`;
}
