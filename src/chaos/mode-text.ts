// How many, as people type it: `1`, `3`, `50%`, `up to 50%`, `all`, and the steps of a ramp, `1,25%,all`.

import type { Mode } from './experiment.ts';

export function modeText(mode: Mode): string {
  if (!('value' in mode)) return mode.mode === 'one' ? '1' : 'all';
  if (mode.mode === 'random-max-percent') return `up-to-${mode.value}%`;
  return mode.mode === 'fixed' ? String(mode.value) : `${mode.value}%`;
}

/** `1`, `3`, `50%`, `up-to-50%`, `all`. */
export function readMode(text: string): Mode | undefined {
  if (/^all$/i.test(text.trim())) return { mode: 'all' };
  const match = /^(up[- ]?to[- ]?)?(\d{1,6})\s*(%|percent)?$/i.exec(text.trim());
  const value = Number(match?.[2] ?? 0);
  const mode = match?.[1] === undefined ? 'fixed-percent' : 'random-max-percent';
  if (match?.[3] !== undefined) return value >= 1 && value <= 100 ? { mode, value } : undefined;
  if (match?.[1] !== undefined) return undefined;
  if (value < 1) return undefined;
  return value === 1 ? { mode: 'one' } : { mode: 'fixed', value };
}

/** One, or those of a ramp. */
export interface Modes {
  readonly mode: Mode;
  readonly steps?: readonly Mode[];
}

export function modesText({ mode, steps = [] }: Modes): string {
  return [...steps, mode].map(modeText).join(',');
}

export const MOST_STEPS = 10;

export type ReadModes =
  | { readonly ok: true; readonly modes: Modes }
  /** Without a sentence it is no number of pods at all. */
  | { readonly ok: false; readonly sentence?: string };

/** Steps are parted by commas or arrows, and each must be wider than the one before it, as far as that can be told. */
export function readModes(text: string): ReadModes {
  const all = text.split(/\s*(?:,|→|->|>)\s*/u).map(readMode);
  const modes = all.filter((mode) => mode !== undefined);
  const last = modes.at(-1);
  if (last === undefined || modes.length < all.length) return { ok: false };
  if (modes.length > MOST_STEPS)
    return { ok: false, sentence: `A ramp has at most ${MOST_STEPS} steps, not ${modes.length}.` };
  const narrower = modes.find((mode, at) => at > 0 && !isWider(modes[at - 1], mode));
  if (narrower !== undefined)
    return {
      ok: false,
      sentence: `In a ramp each step is wider than the last; ${modeText(narrower)} is not.`,
    };
  return { ok: true, modes: modes.length === 1 ? { mode: last } : { mode: last, steps: modes.slice(0, -1) } };
}

/** A number and a share cannot be told apart without knowing of how many. */
function isWider(before: Mode | undefined, after: Mode): boolean {
  if (before === undefined) return true;
  if (before.mode === 'all') return false;
  if (after.mode === 'all') return true;
  return isShare(before) === isShare(after) ? countOf(after) > countOf(before) : true;
}

function isShare({ mode }: Mode): boolean {
  return mode === 'fixed-percent' || mode === 'random-max-percent';
}

function countOf(mode: Mode): number {
  return 'value' in mode ? mode.value : 1;
}

/** Where an object says the steps before its own, as they are typed: `1,25%`. */
export const STEPS = 'faultline.dev/steps';

/** As that annotation has it; undefined where it is no ramp. */
export function stepsText({ steps = [] }: Partial<Modes>): string | undefined {
  const last = steps.at(-1);
  return last === undefined ? undefined : modesText({ mode: last, steps: steps.slice(0, -1) });
}
