// The charts of the data visualization block: what fits into one, and that series and categories agree.

import { type Json, listOf, objectOf, objectsOf } from '../json.ts';
import { LIMITS } from './limits.ts';
import { anything, byType, list, number, type Rule, shape, string } from './rule.ts';

const points = list(
  shape({ label: string(LIMITS.chartLabel), value: number(-1e300, 1e300) }),
  LIMITS.chartPoints,
);
const segments = list(
  shape({ label: string(LIMITS.chartLabel), value: number(Number.MIN_VALUE, 1e300) }),
  LIMITS.chartSeries,
);
const series = list(shape({ name: string(LIMITS.chartLabel), data: points }), LIMITS.chartSeries);
const axis = shape(
  { categories: list(string(LIMITS.chartLabel), LIMITS.chartPoints) },
  { x_label: string(LIMITS.axisLabel), y_label: string(LIMITS.axisLabel) },
);

/** https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
const agreeing: Rule = (value, path, site) => {
  const { series: given, axis_config: axisConfig } = value as Json;
  const all = objectsOf(given);
  if (new Set(all.map(({ name }) => name)).size < all.length)
    site.report('series names must be unique', `${path}/series`);
  const categories = sorted(listOf(objectOf(axisConfig)['categories']));
  for (const [index, { data }] of all.entries())
    if (sorted(objectsOf(data).map(({ label }) => label)) !== categories)
      site.report('data labels must match the categories', `${path}/series/${index}/data`);
};

function sorted(labels: readonly unknown[]): string {
  return JSON.stringify(labels.map(String).toSorted());
}

const drawn = shape({ type: anything, series, axis_config: axis }, {}, agreeing);

export const chart: Rule = byType(() => ({
  line: drawn,
  area: drawn,
  bar: drawn,
  pie: shape({ type: anything, segments }),
}));
