// What the daemons were told to do and not yet to undo: the truth that no status can hide.
import type { Leaving } from './rpcs.ts';

export interface Carried {
  readonly node: string;
  /** A container's id, as the controller names it. */
  readonly target: string;
  readonly slot: string;
  readonly what: string;
}

export interface CarriedFaults {
  take(node: string, leaving: Leaving): void;
  /** Whether something stands where this would take it away. */
  holds(leaving: Leaving): boolean;
  all(): readonly Carried[];
}

export function createCarried(): CarriedFaults {
  let faults: readonly Carried[] = [];
  const same = (one: Carried, { target, slot }: Leaving): boolean =>
    one.slot === slot && (target === '*' || one.target === target);

  return {
    take(node, leaving) {
      const others = faults.filter((one) => !(one.node === node && same(one, leaving)));
      faults = leaving.what === '' ? others : [...others, { node, ...leaving }];
    },
    holds: (leaving) => faults.some((one) => same(one, leaving)),
    all: () => faults,
  };
}
