// One sentence with numbers, for whoever cannot see the picture; also its alternative text.

import { amountWords, clockWords } from '../amount-words.ts';
import type { Picture, PictureSeries } from './picture.ts';
import { shortText } from './short-text.ts';
import { type TidyPicture, tidied } from './tidy.ts';
import { type KnownPoint, knownPoints, middleOf, type Worst, worstOf } from './worst.ts';

/** Of `alt_txt` in files.getUploadURLExternal: https://docs.slack.dev/reference/methods/files.getUploadURLExternal */
const MOST_ALT = 1_000;

/** `checkout p99: 240 ms before, up to 1,900 ms during (at 11:04:10 UTC), 260 ms after; limit 500 ms; fault from …` */
export function sentenceOf(outside: Picture): string {
  const picture = tidied(outside);
  const subject = picture.title === '' ? '' : `${picture.title}: `;
  const parts = [linesWords(picture), ...aroundWords(picture)];
  return `${shortText(`${subject}${parts.join('; ')}`, MOST_ALT - 1)}.`;
}

function linesWords(picture: TidyPicture): string {
  const { series, from, to, more } = picture;
  const words = series.map((one) => ({ name: one.name, said: lineWords(one, picture) }));
  const told = words.filter(({ said }) => said !== undefined);
  if (told.length === 0) return `no data from ${clockWords(from)} to ${clockWords(to)} UTC`;
  const isOnly = series.length === 1;
  const lines = words.map(({ name, said = 'no data' }) => (isOnly ? said : `${name || 'unnamed'} ${said}`));
  return [...lines, ...(more.series > 0 ? [`and ${more.series} more`] : [])].join('; ');
}

/** Before and after in the middle of what was measured, as a spike beside the fault says little; during at worst. */
function lineWords(series: PictureSeries, picture: TidyPicture): string | undefined {
  const known = knownPoints(series);
  if (known.length === 0) return undefined;
  const { fault, unit } = picture;
  if (!fault) return calmWords(known, picture);
  const end = fault.to ?? Number.POSITIVE_INFINITY;
  const before = known.filter(([at]) => at < fault.from);
  const during = known.filter(([at]) => at >= fault.from && at <= end);
  const after = known.filter(([at]) => at > end);
  const when = fault.to === undefined ? ' since' : ' during';
  return [
    ...middleWords(before, 'before', unit),
    worstWords(worstOf(during, before, picture.threshold), when, unit),
    ...middleWords(after, 'after', unit),
  ].join(', ');
}

function calmWords(known: readonly KnownPoint[], { unit, threshold }: TidyPicture): string {
  const worst = worstWords(worstOf(known, known, threshold), '', unit);
  return `${worst}, ${amountWords(known.at(-1)?.[1] ?? 0, unit)} at the end`;
}

function middleWords(points: readonly KnownPoint[], when: string, unit: string): readonly string[] {
  const middle = middleOf(points);
  return middle === undefined ? [] : [`${amountWords(middle, unit)} ${when}`];
}

function worstWords(worst: Worst | undefined, when: string, unit: string): string {
  if (worst === undefined) return `no data${when}`;
  return `${worst.towards} to ${amountWords(worst.value, unit)}${when} (at ${clockWords(worst.at)} UTC)`;
}

function aroundWords({ baseline, threshold, unit, fault, marks }: TidyPicture): readonly string[] {
  const alerts = marks.filter(({ kind }) => kind === 'alert');
  const [first] = alerts;
  return [
    ...(baseline ? [`usual ${amountWords(baseline.low, unit)} to ${amountWords(baseline.high, unit)}`] : []),
    ...(threshold ? [`limit ${amountWords(threshold.value, unit)}`] : []),
    ...(fault ? [faultWords(fault)] : []),
    ...(first ? [`${alertWords(alerts.length)} ${first.label} at ${clockWords(first.at)} UTC`] : []),
  ];
}

function faultWords({ from, to }: NonNullable<TidyPicture['fault']>): string {
  const began = clockWords(from);
  return to === undefined ? `fault since ${began} UTC` : `fault from ${began} to ${clockWords(to)} UTC`;
}

function alertWords(count: number): string {
  return count === 1 ? 'alert' : `${count} alerts, first`;
}
