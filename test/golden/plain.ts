// A message as text that a person can read in a review: the notification, then each block.

import type { ChartBlock } from '../../src/views/chart.ts';

interface Words {
  readonly text: string;
}

interface Element {
  readonly type: string;
  readonly text?: Words | string;
  readonly style?: string;
  readonly confirm?: { readonly text: Words; readonly confirm: Words; readonly deny: Words };
  readonly options?: readonly { readonly text: Words }[];
}

interface AnyBlock {
  readonly type: string;
  readonly text?: Words;
  readonly elements?: readonly Element[];
  readonly alt_text?: string;
}

export interface AnyMessage {
  readonly text: string;
  readonly blocks: readonly object[];
  readonly broadcast?: boolean;
}

export function plain(message: AnyMessage | undefined): string {
  if (message === undefined) return '(no message)\n';
  const where = message.broadcast ? ['also sent to the channel', ''] : [];
  const blocks = (message.blocks as readonly AnyBlock[]).map(plainBlock);
  return `${[...where, 'notification:', indented(message.text), '', ...blocks].map(readable).join('\n')}\n`;
}

function plainBlock(block: AnyBlock): string {
  switch (block.type) {
    case 'section':
      return block.text?.text ?? '';
    case 'context':
      return (block.elements ?? []).map(({ text }) => indented(`${text}`)).join('\n');
    case 'actions':
      return (block.elements ?? []).map(plainElement).join(' ');
    case 'image':
      return `[picture: ${block.alt_text}]`;
    case 'data_visualization':
      return chartTable(block as ChartBlock);
    default:
      throw new Error(`a ${block.type} block has no fallback in words`);
  }
}

/** As a screen reader goes through it: a row a time. */
function chartTable({ title, chart: { series, axis_config: axis } }: ChartBlock): string {
  const rows = axis.categories.map((label, nth) => [label, ...series.map(({ data }) => data[nth]?.value)]);
  const head = [axis.x_label, ...series.map(({ name }) => name)];
  return [
    `[chart: ${title}, ${axis.y_label ?? 'no unit'}]`,
    ...[head, ...rows].map((row) => `  ${row.join(' | ')}`),
  ].join('\n');
}

function plainElement({ type, text, confirm, options }: Element): string {
  if (type === 'overflow') return `[⋯ ${(options ?? []).map((option) => option.text.text).join(' | ')}]`;
  const asks = confirm && ` → "${confirm.text.text}" [${confirm.confirm.text}] [${confirm.deny.text}]`;
  return `[${(text as Words).text}]${asks ?? ''}`;
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}

function readable(text: string): string {
  return text.replace(/<!date\^\d+\^[^|]*\|([^>]*) UTC>/g, '$1');
}
