// A silence as Alertmanager knows it: what it matches, until when, and the run it says it is for.

/** https://prometheus.io/docs/alerting/latest/configuration/#matcher; expressions are RE2 and must match the whole value. */
export interface Matcher {
  readonly name: string;
  readonly value: string;
  readonly isRegex: boolean;
  readonly isEqual: boolean;
}

/** All must hold; a label that an alert has not is empty. */
export type Matchers = readonly Matcher[];

export interface NewSilence {
  readonly matchers: Matchers;
  readonly comment: string;
  /** Milliseconds by the wall clock. */
  readonly endsAt: number;
}

/** One that stands: active, or soon to be. */
export interface Silence extends NewSilence {
  readonly id: string;
  readonly createdBy: string;
}

/** Who makes ours. */
export const CREATOR = 'faultline';

const OURS = /^faultline (r-[a-z0-9]{6}): /u;

/** `faultline r-7k3m9q: …`: the run comes first, so that a silence is found by it. */
export function commentOf(run: string, words: string): string {
  return `faultline ${run}: ${words}`;
}

/** The run a silence of ours is for; undefined: it is somebody else's, whoever it says made it. */
export function runOf({ createdBy, comment }: Pick<Silence, 'createdBy' | 'comment'>): string | undefined {
  return createdBy === CREATOR ? OURS.exec(comment)?.[1] : undefined;
}

/** What two silences are compared by: the order in which matchers are told means nothing. */
export function matchersKey(matchers: Matchers): string {
  return matchers
    .map(({ name, value, isRegex, isEqual }) => JSON.stringify([name, value, isRegex, isEqual]))
    .toSorted()
    .join();
}

export function is(name: string, value: string): Matcher {
  return { name, value, isRegex: false, isEqual: true };
}

/** One of these, written so that a single value needs no expression. */
export function isOneOf(name: string, values: readonly string[]): Matcher {
  const [only = ''] = values;
  if (values.length === 1) return is(name, only);
  return { name, value: values.map(escapeRe2).join('|'), isRegex: true, isEqual: true };
}

export function fits(name: string, expression: string): Matcher {
  return { name, value: expression, isRegex: true, isEqual: true };
}

export function fitsNot(name: string, expression: string): Matcher {
  return { name, value: expression, isRegex: true, isEqual: false };
}

/** The alert has no such label. */
export function isAbsent(name: string): Matcher {
  return is(name, '');
}

/** As RE2's QuoteMeta does it: https://github.com/google/re2/wiki/Syntax */
export function escapeRe2(text: string): string {
  return text.replaceAll(/[\\.+*?()|[\]{}^$]/gu, '\\$&');
}
