// Reads what follows `again`: which run, and the words of what is to be different.

import { isAmount } from './amount-words.ts';
import type { AgainCommand } from './command.ts';
import { isOptionWord } from './options.ts';

interface Rest {
  readonly words: readonly string[];
  readonly because?: string;
}

/** The first word is the run, unless it can only be a part of what is different: `again pods 2`, `again 300ms`. */
export function readAgain({ words, because }: Rest): AgainCommand {
  const [first, ...others] = words;
  const isRun = first !== undefined && !isPartOfEdit(first);
  return {
    verb: 'again',
    ...(isRun ? { run: first } : {}),
    words: isRun ? others : words,
    ...(because === undefined ? {} : { because }),
  };
}

function isPartOfEdit(word: string): boolean {
  const isLink = /^https?:\/\//iu.test(word);
  return !isLink && (word.includes('=') || isAmount(word) || isOptionWord(word));
}
