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

/** `1, 25 %, up to 50%` becomes `1,25%,up-to-50%`: the steps of a ramp. */
export function joinSteps(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const word of joinUpTo(words)) {
    const last = joined.at(-1);
    if (last !== undefined && isPartOfSteps(last, word)) joined[joined.length - 1] = `${last}${word}`;
    else joined.push(word);
  }
  return joined;
}

function joinUpTo(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word, nth) => /^up$/iu.test(word) && /^to$/iu.test(words[nth + 1] ?? ''));
  const share = words[at + 2];
  if (at < 0 || share === undefined || !/^\d+%,?$/u.test(share)) return words;
  return joinUpTo(words.toSpliced(at, 3, `up-to-${share}`));
}

const STEPS = /^(up-to-)?\d[\d%,]*(,up-to-[\d%,]+)?$/iu;
const STEP = /^((up-to-)?\d+%?|all),?$/iu;
/** A comma, or a percent sign and a comma, that stand apart. */
const COMMA = /^%?,((up-to-)?\d+%?|all)?$/iu;

function isPartOfSteps(last: string, word: string): boolean {
  if (!STEPS.test(last)) return false;
  return last.endsWith(',') ? STEP.test(word) : COMMA.test(word);
}

const AMOUNT =
  /^[+-]?\d+(\.\d+)?(%|percent|[nuµm]?s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|[kmgt]i?b|[kmgt]?bit|[kmgt]?bps)?$/i;
const COMPOUND_TIME = /^[+-]?(\d+(\.\d+)?(ns|us|µs|ms|s|m|h)){2,6}$/i;

/** A value such as `200ms`, `80%` or `-5m`; never a name, since workloads hardly start with a digit and end in a unit. */
export function isAmount(word: string): boolean {
  return AMOUNT.test(word) || COMPOUND_TIME.test(word);
}
