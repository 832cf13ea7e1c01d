// The shape of every Block Kit block, by its type.

import { chart } from './chart-rules.ts';
import { anyText, imageSource, imageSourceGiven, mrkdwn, plainText } from './composition-rules.ts';
import { accessoryElement, actionElement, elementOf, inputElement } from './element-rules.ts';
import { LIMITS } from './limits.ts';
import {
  anything,
  byType,
  type Fields,
  flag,
  list,
  needsOneOf,
  number,
  oneOf,
  type Rule,
  shape,
  string,
} from './rule.ts';

const id = string(LIMITS.id);

function block(required: Fields, optional: Fields = {}, also?: Rule): Rule {
  return shape({ type: anything, ...required }, { block_id: id, ...optional }, also);
}

const richText = byType(() => ({ rich_text: block({ elements: list(anything, 1000) }) }));
const cell = byType(() => ({
  raw_text: shape({ type: anything, text: string(LIMITS.dataTableCharacters, 0) }),
  raw_number: shape({ type: anything, value: number(-1e300, 1e300), text: string(LIMITS.id) }),
  rich_text: richText,
}));
const rows = (max: number, min: number): Rule => list(list(cell, LIMITS.tableCells), max, min);
const columns = list(
  shape({}, { align: oneOf('left', 'center', 'right'), is_wrapped: flag }),
  LIMITS.tableCells,
);
const cardFields = {
  hero_image: elementOf('image'),
  icon: elementOf('image'),
  title: mrkdwn(LIMITS.cardTitle),
  subtitle: mrkdwn(LIMITS.cardTitle),
  body: mrkdwn(LIMITS.cardBody),
  subtext: mrkdwn(LIMITS.cardBody),
  actions: list(elementOf('button', 'overflow'), LIMITS.cardActions),
};
const card = block({}, cardFields, needsOneOf('hero_image', 'title', 'actions', 'body'));
const taskCard = block(
  {
    task_id: id,
    title: string(LIMITS.text),
    status: oneOf('pending', 'in_progress', 'complete', 'error'),
  },
  { details: richText, output: richText, sources: list(anything, LIMITS.planTasks, 0) },
);
const INSIDE_CONTAINER = [
  'actions',
  'context',
  'divider',
  'file',
  'header',
  'image',
  'input',
  'rich_text',
  'section',
  'table',
  'video',
];
export const BLOCKS: Readonly<Record<string, Rule>> = {
  actions: block({ elements: list(actionElement, LIMITS.actionsElements) }),
  alert: block(
    { text: anyText(LIMITS.alert) },
    { level: oneOf('default', 'info', 'warning', 'error', 'success') },
  ),
  card,
  carousel: block({
    elements: list(
      byType(() => ({ card })),
      LIMITS.carouselCards,
    ),
  }),
  container: block(
    {
      child_blocks: list(
        byType(() => BLOCKS, INSIDE_CONTAINER),
        LIMITS.containerBlocks,
      ),
    },
    {
      title: plainText(LIMITS.containerTitle),
      rich_text_title: richText,
      subtitle: anyText(LIMITS.containerTitle),
      width: oneOf('narrow', 'standard', 'wide', 'full'),
      icon: elementOf('image'),
      is_collapsible: flag,
      default_collapsed: flag,
      has_header_divider: flag,
    },
    needsOneOf('title', 'rich_text_title'),
  ),
  context: block({ elements: list(elementOf('image', 'plain_text', 'mrkdwn'), LIMITS.contextElements) }),
  context_actions: block({
    elements: list(elementOf('feedback_buttons', 'icon_button'), LIMITS.contextActions),
  }),
  data_table: block(
    { rows: rows(LIMITS.dataTableRows, 2), caption: string(LIMITS.text) },
    { page_size: number(1, LIMITS.pageSize), row_header_column_index: number(0, LIMITS.tableCells - 1) },
  ),
  data_visualization: block({ title: string(LIMITS.chartTitle), chart }),
  divider: block({}),
  file: block({ source: oneOf('remote'), external_id: id }),
  header: block({ text: plainText(LIMITS.header) }),
  image: block(
    { alt_text: string(LIMITS.imageAlt) },
    { ...imageSource, title: plainText(LIMITS.imageTitle) },
    imageSourceGiven,
  ),
  input: block(
    { label: plainText(LIMITS.inputLabel), element: inputElement },
    { hint: plainText(LIMITS.inputHint), optional: flag, dispatch_action: flag },
  ),
  markdown: block({ text: string(LIMITS.markdown) }),
  plan: block(
    { title: string(LIMITS.text) },
    {
      tasks: list(
        byType(() => ({ task_card: taskCard })),
        LIMITS.planTasks,
        0,
      ),
    },
  ),
  rich_text: richText,
  section: block(
    {},
    {
      text: anyText(LIMITS.text),
      fields: list(anyText(LIMITS.sectionField), LIMITS.sectionFields),
      accessory: accessoryElement,
      expand: flag,
    },
    needsOneOf('text', 'fields'),
  ),
  table: block({ rows: rows(LIMITS.tableRows, 1) }, { column_settings: columns }),
  task_card: taskCard,
  video: block(
    {
      video_url: string(LIMITS.url),
      thumbnail_url: string(LIMITS.url),
      alt_text: string(LIMITS.imageAlt),
      title: plainText(LIMITS.videoTitle),
    },
    {
      title_url: string(LIMITS.url),
      author_name: string(LIMITS.videoAuthor),
      provider_name: string(LIMITS.videoAuthor),
      provider_icon_url: string(LIMITS.url),
      description: plainText(LIMITS.videoTitle),
    },
  ),
};
