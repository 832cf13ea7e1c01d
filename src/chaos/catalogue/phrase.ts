// Fills an action's words with its values: `Delay {latency}` becomes `Delay 200 ms`.

import type { Parameter, Parameters, Phrase } from './action.ts';

/** A part in brackets, `Partition[ from {target}]`, is left out when one of its values was not said. */
export function phraseFrom(words: Phrase, parameters: readonly Parameter[], values: Parameters): Phrase {
  const shown = (name: string): string | undefined => {
    const value = parameters.find((parameter) => parameter.name === name)?.value;
    return value === undefined || values[name] === undefined ? undefined : value.shown(values[name]);
  };
  return { ...words, title: filled(words.title, shown) };
}

const LONGEST_SHOWN = 40;

function filled(title: string, shown: (name: string) => string | undefined): string {
  const chosen = title.replaceAll(/\[([^\]]*)\]/gu, (_, part: string) =>
    namesIn(part).every((name) => shown(name) !== undefined) ? part : '',
  );
  return chosen.replaceAll(/\{([^}]*)\}/gu, (_, name: string) => short(shown(name) ?? '')).trim();
}

function namesIn(part: string): readonly string[] {
  return [...part.matchAll(/\{([^}]*)\}/gu)].map(([, name = '']) => name);
}

function short(text: string): string {
  const letters = [...text.replaceAll(/\s+/gu, ' ')];
  return letters.length > LONGEST_SHOWN ? `${letters.slice(0, LONGEST_SHOWN).join('')}…` : letters.join('');
}
