// How long a tree lasts and how much of it can be under way at one time.

import { actionOfSpec } from '../catalogue/catalogue.ts';
import { parseGoDuration } from '../go-duration.ts';
import { asText } from '../narrow.ts';
import type { Fault, Tree } from './tree.ts';

/** Seconds at most; undefined: it need not end by itself. */
export function longest(tree: Tree): number | undefined {
  switch (tree.type) {
    case 'fault':
      return faultSeconds(tree);
    case 'wait':
      return tree.seconds;
    case 'repeat':
      return tree.within;
    case 'parallel':
      return bounded(together(tree.children.map(longest), Math.max), tree.within);
    case 'serial':
      return bounded(
        together(tree.children.map(longest), (...all) => all.reduce((a, b) => a + b, 0)),
        tree.within,
      );
    default:
      return tree satisfies never;
  }
}

/** What the Workflow gives it, else its own duration; what happens once is over at once. */
export function faultSeconds({ kind, spec, within }: Fault): number | undefined {
  if (within !== undefined) return within;
  return actionOfSpec(kind, spec)?.oneShot === true ? 0 : parseGoDuration(asText(spec['duration']));
}

function together(
  all: readonly (number | undefined)[],
  join: (...seconds: number[]) => number,
): number | undefined {
  const known = all.filter((one) => one !== undefined);
  return known.length < all.length ? undefined : join(0, ...known);
}

function bounded(seconds: number | undefined, within: number | undefined): number | undefined {
  return seconds === undefined || within === undefined ? (seconds ?? within) : Math.min(seconds, within);
}

/** The most that is under way at one time, by what each fault weighs. */
export function atOnce(tree: Tree, weigh: (fault: Fault) => number): number {
  switch (tree.type) {
    case 'fault':
      return weigh(tree);
    case 'wait':
      return 0;
    case 'repeat':
      return atOnce(tree.child, weigh) * runsAtOnce(tree);
    case 'parallel':
      return tree.children.reduce((sum, child) => sum + atOnce(child, weigh), 0);
    case 'serial':
      return Math.max(0, ...tree.children.map((child) => atOnce(child, weigh)));
    default:
      return tree satisfies never;
  }
}

type Repeat = Extract<Tree, { type: 'repeat' }>;

/** Where runs may overlap, as many as start within the length of one. */
export function runsAtOnce({ overlaps, everySeconds, child }: Repeat): number {
  if (!overlaps) return 1;
  return Math.max(1, Math.ceil((longest(child) ?? Number.MAX_SAFE_INTEGER) / everySeconds));
}

/** How many times a Schedule starts within so many seconds: the first a period after it was made. */
export function startsWithin({ everySeconds }: Pick<Repeat, 'everySeconds'>, seconds: number): number {
  return Math.floor(seconds / everySeconds);
}
