// Lints of Schedules: when they start, what becomes of runs that overlap, and what is kept (L16, L21, L24).

import { experimentKinds } from '../catalogue/catalogue.ts';
import { durationWords } from '../duration-words.ts';
import { asText, isObject } from '../narrow.ts';
import { nearestWords } from '../nearest.ts';
import { bodyKey, kindOfBody, ORCHESTRATIONS } from '../orchestration/body.ts';
import { readCron } from '../orchestration/cron.ts';
import { longest } from '../orchestration/extent.ts';
import { type Tree, treeOf } from '../orchestration/tree.ts';
import type { Check, Lint } from './lint.ts';
import { type FoundSchedule, lintAt, schedulesIn } from './orchestrations.ts';

type Rule = (found: FoundSchedule) => readonly Lint[];

const each =
  (rule: Rule): Check =>
  ({ manifest }) =>
    schedulesIn(manifest).flatMap(rule);

export const cronText: Check = each((found) => {
  const text = asText(found.spec['schedule']);
  const answer = readCron(text);
  if (!answer.ok)
    return [
      lintAt(
        'block',
        'L16-cron',
        found,
        'schedule',
        `${capital(answer.sentence)}.`,
        "For example schedule: '*/10 * * * *' or '@every 10m'.",
      ),
    ];
  const { everySeconds } = answer.cron;
  const zone =
    /TZ=/u.test(text) || text.startsWith('@every')
      ? ''
      : ' It is read in the zone of Chaos Mesh, UTC where nobody set another.';
  const often = everySeconds < 60;
  const words = `“${text.slice(0, 60)}” starts every ${durationWords(everySeconds)} where its starts are nearest.${zone}`;
  return [lintAt(often ? 'warn' : 'info', often ? 'L16-often' : 'L24-interval', found, 'schedule', words)];
});

export const scheduleBody: Check = each((found) => {
  const { spec, isNested } = found;
  const type = asText(spec['type']);
  const known = isNested ? experimentKinds() : [...experimentKinds(), ...ORCHESTRATIONS.slice(1)];
  if (!known.includes(type)) {
    const [near] = nearestWords(type, known);
    const cure = near === undefined ? `It can be ${known.join(', ')}.` : `Did you mean ${near}?`;
    return [
      lintAt(
        'block',
        'schedule-type',
        found,
        'type',
        `A Schedule here starts no “${type.slice(0, 60)}”.`,
        cure,
      ),
    ];
  }
  const key = bodyKey(type);
  const lost = isNested && (type === 'AzureChaos' || type === 'BlockChaos');
  if (lost)
    return [
      lintAt(
        'block',
        'L21-lost-body',
        found,
        'type',
        `Inside of a Workflow Chaos Mesh forgets what a scheduled ${type} is to do.`,
      ),
    ];
  if (!isObject(spec[key]))
    return [
      lintAt('block', 'schedule-body', found, '', `type says ${type}, and ${key} is missing.`, `Add ${key}.`),
    ];
  const others = Object.keys(spec).filter(
    (name) => (name !== key && (kindOfBody(name) ?? name) !== name) || (name === 'workflow' && key !== name),
  );
  return others.map((name) =>
    lintAt('warn', 'schedule-other-body', found, name, `${name} has no effect beside type ${type}.`),
  );
});

export const concurrency: Check = each((found) => {
  const { spec, isNested } = found;
  if (spec['concurrencyPolicy'] !== undefined) return overlapping(found);
  const sentence = isNested
    ? 'A Schedule inside of a Workflow needs a concurrencyPolicy: here it has no default.'
    : 'No concurrencyPolicy is said: Chaos Mesh takes Forbid.';
  const check = isNested ? 'L21-no-policy' : 'L16-policy';
  return [
    lintAt(
      isNested ? 'block' : 'info',
      check,
      found,
      'concurrencyPolicy',
      sentence,
      isNested ? 'Add concurrencyPolicy: Forbid.' : undefined,
    ),
    ...overlapping(found),
  ];
});

/** With Forbid a start waits for the run before it; with Allow the runs pile up. */
function overlapping(found: FoundSchedule): readonly Lint[] {
  const tree = treeOf('Schedule', found.spec);
  const length = lengthOfRun(tree);
  if (tree.type !== 'repeat' || length === undefined || length < tree.everySeconds) return [];
  const words = `One run lasts ${durationWords(length)} and the next is due after ${durationWords(tree.everySeconds)}`;
  return tree.overlaps
    ? [
        lintAt(
          'warn',
          'L16-overlap',
          found,
          'concurrencyPolicy',
          `${words}: runs pile up on each other.`,
          'Say concurrencyPolicy: Forbid, or a longer interval.',
        ),
      ]
    : [
        lintAt(
          'info',
          'L16-postponed',
          found,
          'schedule',
          `${words}: it starts when the one before is over.`,
        ),
      ];
}

function lengthOfRun(tree: Tree): number | undefined {
  return tree.type === 'repeat' ? longest(tree.child) : undefined;
}

export const history: Check = each((found) =>
  found.spec['historyLimit'] === undefined
    ? [
        lintAt(
          'warn',
          'L16-history',
          found,
          'historyLimit',
          'Without a historyLimit Chaos Mesh removes every run the moment it is over.',
          'Add historyLimit: 3.',
        ),
      ]
    : [],
);

/** Chaos Mesh looks back so far for starts it missed: too short and it never starts, too long and it gives up. */
export const startingDeadline: Check = each((found) => {
  const deadline = found.spec['startingDeadlineSeconds'];
  const text = asText(found.spec['schedule']);
  const answer = readCron(text);
  if (typeof deadline !== 'number' || !answer.ok) return [];
  const { everySeconds } = answer.cron;
  const least = text.trim().startsWith('@every') ? everySeconds + 1 : 1;
  const most = everySeconds * 100;
  if (deadline >= least && deadline <= most) return [];
  const sentence =
    deadline < least
      ? `With startingDeadlineSeconds ${deadline} it would never start: it must be longer than the interval.`
      : `With startingDeadlineSeconds ${deadline} it would stop for good after an outage: more than 100 starts could be missed.`;
  return [
    lintAt(
      'block',
      'L16-deadline',
      found,
      'startingDeadlineSeconds',
      sentence,
      `Between ${least} and ${most}.`,
    ),
  ];
});

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
