// The words on the screen, in reading order, of anything made of blocks.

import { type Json, listOf, objectOf, objectsOf, textOf, wordsOf } from '../json.ts';
import { optionsOf } from './input-state.ts';
import { SELECT_TYPES } from './limits.ts';
import { type Reader, renderMrkdwn } from './mrkdwn.ts';

type Words = (part: Json, reader: Reader) => (string | undefined)[];

export function plainOfBlocks(blocks: readonly Json[], reader: Reader): string {
  return blocks
    .map((block) => plainOf(block, reader))
    .filter((words) => words !== '')
    .join('\n');
}

export interface Shown {
  readonly text: string;
  readonly blocks: readonly Json[];
  readonly attachments: readonly Json[];
  readonly files: readonly Json[];
}

/** Blocks are shown instead of the text when there are any; attachments and files stand below. */
export function plainOfMessage({ text, blocks, attachments, files }: Shown, reader: Reader): string {
  const main = blocks.length > 0 ? plainOfBlocks(blocks, reader) : renderMrkdwn(text, reader);
  const below = attachments.map((each) => attachmentWords(each, reader));
  const attached = files.map((file) => `[${textOf(file['title']) ?? textOf(file['name']) ?? 'file'}]`);
  return [main, ...below, ...attached].filter((words) => words !== '').join('\n');
}

function attachmentWords(attachment: Json, reader: Reader): string {
  const blocks = objectsOf(attachment['blocks']);
  if (blocks.length > 0) return plainOfBlocks(blocks, reader);
  const parts = ['pretext', 'title', 'text'].map((field) => textOf(attachment[field]) ?? '');
  return renderMrkdwn(parts.filter((part) => part !== '').join('\n'), reader);
}

function plainOf(part: unknown, reader: Reader): string {
  if (typeof part === 'string') return part;
  const piece = objectOf(part);
  const words = WORDS[textOf(piece['type']) ?? ''];
  const separator = INLINE.has(textOf(piece['type']) ?? '') ? ' ' : '\n';
  return (words?.(piece, reader) ?? []).filter((each) => each !== undefined && each !== '').join(separator);
}

const INLINE = new Set(['actions', 'context', 'context_actions']);

const each =
  (field: string): Words =>
  (part, reader) =>
    listOf(part[field]).map((item) => plainOf(item, reader));
const joined =
  (field: string): Words =>
  (part, reader) => [
    listOf(part[field])
      .map((item) => plainOf(item, reader))
      .join(''),
  ];
const bracketed = (text: string): string[] => [`[${text}]`];
const cells = (rows: unknown, reader: Reader): string[] =>
  listOf(rows).map((row) =>
    listOf(row)
      .map((cell) => plainOf(cell, reader))
      .join(' | '),
  );

const choiceWords: Words = (part, reader) => optionsOf(part).map((option) => plainOf(option['text'], reader));
const selectWords: Words = (part) => {
  const chosen = [objectOf(part['initial_option']), ...objectsOf(part['initial_options'])];
  const names = chosen.map((option) => wordsOf(option['text'])).filter((name) => name !== '');
  return bracketed(names.length > 0 ? names.join(', ') : wordsOf(part['placeholder']) || 'Select');
};
const writtenWords: Words = (part) =>
  bracketed(textOf(part['initial_value']) ?? wordsOf(part['placeholder']));
const dateWords: Words = (part) =>
  bracketed(textOf(part['initial_date']) ?? textOf(part['initial_time']) ?? wordsOf(part['placeholder']));

const WORDS: Readonly<Record<string, Words>> = {
  plain_text: (part) => [textOf(part['text'])],
  mrkdwn: (part, reader) => [renderMrkdwn(textOf(part['text']) ?? '', reader)],
  markdown: (part) => [textOf(part['text'])?.replace(/[*_`#]+/g, '')],
  raw_text: (part) => [textOf(part['text'])],
  raw_number: (part) => [textOf(part['text']) ?? String(part['value'])],
  section: (part, reader) => [
    plainOf(part['text'], reader),
    ...each('fields')(part, reader),
    plainOf(part['accessory'], reader),
  ],
  header: (part, reader) => [plainOf(part['text'], reader)],
  context: each('elements'),
  actions: each('elements'),
  context_actions: each('elements'),
  input: (part, reader) => ['label', 'element', 'hint'].map((field) => plainOf(part[field], reader)),
  image: (part, reader) => [
    plainOf(part['title'], reader),
    ...bracketed(textOf(part['alt_text']) ?? 'image'),
  ],
  divider: () => [],
  alert: (part, reader) => [plainOf(part['text'], reader)],
  card: (part, reader) => [
    ...['title', 'subtitle', 'body', 'subtext'].map((field) => plainOf(part[field], reader)),
    listOf(part['actions'])
      .map((action) => plainOf(action, reader))
      .join(' '),
  ],
  carousel: each('elements'),
  container: (part, reader) => [
    ...['title', 'rich_text_title', 'subtitle'].map((field) => plainOf(part[field], reader)),
    ...each('child_blocks')(part, reader),
  ],
  table: (part, reader) => cells(part['rows'], reader),
  data_table: (part, reader) => [textOf(part['caption']), ...cells(part['rows'], reader)],
  data_visualization: (part) => [textOf(part['title'])],
  plan: (part, reader) => [textOf(part['title']), ...each('tasks')(part, reader)],
  task_card: (part, reader) => [
    `${textOf(part['title'])} (${textOf(part['status'])})`,
    plainOf(part['details'], reader),
    plainOf(part['output'], reader),
  ],
  video: (part, reader) => [plainOf(part['title'], reader)],
  file: () => bracketed('file'),
  rich_text: each('elements'),
  rich_text_section: joined('elements'),
  rich_text_quote: joined('elements'),
  rich_text_preformatted: joined('elements'),
  rich_text_list: (part, reader) => listOf(part['elements']).map((item) => `• ${plainOf(item, reader)}`),
  text: (part) => [textOf(part['text'])],
  link: (part) => [textOf(part['text']) ?? textOf(part['url'])],
  user: (part, reader) => [`@${reader.nameOf(textOf(part['user_id']) ?? '')}`],
  channel: (part, reader) => [`#${reader.channelName(textOf(part['channel_id']) ?? '')}`],
  usergroup: (part, reader) => [`@${reader.groupHandle(textOf(part['usergroup_id']) ?? '')}`],
  broadcast: (part) => [`@${textOf(part['range'])}`],
  emoji: (part) => [`:${textOf(part['name'])}:`],
  button: (part) => bracketed(wordsOf(part['text'])),
  workflow_button: (part) => bracketed(wordsOf(part['text'])),
  icon_button: (part) => bracketed(wordsOf(part['text'])),
  feedback_buttons: (part) =>
    ['positive_button', 'negative_button'].map((side) => `[${wordsOf(objectOf(part[side])['text'])}]`),
  overflow: () => bracketed('⋯'),
  checkboxes: choiceWords,
  radio_buttons: choiceWords,
  datepicker: dateWords,
  timepicker: dateWords,
  datetimepicker: dateWords,
  plain_text_input: writtenWords,
  email_text_input: writtenWords,
  url_text_input: writtenWords,
  number_input: writtenWords,
  ...Object.fromEntries(SELECT_TYPES.map((type) => [type, selectWords])),
};
