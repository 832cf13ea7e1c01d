// What lies behind and across the lines of a picture: the baseline band, the fault window, the limit, the marks.

import {
  ALERT_INK,
  BASELINE_AREA,
  BASELINE_INK,
  CARD,
  FAULT_AREA,
  FAULT_INK,
  LIMIT_INK,
  PHASE_INK,
} from './colours.ts';
import { FLAG_GAP, FLAG_SIZE, type Flag } from './flags.ts';
import type { Layout } from './layout.ts';
import type { LegendId } from './legend.ts';
import type { TidyPicture } from './tidy.ts';

const WORD_SIZE = 11;
/** Two words in the margin nearer than this would run into each other. */
const WORD_HEIGHT = 15;

export function areasOf(picture: TidyPicture, layout: Layout): readonly object[] {
  return [
    ...baselineArea(picture, layout),
    ...faultArea(picture, layout),
    ...limitLine(picture),
    marksOf('alert', layout),
    marksOf('phase', layout),
  ];
}

function baselineArea({ baseline, threshold }: TidyPicture, { yOf }: Layout): readonly object[] {
  if (!baseline) return [];
  const middle = (yOf(baseline.low) + yOf(baseline.high)) / 2;
  const away = threshold === undefined ? WORD_HEIGHT : middle - yOf(threshold.value);
  const shift = Math.abs(away) >= WORD_HEIGHT ? 0 : (away < 0 ? -WORD_HEIGHT : WORD_HEIGHT) - away;
  const words = { show: true, position: 'right', distance: 6, offset: [0, shift], formatter: 'baseline' };
  const area = {
    silent: true,
    z: 1,
    label: { ...words, color: BASELINE_INK, fontSize: WORD_SIZE },
    itemStyle: { color: BASELINE_AREA, borderColor: BASELINE_INK, borderWidth: 0.5 },
    data: [[{ yAxis: baseline.low }, { yAxis: baseline.high }]],
  };
  return [empty('baseline', { markArea: area })];
}

function faultArea({ fault, to }: TidyPicture, { faultTop, plot }: Layout): readonly object[] {
  if (!fault) return [];
  const area = {
    silent: true,
    z: 1,
    itemStyle: { color: FAULT_AREA, borderColor: FAULT_INK, borderWidth: 0.75, borderType: [3, 3] },
    label: {
      show: true,
      position: 'insideTop',
      distance: 4,
      formatter: 'fault',
      color: FAULT_INK,
      fontSize: WORD_SIZE,
      fontWeight: 600,
    },
    data: [
      [
        { xAxis: fault.from, y: faultTop },
        { xAxis: fault.to ?? to, y: plot.bottom },
      ],
    ],
  };
  return [empty('fault', { markArea: area })];
}

function limitLine({ threshold }: TidyPicture): readonly object[] {
  if (!threshold) return [];
  const line = {
    silent: true,
    z: 5,
    symbol: 'none',
    lineStyle: { color: LIMIT_INK, width: 1.5, type: [8, 4] },
    label: {
      position: 'end',
      distance: 6,
      formatter: 'limit',
      color: LIMIT_INK,
      fontSize: WORD_SIZE,
      fontWeight: 600,
    },
    data: [{ yAxis: threshold.value }],
  };
  return [empty('limit', { markLine: line })];
}

function marksOf(kind: 'alert' | 'phase', { flags, laneY, plot }: Layout): object {
  const ink = kind === 'alert' ? ALERT_INK : PHASE_INK;
  const line = {
    silent: true,
    z: 6,
    symbol: ['none', kind === 'alert' ? 'triangle' : 'circle'],
    symbolSize: kind === 'alert' ? 8 : 6,
    symbolRotate: 0,
    lineStyle: { color: ink, width: 1, type: kind === 'alert' ? 'solid' : [2, 3] },
    data: flags
      .filter(({ mark }) => mark.kind === kind)
      .map((flag) => markLine(flag, ink, laneY, plot.bottom)),
  };
  return empty(kind, { markLine: line });
}

/** From the foot of the plot up into its lane; the label stands beside the end, upon the card. */
function markLine({ mark, lane, side }: Flag, ink: string, laneY: Layout['laneY'], foot: number): object {
  const label = {
    show: true,
    position: 'end',
    distance: 0,
    formatter: () => mark.label,
    align: side === 'right' ? 'left' : 'right',
    verticalAlign: 'middle',
    padding: [1, FLAG_GAP],
    color: ink,
    fontSize: FLAG_SIZE,
    textBorderColor: CARD,
    textBorderWidth: 3,
  };
  return [
    { coord: [mark.at, 0], y: foot },
    { coord: [mark.at, 0], y: laneY(lane), label },
  ];
}

/** A series without points of its own, so that what it carries has a name in the legend. */
function empty(id: LegendId, carried: object): object {
  return { id, name: id, type: 'line', data: [], animation: false, ...carried };
}
