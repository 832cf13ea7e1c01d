// The lines of a picture, one a series, told apart by dash and symbol as well as by colour.

import { CARD, LINES, type LineLook } from './colours.ts';
import type { PicturePoint, PictureSeries } from './picture.ts';

const SYMBOLS_PER_LINE = 9;
const SYMBOL_SIZE = 7;
const plain: LineLook = { colour: '#4b5563', dash: 'solid', symbol: 'circle' };

export function lineOf({ points }: PictureSeries, index: number): object {
  const { colour, dash, symbol } = LINES[index % LINES.length] ?? plain;
  return {
    id: `line ${index}`,
    name: `line ${index}`,
    type: 'line',
    animation: false,
    connectNulls: false,
    symbol,
    symbolSize: SYMBOL_SIZE,
    showAllSymbol: true,
    data: pointsOf(points, index),
    lineStyle: {
      color: colour,
      width: 2,
      type: dash,
      join: 'round',
      cap: dash === 'solid' ? 'round' : 'butt',
    },
    itemStyle: { color: colour, borderColor: CARD, borderWidth: 1 },
    z: 4,
  };
}

/** A symbol now and then, shifted from line to line, and on every point that has no neighbour to be joined to. */
function pointsOf(points: readonly PicturePoint[], index: number): readonly object[] {
  const every = Math.max(1, Math.round(points.length / SYMBOLS_PER_LINE));
  const first = Math.floor(every / 2) + index * Math.ceil(every / 3);
  return points.map((point, at) => {
    const isShown = at % every === first % every || isAlone(points, at);
    return isShown ? { value: point } : { value: point, symbol: 'none' };
  });
}

function isAlone(points: readonly PicturePoint[], at: number): boolean {
  const [before, here, after] = [points[at - 1], points[at], points[at + 1]].map(
    (point) => point?.[1] ?? null,
  );
  return here !== null && before === null && after === null;
}
