// Lints about how long: every experiment needs an end, and one-shots have none to set (L1, L2, L11).

import { actionOfSpec } from '../catalogue/catalogue.ts';
import { parseGoDuration } from '../go-duration.ts';
import { asText } from '../narrow.ts';
import type { Check, Lint, LintSubject } from './lint.ts';

const path = 'spec.duration';

export const endless: Check = ({ manifest }) =>
  isOneShot(manifest) || textOf(manifest) !== '' ? [] : [withoutEnd];

export const oneShotDuration: Check = ({ manifest }) => {
  const text = textOf(manifest);
  return isOneShot(manifest) && text !== '' ? [ignored(text)] : [];
};

export const durationText: Check = ({ manifest }) => {
  const text = textOf(manifest);
  if (isOneShot(manifest) || text === '') return [];
  const seconds = parseGoDuration(text);
  if (seconds === undefined) return [block(`“${text}” is not a duration Chaos Mesh can read.`)];
  // Creation times are cut to whole seconds, so ends come up to a second early.
  return seconds < 1
    ? [block(`A duration of ${text} could be over before it begins; one second is the least.`)]
    : [];
};

type Linted = LintSubject['manifest'];

function isOneShot({ kind, spec }: Linted): boolean {
  return actionOfSpec(kind, spec)?.oneShot ?? false;
}

function textOf({ spec }: Linted): string {
  return asText(spec['duration']);
}

const withoutEnd: Lint = {
  severity: 'block',
  check: 'L1-endless',
  path,
  sentence: 'This experiment has no end: without a duration it runs until somebody deletes it.',
  cure: 'for 2m',
};

function ignored(text: string): Lint {
  const sentence = `This happens once; Chaos Mesh ignores the duration ${text}.`;
  return { severity: 'warn', check: 'L2-one-shot-duration', path, sentence };
}

function block(sentence: string): Lint {
  return { severity: 'block', check: 'L11-duration', path, sentence, cure: 'for 2m' };
}
