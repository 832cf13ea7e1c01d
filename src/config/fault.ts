// One thing wrong with the configuration: where, what, and how to mend it; made from zod's issues.

import type { z } from 'zod';
import { helpAt, namesUnder } from './settings.ts';

export interface ConfigFault {
  /** Path in `faultline.yaml` (`policy.rules[0].when`) or the name of an environment variable. */
  readonly path: string;
  readonly sentence: string;
  readonly cure: string;
}

/** The `params` of a custom zod issue that knows its own cure. */
export interface CureParams {
  readonly cure: string;
}

type Issue = z.core.$ZodIssue;

export function toFaults(issues: readonly Issue[]): readonly ConfigFault[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? unknownKeys(issue.path, issue.keys) : [toFault(issue)],
  );
}

function unknownKeys(parent: readonly PropertyKey[], keys: readonly string[]): readonly ConfigFault[] {
  const known = namesUnder(formatPath(parent));
  return keys.map((key) => ({
    path: formatPath([...parent, key]),
    sentence: `There is no setting of this name.`,
    cure: `Remove it or use one of: ${known.join(', ')}.`,
  }));
}

function toFault(issue: Issue): ConfigFault {
  const path = formatPath(issue.path);
  return { path, sentence: sentenceOf(issue), cure: cureOf(issue, path) };
}

function cureOf(issue: Issue, path: string): string {
  const own = issue.code === 'custom' ? issue.params?.['cure'] : undefined;
  if (typeof own === 'string') return own;
  const help = helpAt(path);
  return help === undefined ? 'See the configuration table in README.md.' : `It is: ${help}`;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text (put it in quotes)',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a block of settings',
};

function sentenceOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'It is missing or empty.'
        : `It must be ${TYPE_WORDS[issue.expected] ?? issue.expected}.`;
    case 'invalid_value':
      return `It must be ${issue.values.map(String).join(' or ')}.`;
    case 'too_small':
      return `It is too short or too small: at least ${issue.minimum}.`;
    case 'too_big':
      return `It is too long or too big: at most ${issue.maximum}.`;
    case 'custom':
      return issue.message;
    default:
      return `It cannot be read: ${issue.message}.`;
  }
}

export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}
