// Finds what is inside blocks: every interactive element with the block it stands in, every word of text.

import { type Json, listOf, objectOf, objectsOf, textOf, wordsOf } from '../json.ts';
import { SELECT_TYPES } from './limits.ts';

export interface Placed {
  readonly blockId: string;
  readonly block: Json;
  readonly element: Json;
  /** JSON pointer below the list of blocks. */
  readonly path: string;
}

const LISTS = ['elements', 'actions', 'child_blocks', 'tasks'];
const SINGLES = ['accessory', 'element'];
const BLOCK_LISTS = new Set(['carousel', 'container', 'plan']);

/** Elements with an action_id or a place for one, in reading order, nested blocks included. */
export function elementsOf(blocks: readonly Json[], path = ''): Placed[] {
  return blocks.flatMap((block, index) => elementsIn(block, `${path}/${index}`));
}

function elementsIn(block: Json, path: string): Placed[] {
  if (BLOCK_LISTS.has(textOf(block['type']) ?? ''))
    return LISTS.flatMap((field) => elementsOf(objectsOf(block[field]), `${path}/${field}`));
  const blockId = textOf(block['block_id']) ?? '';
  const place = (element: Json, at: string): Placed => ({ blockId, block, element, path: `${path}/${at}` });
  const singles = SINGLES.filter((field) => block[field] !== undefined).map((field) =>
    place(objectOf(block[field]), field),
  );
  const listed = LISTS.flatMap((field) =>
    listOf(block[field]).map((element, index) => place(objectOf(element), `${field}/${index}`)),
  );
  return [...singles, ...listed].filter(({ element }) => INTERACTIVE.has(textOf(element['type']) ?? ''));
}

export const INTERACTIVE: ReadonlySet<string> = new Set([
  'button',
  'workflow_button',
  'icon_button',
  'feedback_buttons',
  'overflow',
  'checkboxes',
  'radio_buttons',
  'datepicker',
  'timepicker',
  'datetimepicker',
  'plain_text_input',
  'rich_text_input',
  'email_text_input',
  'url_text_input',
  'number_input',
  'file_input',
  ...SELECT_TYPES,
]);

/** How many characters of text the blocks hold, which Slack limits per message. */
export function charactersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + charactersIn(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const own = textOf(objectOf(value)['text'])?.length ?? 0;
  return Object.values(value).reduce((sum: number, inner) => sum + charactersIn(inner), own);
}

/** Slack draws ids for blocks and elements that came without one. */
export function withIds(blocks: readonly Json[], draw: () => string): Json[] {
  return blocks.map((block) => {
    const lists = LISTS.filter((field) => Array.isArray(block[field])).map((field) => [
      field,
      objectsOf(block[field]).map((item) => idFor(item, draw)),
    ]);
    const singles = SINGLES.filter((field) => block[field] !== undefined).map((field) => [
      field,
      idFor(objectOf(block[field]), draw),
    ]);
    return {
      ...block,
      block_id: block['block_id'] ?? draw(),
      ...Object.fromEntries([...lists, ...singles]),
    };
  });
}

function idFor(item: Json, draw: () => string): Json {
  if (item['child_blocks'] !== undefined || item['elements'] !== undefined || 'block_id' in item)
    return withIds([item], draw)[0] ?? item;
  const interactive = INTERACTIVE.has(textOf(item['type']) ?? '');
  return interactive ? { ...item, action_id: item['action_id'] ?? draw() } : item;
}

export function labelOf(element: Json): string {
  return wordsOf(element['text']);
}
