// Whether an alert is silenced, as Alertmanager sees it; the monitoring suite holds it to the real one.

export interface Matcher {
  readonly name: string;
  readonly value: string;
  readonly isRegex: boolean;
  readonly isEqual: boolean;
}

export type Labels = Readonly<Record<string, string>>;

/** All must hold; a label that is not there is empty; expressions must match the whole value. */
export function isMatched(matchers: readonly Matcher[], labels: Labels): boolean {
  return matchers.every((matcher) => holds(matcher, labels[matcher.name] ?? ''));
}

export function holds({ value, isRegex, isEqual }: Matcher, said: string): boolean {
  const fits = isRegex ? expressionOf(value).test(said) : said === value;
  return fits === isEqual;
}

/** Throws a SyntaxError. */
export function expressionOf(value: string): RegExp {
  return new RegExp(`^(?:${value})$`, 'u');
}
