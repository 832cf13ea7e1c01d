// Slack's own line chart, built within its limits: one of the newer blocks, which only repeat what is in words.

import { clip, plainLine } from './escape.ts';

/**
 * What Slack documents of the block, as read in November 2026, and nothing else of it is used:
 * https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
 * `title` and `chart` are needed. A line chart has `series` of `name` and `data`, and `axis_config` of `categories` with
 * `x_label` and `y_label`, which may be left out. Texts are plain. Every series has one number for every category, in
 * their order, negative ones too; names of series differ. There is no line for a threshold, no shaded span, no gap and
 * no text for screen readers, so an image with its alternative text stands beside it. Only in messages, and two in each:
 * that is not documented, but what Slack answers (https://github.com/vercel/chat/pull/696).
 */
export interface ChartBlock {
  readonly type: 'data_visualization';
  readonly title: string;
  readonly chart: {
    readonly type: 'line';
    readonly series: readonly ChartSeries[];
    readonly axis_config: {
      readonly categories: readonly string[];
      readonly x_label: string;
      readonly y_label?: string;
    };
  };
}

interface ChartSeries {
  readonly name: string;
  readonly data: readonly { readonly label: string; readonly value: number }[];
}

export interface LineChart {
  readonly title: string;
  /** The labels below, each once. */
  readonly categories: readonly string[];
  /** A value a category each. */
  readonly lines: readonly { readonly name: string; readonly values: readonly number[] }[];
  readonly below: string;
  /** May be empty. */
  readonly beside: string;
}

/** Counted in code points. Of series the page once said six and other sources say twelve; we draw three at most. */
const LIMITS = { title: 50, series: 6, points: 20, label: 20, axis: 50 } as const;

/** A message takes no more. */
export const MOST_CHARTS = 2;

export function lineChart({ title, categories, lines, below, beside }: LineChart): ChartBlock {
  const labels = categories.slice(0, LIMITS.points).map((label) => text(label, LIMITS.label));
  const series = lines.slice(0, LIMITS.series).map(({ name, values }) => ({
    name: text(name, LIMITS.label),
    data: labels.map((label, index) => ({ label, value: values[index] ?? 0 })),
  }));
  const y = beside === '' ? {} : { y_label: text(beside, LIMITS.axis) };
  const axis = { categories: labels, x_label: text(below, LIMITS.axis), ...y };
  return {
    type: 'data_visualization',
    title: text(title, LIMITS.title),
    chart: { type: 'line', series, axis_config: axis },
  };
}

function text(outside: string, most: number): string {
  return clip(plainLine(outside) || '–', most);
}
