// The alert contract of an experiment: which alerts must fire, may fire and must not fire while it goes on.

import { parseDuration } from '../config/duration.ts';
import { goDuration } from './go-duration.ts';

/**
 * Where an object says it: `must CheckoutSlow within 60s; may CheckoutErrors*; never PagerStorm`, parts parted by `;` or
 * new lines, `*` at the end of a name for all that begin so.
 */
export const CONTRACT = 'faultline.dev/alerts';

export interface AlertContract {
  readonly must: readonly { readonly name: string; readonly withinSeconds?: number }[];
  readonly may: readonly string[];
  readonly never: readonly string[];
}

export type Expected = 'must' | 'may' | 'never' | 'none';

export type ContractAnswer =
  | { readonly ok: true; readonly contract: AlertContract }
  | { readonly ok: false; readonly sentence: string; readonly cure: string };

export const NO_CONTRACT: AlertContract = { must: [], may: [], never: [] };

const PART = /^(must|may|never)\s+(\S(?:.*\S)?)$/su;
const WITHIN = /^(?<name>.*\S)\s+within\s+(?<time>\S+(?:\s+\S+)?)$/su;
const MOST_PARTS = 20;
const LONGEST_NAME = 100;
const EXAMPLE = 'Write it like `must CheckoutSlow within 60s; may CheckoutErrors*; never PagerStorm`.';

/** At most 20 parts; an alert stands in one of them. */
export function parseContract(text: string): ContractAnswer {
  // Messages show an asterisk as one that Slack does not take for markup.
  const parts = text
    .replaceAll('∗', '*')
    .split(/[;\n]/u)
    .map((part) => part.trim());
  const said = parts.filter((part) => part !== '');
  if (said.length > MOST_PARTS) return refused(`There are ${said.length} parts, more than ${MOST_PARTS}.`);
  let contract = NO_CONTRACT;
  for (const part of said) {
    const read = readPart(part);
    if (typeof read === 'string') return refused(read);
    contract = { ...contract, [read.list]: [...contract[read.list], read.value] };
  }
  const twice = namesOf(contract).find((name, index, all) => all.indexOf(name) !== index);
  return twice === undefined ? { ok: true, contract } : refused(`${twice} is named twice.`);
}

function refused(sentence: string): ContractAnswer {
  return { ok: false, sentence, cure: EXAMPLE };
}

type Part =
  | { readonly list: 'must'; readonly value: AlertContract['must'][number] }
  | { readonly list: 'may' | 'never'; readonly value: string };

/** A sentence: what is wrong with it. */
function readPart(part: string): Part | string {
  const shown = part.slice(0, 60);
  const [, list, rest = ''] = PART.exec(part) ?? [];
  if (list === undefined) return `“${shown}” does not begin with must, may or never and name an alert.`;
  const { name = rest, time } = WITHIN.exec(rest)?.groups ?? {};
  if (name.length > LONGEST_NAME) return `“${shown}…” is longer than ${LONGEST_NAME} characters.`;
  if (list !== 'must')
    return time === undefined
      ? { list: list as 'may' | 'never', value: name }
      : `Only must has a time: “${shown}”.`;
  if (name.endsWith('*')) return `What must fire has a whole name: “${shown}”.`;
  if (time === undefined) return { list, value: { name } };
  const withinSeconds = parseDuration(time);
  return withinSeconds ? { list, value: { name, withinSeconds } } : `“${time.slice(0, 30)}” is no time.`;
}

/** On one line, as it is read back. */
export function contractText({ must, may, never }: AlertContract): string {
  const musts = must.map(({ name, withinSeconds }) =>
    withinSeconds === undefined ? `must ${name}` : `must ${name} within ${goDuration(withinSeconds)}`,
  );
  return [...musts, ...may.map((name) => `may ${name}`), ...never.map((name) => `never ${name}`)].join('; ');
}

function namesOf({ must, may, never }: AlertContract): readonly string[] {
  return [...must.map(({ name }) => name), ...may, ...never];
}

/** Where an alert stands; a whole name weighs more than a beginning, and never more than may. */
export function expectedOf({ must, may, never }: AlertContract, alert: string): Expected {
  if (must.some(({ name }) => name === alert)) return 'must';
  if (never.includes(alert)) return 'never';
  if (may.includes(alert)) return 'may';
  if (never.some((name) => begins(name, alert))) return 'never';
  return may.some((name) => begins(name, alert)) ? 'may' : 'none';
}

/** Whether a name that ends in `*` means this alert. */
export function begins(name: string, alert: string): boolean {
  return name.endsWith('*') && alert.startsWith(name.slice(0, -1));
}

/** Of a manifest whose contract has been read and found right; else none. */
export function contractOf(metadata: {
  readonly annotations?: Readonly<Record<string, string>>;
}): AlertContract {
  const text = metadata.annotations?.[CONTRACT];
  const read = text === undefined ? undefined : parseContract(text);
  return read?.ok ? read.contract : NO_CONTRACT;
}
