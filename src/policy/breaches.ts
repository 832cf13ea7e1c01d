// Which limits an experiment passes, each with the words that would bring it back inside.

import { actsOn } from '../chaos/catalogue/catalogue.ts';
import { counted, nounOf } from '../chaos/reach/words.ts';
import { secondsInAll, stepCount } from '../chaos/steps.ts';
import type { RuleLimits } from '../config/config.ts';
import { formatDuration } from '../config/duration.ts';
import type { PolicyQuestion } from './question.ts';

export interface Breach {
  /** `policy.max-pods`; stable. */
  readonly check: string;
  /** The typed field it is about. */
  readonly path: string;
  readonly sentence: string;
  readonly pass: string;
}

/** `whose`: how the sentence names the source of the limit, `the policy` or `the rule “production”`. */
export function breachesOf(limits: RuleLimits, whose: string, question: PolicyQuestion): readonly Breach[] {
  return [durationBreach, podsBreach, shareBreach].flatMap((check) => check(limits, whose, question));
}

type Check = (limits: RuleLimits, whose: string, question: PolicyQuestion) => readonly Breach[];

/** What is watched longer than a day is forgotten about. */
const MOST_WATCHED_SECONDS = 86_400;

/** How long a one-shot is watched hurts nobody, within reason. */
const durationBreach: Check = ({ maxDurationSeconds: most }, whose, { experiment, oneShot }) => {
  if (oneShot) return watchedBreach(experiment.durationSeconds);
  const all = secondsInAll(experiment);
  if (most === undefined || all <= most) return [];
  const asked = `${formatDuration(all)}${experiment.steps === undefined ? '' : ' in all its steps'}`;
  const fitting = Math.floor(most / stepCount(experiment));
  return [
    {
      check: 'policy.max-duration',
      path: 'duration',
      sentence: `${asked} is longer than the ${formatDuration(most)} ${whose} allows.`,
      pass: `Ask for less time: \`for ${formatDuration(fitting)}\`.`,
    },
  ];
};

function watchedBreach(seconds: number): readonly Breach[] {
  if (seconds <= MOST_WATCHED_SECONDS) return [];
  const sentence = `It happens once, and ${formatDuration(seconds)} is too long to watch what comes of it.`;
  return [{ check: 'policy.max-watched', path: 'duration', sentence, pass: 'Watch it for less: `for 24h`.' }];
}

const podsBreach: Check = ({ maxPods }, whose, { affected, experiment }) => {
  if (maxPods === undefined || affected.most <= maxPods) return [];
  return [
    {
      check: 'policy.max-pods',
      path: 'pods',
      sentence: `It can hit ${counted(actsOn(experiment), affected.most)}; ${whose} allows ${maxPods}.`,
      pass: `Ask for fewer: \`pods ${maxPods}\`.`,
    },
  ];
};

const shareBreach: Check = ({ maxShare }, whose, { share, total, affected, experiment }) => {
  // A ninth and its decimal are not the same number.
  if (maxShare === undefined || share === undefined || share <= maxShare + 1e-9) return [];
  const on = actsOn(experiment);
  const fitting = Math.floor(maxShare * total + 1e-9);
  return [
    {
      check: 'policy.max-share',
      path: 'pods',
      sentence: `It can hit ${affected.most} of ${counted(on, total)}, ${percent(share)}; ${whose} allows ${percent(maxShare)}.`,
      pass:
        fitting >= 1
          ? `Ask for fewer: \`pods ${fitting}\`.`
          : `Choose a target with more ${nounOf(on, 2)}, or have the limit raised in faultline.yaml.`,
    },
  ];
};

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
