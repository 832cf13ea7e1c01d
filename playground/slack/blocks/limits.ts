// Block Kit's limits as data. Lengths are Unicode code points.
// Sources: docs.slack.dev/reference/block-kit and the limits tables of Slack's SDKs, as of November 2026.

export const LIMITS = {
  messageBlocks: 50,
  viewBlocks: 100,
  id: 255,
  text: 3000,
  header: 150,
  sectionFields: 10,
  sectionField: 2000,
  contextElements: 10,
  contextActions: 5,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  url: 3000,
  accessibilityLabel: 75,
  optionText: 75,
  optionValue: 150,
  optionDescription: 75,
  options: 100,
  optionGroups: 100,
  overflowOptions: 5,
  choiceOptions: 10,
  placeholder: 150,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  inputLabel: 2000,
  inputHint: 2000,
  inputLength: 3000,
  imageUrl: 3000,
  imageAlt: 2000,
  imageTitle: 2000,
  videoTitle: 200,
  videoAuthor: 50,
  markdown: 12_000,
  tableRows: 100,
  tableCells: 20,
  tableCharacters: 10_000,
  dataTableRows: 201,
  dataTableCharacters: 20_000,
  pageSize: 100,
  chartTitle: 50,
  chartSeries: 12,
  chartPoints: 20,
  chartLabel: 20,
  axisLabel: 50,
  containerBlocks: 10,
  containerTitle: 150,
  cardTitle: 150,
  cardBody: 200,
  cardActions: 3,
  carouselCards: 10,
  alert: 200,
  planTasks: 50,
  modalTitle: 24,
  modalButton: 24,
  privateMetadata: 3000,
  viewBytes: 250_000,
  messageText: 40_000,
  updateText: 4000,
  messageBlockCharacters: 13_200,
  attachments: 100,
  metadataBytes: 8_000,
} as const;

/** How many blocks of a type one message may hold. */
export const PER_MESSAGE: Readonly<Record<string, number>> = { table: 1, data_visualization: 2 };

export type Surface = 'message' | 'modal' | 'home';

const ALL: readonly Surface[] = ['message', 'modal', 'home'];
const MESSAGE: readonly Surface[] = ['message'];

/** Where a block may stand, and since when Slack has it (absent: for years). */
export const BLOCK_KINDS: Readonly<
  Record<string, { readonly on: readonly Surface[]; readonly since?: string }>
> = {
  actions: { on: ALL },
  alert: { on: ['modal'], since: '2026-04-16' },
  card: { on: ALL, since: '2026-04-16' },
  carousel: { on: ['message', 'home'], since: '2026-04-16' },
  container: { on: MESSAGE, since: '2026-06-29' },
  context: { on: ALL },
  context_actions: { on: MESSAGE, since: '2025-10-07' },
  data_table: { on: ['message', 'home'], since: '2026-05-20' },
  data_visualization: { on: MESSAGE, since: '2026-06-16' },
  divider: { on: ALL },
  file: { on: MESSAGE },
  header: { on: ALL },
  image: { on: ALL },
  input: { on: ALL },
  markdown: { on: MESSAGE, since: '2025-02-01' },
  plan: { on: MESSAGE, since: '2026-02-11' },
  rich_text: { on: ALL },
  section: { on: ALL },
  table: { on: MESSAGE, since: '2025-08-14' },
  task_card: { on: MESSAGE, since: '2026-02-11' },
  video: { on: ALL },
};

/** Elements that only some surfaces take; those not named are taken everywhere. */
export const ELEMENT_SURFACES: Readonly<Record<string, readonly Surface[]>> = {
  number_input: ['modal'],
  email_text_input: ['modal'],
  url_text_input: ['modal'],
  file_input: ['modal'],
  datetimepicker: ['message', 'modal'],
  feedback_buttons: MESSAGE,
  icon_button: MESSAGE,
  workflow_button: MESSAGE,
};

/** Every kind of select menu, single and multiple. */
export const SELECT_TYPES: readonly string[] = [
  'static',
  'external',
  'users',
  'channels',
  'conversations',
].flatMap((source) => [`${source}_select`, `multi_${source}_select`]);
