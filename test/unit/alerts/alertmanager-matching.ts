// Whether an alert is silenced, as Alertmanager sees it; the monitoring suite holds it to the real one.

import type { Matcher, Matchers } from '../../../src/alerts/silence.ts';

export type Labels = Readonly<Record<string, string>>;

/** All must hold; a label that is not there is empty; expressions must match the whole value. */
export function isMatched(matchers: Matchers, labels: Labels): boolean {
  return matchers.every((matcher) => holds(matcher, labels[matcher.name] ?? ''));
}

function holds({ value, isRegex, isEqual }: Matcher, said: string): boolean {
  const fits = isRegex ? new RegExp(`^(?:${value})$`, 'u').test(said) : said === value;
  return fits === isEqual;
}
