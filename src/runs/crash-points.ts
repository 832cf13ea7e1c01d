// Every place where a process may die: before and after each swap and each effect. Suites kill the process at all of them.

import { EFFECT_KINDS } from './effect.ts';
import { INPUT_KINDS } from './input.ts';

/** Receipts are swaps of observations, so the list of inputs names them too. */
export const CRASH_POINTS: readonly string[] = [
  ...INPUT_KINDS.flatMap((kind) => [`before swap ${kind}`, `after swap ${kind}`]),
  ...EFFECT_KINDS.flatMap((kind) => [`before effect ${kind}`, `after effect ${kind}`]),
];
