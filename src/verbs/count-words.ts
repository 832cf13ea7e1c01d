// How many, said before the target as people say it: `kill 2 web`, `kill one web pod`.

import { isAmount } from './amount-words.ts';
import type { Sorted } from './options.ts';

const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** A number of pods, or a share of them. */
const COUNT = /^\d{1,4}%?$/;

/**
 * Only where the words had no other meaning: the fault takes no value that could be this one, or has its own, and
 * something is left to be the target. Whoever says `pods` too has said it already.
 */
export function withCount(sorted: Sorted, takesValue: boolean): Sorted {
  if (sorted.options.pods !== undefined) return sorted;
  return numberBefore(sorted, takesValue) ?? wordBefore(sorted, takesValue) ?? sorted;
}

function numberBefore({ bare, ...sorted }: Sorted, takesValue: boolean): Sorted | undefined {
  const [first = '', ...others] = bare;
  const isAlone = others.length === 1 && !others.some(isAmount);
  return !takesValue && COUNT.test(first) && isAlone
    ? { ...counted(sorted, first), bare: others }
    : undefined;
}

/** `a web pod` too; two names have no other meaning while the fault's value is not one of them. */
function wordBefore({ bare, ...sorted }: Sorted, takesValue: boolean): Sorted | undefined {
  const names = bare.filter((word) => !isAmount(word));
  const [first = '', second] = names;
  const number = ['a', 'an'].includes(first.toLowerCase()) ? 1 : NUMBERS.indexOf(first.toLowerCase()) + 1;
  const isValueSaid = !takesValue || names.length < bare.length;
  if (number === 0 || second === undefined || names.length > 2 || !isValueSaid) return undefined;
  return { ...counted(sorted, `${number}`), bare: bare.filter((word) => word !== first) };
}

function counted(sorted: Omit<Sorted, 'bare'>, pods: string): Omit<Sorted, 'bare'> {
  return { ...sorted, options: { ...sorted.options, pods } };
}
