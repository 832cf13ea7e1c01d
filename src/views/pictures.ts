// The pictures of a run's signals in a message; where newer blocks are wanted, some of them again as Slack's own chart.

import type { SignalChart, SignalPicture } from '../runs/signals.ts';
import { type MessageBlock, slackImage } from './blocks.ts';
import { type ChartBlock, lineChart, MOST_CHARTS } from './chart.ts';
import type { Scene } from './run/scene.ts';
import { clockOf } from './time.ts';

type Telling = Pick<Scene, 'native' | 'amount'>;

export function pictureBlocks(pictures: readonly SignalPicture[], telling: Telling): readonly MessageBlock[] {
  const charted = pictures.filter(({ chart }) => telling.native && chart !== undefined);
  const first = charted.slice(0, MOST_CHARTS);
  return pictures.flatMap((picture) => {
    const image = slackImage(picture.file, picture.alt);
    return picture.chart && first.includes(picture) ? [image, signalChart(picture.chart, telling)] : [image];
  });
}

/** Its line, and as lines of one value what was before and the limit, for which the block has no sign. */
function signalChart(chart: SignalChart, { amount }: Telling): ChartBlock {
  const { title, unit, points, before, limit } = chart;
  const level = (name: string, value: number | undefined) =>
    value === undefined ? [] : [{ name: `${name} ${amount(value, unit)}`, values: points.map(() => value) }];
  return lineChart({
    title,
    categories: categoriesOf(points.map(([at]) => at)),
    lines: [
      { name: 'measured', values: points.map(([, value]) => value) },
      ...level('before', before),
      ...level('limit', limit),
    ],
    below: belowOf(chart),
    beside: unit,
  });
}

const DAY_MS = 86_400_000;

/** `11:05:40`, or with its day, so that each stands once. */
function categoriesOf(times: readonly number[]): readonly string[] {
  const isLong = (times.at(-1) ?? 0) - (times[0] ?? 0) >= DAY_MS;
  return times.map((at) => clockOf(at, isLong));
}

/** `Time (UTC); fault 11:05:10 to 11:07:10`: the block cannot shade it. */
function belowOf({ fault }: SignalChart): string {
  if (fault === undefined) return 'Time (UTC)';
  const end = fault.to === undefined ? '' : ` to ${clockOf(fault.to)}`;
  return `Time (UTC); fault ${fault.to === undefined ? 'since ' : ''}${clockOf(fault.from)}${end}`;
}
