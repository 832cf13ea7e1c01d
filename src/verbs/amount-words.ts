// Values as people type them: what has the shape of one, and units that stand apart from their numbers.

const UNIT_WORD =
  /^(%|percent|ms|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|days?|pods?|machines?|[kmgt]i?b|[kmgt]?bit|[kmgt]?bps)$/i;

/** `200 ms` becomes `200ms`, `for 2 minutes` `for 2minutes`. */
export function joinUnits(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    const joins = last !== undefined && /^[+-]?\d+(\.\d+)?$/.test(last) && UNIT_WORD.test(word);
    if (joins) joined[joined.length - 1] = `${last}${word}`;
    else joined.push(word);
  }
  return joined;
}

/** `1, 25%, all` becomes `1,25%,all`: the steps of a ramp. */
export function joinSteps(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    if (last !== undefined && STEPS_OPEN.test(last) && STEP.test(word))
      joined[joined.length - 1] = `${last}${word}`;
    else joined.push(word);
  }
  return joined;
}

const STEPS_OPEN = /^\d[\d%,]*,$/u;
const STEP = /^(\d+%?|all),?$/iu;

const AMOUNT =
  /^[+-]?\d+(\.\d+)?(%|percent|[nuµm]?s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|[kmgt]i?b|[kmgt]?bit|[kmgt]?bps)?$/i;
const COMPOUND_TIME = /^[+-]?(\d+(\.\d+)?(ns|us|µs|ms|s|m|h)){2,6}$/i;

/** A value such as `200ms`, `80%` or `-5m`; never a name, since workloads hardly start with a digit and end in a unit. */
export function isAmount(word: string): boolean {
  return AMOUNT.test(word) || COMPOUND_TIME.test(word);
}
