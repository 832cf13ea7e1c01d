// Random names and choices drawn from one injected source, so that a test can repeat them.

/** The letters Kubernetes draws names from: no vowels, no look-alikes. */
const SAFE_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

export type Random = () => number;

export function randomText(random: Random, length: number): string {
  const letter = (): string => SAFE_LETTERS[Math.floor(random() * SAFE_LETTERS.length)] ?? 'b';
  return Array.from({ length }, letter).join('');
}

/** Ten letters that depend only on the text, as a pod-template-hash does. */
export function hashText(text: string): string {
  let state = 2166136261;
  for (const char of text) state = Math.imul(state ^ char.charCodeAt(0), 16777619) >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return randomText(next, 10);
}

export function shuffled<T>(random: Random, items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
