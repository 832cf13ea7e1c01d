// A picture as an option of echarts: what is drawn, and where.

import { clockWords } from '../amount-words.ts';
import { areasOf } from './areas.ts';
import { timeAxis, valueAxis } from './axes.ts';
import { CARD, CARD_EDGE, INK, QUIET_INK } from './colours.ts';
import { EDGE, HEIGHT, type Layout, LEGEND_TOP, layoutOf, WIDTH } from './layout.ts';
import { LEGEND_GAP, LEGEND_ICON, LEGEND_SIZE, type LegendEntry, legendOf } from './legend.ts';
import { lineOf } from './lines.ts';
import type { Picture } from './picture.ts';
import { type TidyPicture, tidied } from './tidy.ts';

export const FONT = 'Inter';
/** Beside it is room for what was left out. */
const TITLE_WIDTH = 660;

export function optionOf(outside: Picture): object {
  const picture = tidied(outside);
  const legend = legendOf(picture);
  const layout = layoutOf(picture, legend);
  const { plot } = layout;
  return {
    useUTC: true,
    animation: false,
    backgroundColor: CARD,
    textStyle: { fontFamily: FONT },
    title: titleOf(picture),
    legend: legendPart(legend),
    grid: { left: plot.left, right: WIDTH - plot.right, top: plot.top, bottom: HEIGHT - plot.bottom },
    xAxis: timeAxis(picture),
    yAxis: valueAxis(picture, layout),
    series: [...areasOf(picture, layout), ...picture.series.map(lineOf)],
    graphic: [border(), ...leftOut(picture), ...noData(picture, layout)],
  };
}

function titleOf({ title }: TidyPicture): object {
  const textStyle = { color: INK, fontSize: 17, fontWeight: 600, width: TITLE_WIDTH, overflow: 'truncate' };
  return { text: title, left: EDGE, top: 16, padding: 0, textStyle };
}

function legendPart(entries: readonly LegendEntry[]): object {
  const words = new Map<string, string>(entries.map((entry) => [entry.id, entry.words]));
  return {
    type: 'plain',
    left: EDGE,
    top: LEGEND_TOP,
    width: WIDTH - 2 * EDGE,
    padding: 0,
    itemWidth: LEGEND_ICON,
    itemHeight: 10,
    itemGap: LEGEND_GAP,
    selectedMode: false,
    formatter: (id: string) => words.get(id) ?? id,
    textStyle: { color: INK, fontSize: LEGEND_SIZE },
    data: entries.map(legendItem),
  };
}

function legendItem({ id, icon, fill, edge }: LegendEntry): object {
  if (icon === undefined) return { name: id };
  return {
    name: id,
    icon,
    itemStyle: { color: fill, borderColor: edge, borderWidth: edge === undefined ? 0 : 1 },
  };
}

function border(): object {
  const shape = { x: 0.5, y: 0.5, width: WIDTH - 1, height: HEIGHT - 1 };
  return { type: 'rect', silent: true, shape, style: { fill: 'none', stroke: CARD_EDGE, lineWidth: 1 } };
}

/** `+5 more marks`, at the right of the title. */
function leftOut({ more }: TidyPicture): readonly object[] {
  const counts = [
    ['line', more.series],
    ['mark', more.marks],
  ] as const;
  const words = counts.flatMap(([noun, count]) =>
    count === 0 ? [] : [`+${count} more ${noun}${count === 1 ? '' : 's'}`],
  );
  const place = { x: WIDTH - EDGE, y: 20, align: 'right' };
  const style = { ...place, text: words.join(', '), fontFamily: FONT, fontSize: 12, fill: QUIET_INK };
  return words.length === 0 ? [] : [{ type: 'text', silent: true, style }];
}

function noData(picture: TidyPicture, { plot }: Layout): readonly object[] {
  const hasData = picture.series.some(({ points }) => points.some(([, value]) => value !== null));
  if (hasData) return [];
  const text = `no data from ${clockWords(picture.from)} to ${clockWords(picture.to)} UTC`;
  const style = {
    text,
    x: (plot.left + plot.right) / 2,
    y: (plot.top + plot.bottom) / 2,
    align: 'center',
    verticalAlign: 'middle',
    fontFamily: FONT,
    fontSize: 16,
    fontWeight: 600,
    fill: QUIET_INK,
    backgroundColor: CARD,
    padding: [6, 12],
    borderRadius: 4,
  };
  return [{ type: 'text', silent: true, z: 10, style }];
}
