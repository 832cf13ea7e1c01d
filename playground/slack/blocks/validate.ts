// Checks messages' and views' blocks as Slack does, and answers with its pointers to what is wrong.

import { isObject, type Json, objectsOf, textOf } from '../json.ts';
import { BLOCKS } from './block-rules.ts';
import { plainText } from './composition-rules.ts';
import { BLOCK_KINDS, LIMITS, PER_MESSAGE, type Surface } from './limits.ts';
import { anything, byType, flag, list, type Rule, type Site, shape, string } from './rule.ts';
import { elementsOf } from './walk.ts';

/** `problem [json-pointer:/blocks/0/text]`, as Slack lists them in `errors`. */
export type Problem = string;

export interface BlockCheckOptions {
  /** Refuses blocks younger than a year at this moment. */
  readonly classicOnlyAt?: number | undefined;
  /** Types of blocks that this workspace has not got yet. */
  readonly without?: readonly string[] | undefined;
}

const YEAR_MS = 365 * 24 * 60 * 60_000;

export function checkBlocks(
  blocks: unknown,
  surface: Surface,
  options: BlockCheckOptions = {},
  root = '/blocks',
): Problem[] {
  const problems: Problem[] = [];
  const site: Site = {
    surface,
    report: (problem, path) => problems.push(`${problem} [json-pointer:${path}]`),
  };
  const max = surface === 'message' ? LIMITS.messageBlocks : LIMITS.viewBlocks;
  list(blockRule(options), max, 0)(blocks, root, site);
  checkUnique(objectsOf(blocks), root, site);
  if (surface === 'message') checkCounts(objectsOf(blocks), root, site);
  return problems;
}

function blockRule(options: BlockCheckOptions): Rule {
  const known = byType(() => BLOCKS);
  return (value, path, site) => {
    const type = isObject(value) ? (textOf(value['type']) ?? '') : '';
    const kind = BLOCK_KINDS[type];
    const missing = isTooNew(kind?.since, options) || (options.without ?? []).includes(type);
    const refused = kind !== undefined && (!kind.on.includes(site.surface) || missing);
    if (refused) site.report(`unsupported type: ${type}`, `${path}/type`);
    else known(value, path, site);
  };
}

function isTooNew(since: string | undefined, { classicOnlyAt }: BlockCheckOptions): boolean {
  return since !== undefined && classicOnlyAt !== undefined && classicOnlyAt - Date.parse(since) < YEAR_MS;
}

function checkUnique(blocks: readonly Json[], root: string, site: Site): void {
  const blockIds = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    const id = textOf(block['block_id']);
    if (id !== undefined && blockIds.has(id))
      site.report(`\`block_id\` "${id}" already exists`, `${root}/${index}/block_id`);
    if (id !== undefined) blockIds.add(id);
    checkActionIds(block, `${root}/${index}`, site);
  }
}

/** Action ids need only be unique within their block. */
function checkActionIds(block: Json, path: string, site: Site): void {
  const seen = new Set<string>();
  for (const placed of elementsOf([block])) {
    const id = textOf(placed.element['action_id']);
    if (id === undefined) continue;
    const key = `${placed.blockId}/${id}`;
    const at = `${path}${placed.path.slice(2)}/action_id`;
    if (seen.has(key)) site.report(`\`action_id\` "${id}" already exists`, at);
    seen.add(key);
  }
}

function checkCounts(blocks: readonly Json[], root: string, site: Site): void {
  for (const [type, max] of Object.entries(PER_MESSAGE))
    if (blocks.filter((block) => block['type'] === type).length > max)
      site.report(`no more than ${max} ${type} blocks allowed`, root);
  const markdown = blocks
    .filter((block) => block['type'] === 'markdown')
    .map((block) => textOf(block['text']) ?? '');
  if (markdown.join('').length > LIMITS.markdown)
    site.report(`markdown blocks hold more than ${LIMITS.markdown} characters`, root);
}

const title = plainText(LIMITS.modalTitle);
const button = plainText(LIMITS.modalButton);
const shared = {
  private_metadata: string(LIMITS.privateMetadata, 0),
  callback_id: string(LIMITS.id, 0),
  external_id: string(LIMITS.id, 0),
};
const VIEWS: Readonly<Record<string, Rule>> = {
  modal: shape(
    { type: anything, title, blocks: anything },
    {
      ...shared,
      submit: button,
      close: button,
      clear_on_close: flag,
      notify_on_close: flag,
      submit_disabled: flag,
    },
    (value, path, site) => {
      const view = value as Json;
      const hasInput = objectsOf(view['blocks']).some((block) => block['type'] === 'input');
      if (hasInput && view['submit'] === undefined) site.report('missing required field: submit', path);
    },
  ),
  home: shape({ type: anything, blocks: anything }, shared),
};

export function checkView(view: Json, surface: 'modal' | 'home', options: BlockCheckOptions = {}): Problem[] {
  const problems: Problem[] = [];
  const site: Site = {
    surface,
    report: (problem, path) => problems.push(`${problem} [json-pointer:${path}]`),
  };
  byType(() => VIEWS, [surface])(view, '/view', site);
  if (view['blocks'] === undefined) return problems;
  return [...problems, ...checkBlocks(view['blocks'], surface, options, '/view/blocks')];
}
