// The legend of a picture: every line, area and kind of mark by name, with the numbers that belong to it.

import { amountWords, clockWords, numberWords } from '../amount-words.ts';
import {
  ALERT_INK,
  BASELINE_AREA,
  BASELINE_INK,
  FAULT_AREA,
  FAULT_INK,
  LIMIT_INK,
  PHASE_INK,
} from './colours.ts';
import { textWidth } from './letter-widths.ts';
import type { TidyPicture } from './tidy.ts';

/** Of a series of the chart, by which it is found again: names from outside may be equal. */
export type LegendId = `line ${number}` | 'baseline' | 'fault' | 'limit' | 'alert' | 'phase';

export interface LegendEntry {
  readonly id: LegendId;
  readonly words: string;
  /** Left out where the look of the line itself is shown. */
  readonly icon?: string;
  readonly fill?: string;
  readonly edge?: string;
}

export const LEGEND_SIZE = 12;
export const LEGEND_ICON = 24;
/** Also between its rows. */
export const LEGEND_GAP = 18;
/** What echarts leaves between the icon and the words. */
const BESIDE_ICON = 5;
/** Two level strokes, as the line of the limit is dashed; an icon without height has no place in a legend. */
const STROKE = 'path://M0,0 L10,0 L10,2 L0,2 Z M14,0 L24,0 L24,2 L14,2 Z';
/** The triangle of an alert, as wide as it is high. */
const PEAK = 'path://M5,0 L10,9 L0,9 Z';

export function legendOf(picture: TidyPicture): readonly LegendEntry[] {
  return [...lineEntries(picture), ...areaEntries(picture), ...markEntries(picture)];
}

/** How many rows echarts will break it into. */
export function legendRows(entries: readonly LegendEntry[], width: number): number {
  let rows = 1;
  let used = 0;
  for (const { words } of entries) {
    const needed = LEGEND_ICON + BESIDE_ICON + textWidth(words, LEGEND_SIZE);
    if (used > 0 && used + needed > width) {
      rows += 1;
      used = 0;
    }
    used += needed + LEGEND_GAP;
  }
  return entries.length === 0 ? 0 : rows;
}

function lineEntries({ series }: TidyPicture): readonly LegendEntry[] {
  return series.map(({ name }, index) => ({ id: `line ${index}` as const, words: name || 'unnamed' }));
}

function areaEntries({ baseline, fault, threshold, unit, to }: TidyPicture): readonly LegendEntry[] {
  const entries: LegendEntry[] = [];
  if (baseline) {
    const words = `baseline ${numberWords(baseline.low)}–${amountWords(baseline.high, unit)}`;
    entries.push({ id: 'baseline', words, icon: 'rect', fill: BASELINE_AREA, edge: BASELINE_INK });
  }
  if (fault) {
    const end = fault.to === undefined ? 'still in' : clockWords(Math.min(fault.to, to));
    const words = `fault ${clockWords(fault.from)}${fault.to === undefined ? ', ' : '–'}${end}`;
    entries.push({ id: 'fault', words, icon: 'rect', fill: FAULT_AREA, edge: FAULT_INK });
  }
  if (threshold) {
    const words = `limit ${amountWords(threshold.value, unit)} (${threshold.side} is bad)`;
    entries.push({ id: 'limit', words, icon: STROKE, fill: LIMIT_INK });
  }
  return entries;
}

function markEntries({ marks }: TidyPicture): readonly LegendEntry[] {
  const kinds = new Set(marks.map(({ kind }) => kind));
  const alert: LegendEntry = { id: 'alert', words: 'alert', icon: PEAK, fill: ALERT_INK };
  const phase: LegendEntry = { id: 'phase', words: 'phase', icon: 'circle', fill: PHASE_INK };
  return [alert, phase].filter(({ id }) => kinds.has(id as 'alert' | 'phase'));
}
