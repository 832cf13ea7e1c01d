// The words that say where: `on C`, `in NS`, `-n NS`, `--context=C`, the same in every verb that lists things.

export type PlaceOption = 'cluster' | 'namespace';

export interface SaidOption {
  readonly option: PlaceOption;
  /** Undefined when the line ends before it. */
  readonly value: string | undefined;
  /** How many words it takes. */
  readonly taken: number;
}

const SPOKEN: Readonly<Record<string, PlaceOption>> = {
  on: 'cluster',
  cluster: 'cluster',
  context: 'cluster',
  in: 'namespace',
  namespace: 'namespace',
};
const DASHED: Readonly<Record<string, PlaceOption>> = {
  ...SPOKEN,
  c: 'cluster',
  n: 'namespace',
  ns: 'namespace',
};

export const PLACE_OPTIONS: readonly string[] = Object.keys(DASHED);

export function placeOption(word: string, next: string | undefined): SaidOption | undefined {
  const at = word.indexOf('=');
  const name = (at < 0 ? word : word.slice(0, at)).toLowerCase();
  const plain = name.replace(/^-+/, '');
  const isNamed = name.startsWith('-') || (at > 0 && plain.length > 1);
  const table = isNamed ? DASHED : SPOKEN;
  const option = Object.hasOwn(table, plain) ? table[plain] : undefined;
  if (option === undefined) return undefined;
  const value = (at < 0 ? next : word.slice(at + 1))?.toLowerCase().replace(/[:/*]+$/u, '');
  return { option, value: value === '' ? undefined : value, taken: at < 0 ? 2 : 1 };
}
