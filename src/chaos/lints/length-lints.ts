// Lints about the whole of a Schedule or Workflow: that it has an end, that it does something, and whether it is called off already.

import { durationWords } from '../duration-words.ts';
import { LENGTH } from '../manifest.ts';
import { isOrchestration } from '../orchestration/body.ts';
import { plannedSeconds } from '../orchestration/compose.ts';
import { startsWithin } from '../orchestration/extent.ts';
import { faultsOf, MOST_STEPS, stepsIn, treeOf } from '../orchestration/tree.ts';
import type { Check, Lint } from './lint.ts';

/** A day: who wants more asks again. */
export const LONGEST_SECONDS = 24 * 3_600;

/** As JSON: a run keeps it with its plan, its votes and what it started, all in 64 kB. */
const MOST_CHARACTERS = 12_000;

const path = `metadata.annotations["${LENGTH}"]`;
const ABORT = 'workflow.chaos-mesh.org/abort';

export const plannedEnd: Check = ({ manifest: { kind, spec, metadata } }) => {
  if (!isOrchestration(kind)) return [];
  const said = metadata.annotations?.[LENGTH];
  const tree = treeOf(kind, spec);
  const seconds = plannedSeconds(kind, tree, said);
  if (seconds === undefined) return [said === undefined ? withoutEnd(kind) : unreadable(said)];
  if (seconds < 1 || seconds > LONGEST_SECONDS) return [outside(seconds)];
  return tree.type === 'repeat' && startsWithin(tree, seconds) < 1 ? [neverStarts(seconds)] : [];
};

function withoutEnd(kind: string): Lint {
  const why =
    kind === 'Schedule'
      ? 'A Schedule never ends by itself'
      : 'This Workflow has steps whose end nobody can tell, such as a Task without a deadline';
  return {
    severity: 'block',
    check: 'no-planned-end',
    path,
    sentence: `${why}: say how long it may go on; it is deleted then, and what it started recovers.`,
    cure: `Add the annotation ${LENGTH}: 1h.`,
  };
}

function unreadable(said: string): Lint {
  const sentence = `“${said.slice(0, 40)}” is no length of time.`;
  return { severity: 'block', check: 'no-planned-end', path, sentence, cure: 'For example 1h or 90m.' };
}

function outside(seconds: number): Lint {
  const sentence = `It would go on for ${durationWords(Math.max(0, Math.round(seconds)))}; from one second to ${durationWords(LONGEST_SECONDS)} can be asked for.`;
  return {
    severity: 'block',
    check: 'planned-length',
    path,
    sentence,
    cure: `Ask for less with the annotation ${LENGTH}, and again afterwards.`,
  };
}

function neverStarts(seconds: number): Lint {
  const sentence = `It would be over after ${durationWords(seconds)}, before it first starts anything.`;
  return {
    severity: 'block',
    check: 'never-starts',
    path,
    sentence,
    cure: 'Give it more time, or a shorter interval.',
  };
}

export const doesSomething: Check = ({ manifest: { kind, spec } }) => {
  if (!isOrchestration(kind)) return [];
  const tree = treeOf(kind, spec);
  if (stepsIn(tree) >= MOST_STEPS)
    return [
      about(
        'too-many-steps',
        `It has more than ${MOST_STEPS} steps, more than anybody reads before agreeing.`,
      ),
    ];
  if (JSON.stringify(spec).length > MOST_CHARACTERS)
    return [
      about(
        'too-long',
        `It is longer than ${MOST_CHARACTERS} characters, more than one run can keep of its plan.`,
      ),
    ];
  return faultsOf(tree).length > 0
    ? []
    : [about('no-fault', 'Nothing in it injects a fault, so there is nothing to run from here.')];
};

function about(check: string, sentence: string): Lint {
  return { severity: 'block', check, path: 'spec', sentence };
}

export const calledOff: Check = ({ manifest: { kind, metadata } }) => {
  if (kind !== 'Workflow' || metadata.annotations?.[ABORT] !== 'true') return [];
  const sentence = 'It would come in aborted, and nothing of it would run.';
  return [
    {
      severity: 'block',
      check: 'comes-aborted',
      path: `metadata.annotations["${ABORT}"]`,
      sentence,
      cure: 'Leave the annotation out.',
    },
  ];
};
