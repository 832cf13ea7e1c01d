// What a person presses and chooses: buttons, menus, and the options the app loads while they type.

import { z } from 'zod';
import { optionsOf, stateOf, type Values } from '../blocks/input-state.ts';
import { compact, type Json, objectOf, textOf, wordsOf } from '../json.ts';
import type { Person } from '../workspace.ts';
import { type Entering, type Given, lookedUp } from './entering.ts';
import { choose, type LoadOptions, type Options } from './options.ts';
import { deliver, type Outcome } from './outcome.ts';
import type { Act } from './speaking.ts';
import type { Stage } from './stage.ts';
import { blocksOn, findTarget, type Surface, surfaceFor, type Target, targetBody } from './target.ts';

const BUTTONS = new Set(['button', 'workflow_button', 'icon_button']);
/** In a window: what stands in its other inputs, which Slack's client sends along with every press. */
const state = z.record(z.string(), z.record(z.string(), z.unknown())).optional();
const clickBody = targetBody.extend({ confirm: z.boolean().default(true), state });
const selectBody = targetBody.extend({
  values: z.array(z.unknown()).optional(),
  query: z.string().optional(),
  state,
});
const optionsBody = targetBody.extend({ value: z.string().default('') });

type PressingStage = Pick<Stage, 'directory' | 'timeline' | 'views' | 'payloads' | 'transport'>;

export function pressingActs(
  stage: PressingStage,
  loadOptions: LoadOptions,
  entered: Entering,
): Readonly<Record<string, Act>> {
  /** What each person has chosen in messages; their client keeps it, not the message. */
  const chosen = new Map<string, Values>();

  function send(person: Person, on: Surface, action: Json): Promise<Outcome> {
    const payload =
      'view' in on
        ? stage.payloads.viewAction(person, on.view, [action])
        : stage.payloads.messageAction(person, on.message, [action], remembered(person, on));
    return deliver(stage.transport, { kind: 'interactive', payload });
  }

  function remembered(person: Person, on: Surface): Values {
    return stateOf(blocksOn(on), chosen.get(keyOf(person, on)) ?? {});
  }

  async function click(person: Person, body: unknown): Promise<Json> {
    const pointed = clickBody.parse(body);
    const target = findTarget(surfaceFor(stage, person, pointed), pointed, (type) => BUTTONS.has(type));
    const confirm = confirmTexts(target.element);
    await enter(person, target.on, pointed.state);
    if (confirm !== undefined && !pointed.confirm)
      return { status: 200, body: '', ms: 0, confirm, confirmed: false };
    const { text, value, url, type, style } = target.element;
    const outcome = await send(person, target.on, { ...about(target), text, value, url, type, style });
    return compact({ ...outcome, confirm });
  }

  async function enter(person: Person, on: Surface, given: Given = {}): Promise<void> {
    if ('view' in on) stage.views.enter(on.view, await entered(person, on.view, given));
  }

  function about({ element, blockId }: Target): Json {
    return { action_id: element['action_id'], block_id: blockId, action_ts: stage.timeline.stamp() };
  }

  async function select(person: Person, body: unknown): Promise<unknown> {
    const pointed = selectBody.parse(body);
    const { value: _, ...where } = pointed;
    const target = findTarget(surfaceFor(stage, person, pointed), where, (type) => !BUTTONS.has(type));
    const given = pointed.values ?? pointed.value;
    await enter(person, target.on, pointed.state);
    const held = choose(target, given, await offeredBy(person, target, pointed.query ?? given));
    keep(person, target, held);
    const silent = target.block['type'] === 'input' && target.block['dispatch_action'] !== true;
    if (silent) return { status: 200, body: '', ms: 0 };
    return send(person, target.on, { ...about(target), ...held });
  }

  async function offeredBy(person: Person, target: Target, query: unknown): Promise<Json[]> {
    const { on, element } = target;
    const isExternal = textOf(element['type'])?.includes('external') ?? false;
    if (!isExternal) return optionsOf(element);
    if ('view' in on) return lookedUp(person, on.view, target, query, loadOptions);
    return typeof query === 'string' ? (await loadOptions(person, target, query)).options : [];
  }

  function keep(person: Person, { element, blockId, on }: Target, held: Json): void {
    const entry = { [textOf(element['action_id']) ?? '']: held };
    const before = 'view' in on ? on.view.values : remembered(person, on);
    const values = { ...before, [blockId]: { ...before[blockId], ...entry } };
    if ('view' in on) stage.views.enter(on.view, values);
    else chosen.set(keyOf(person, on), values);
  }

  function options(person: Person, body: unknown): Promise<Options> {
    const pointed = optionsBody.parse(body);
    const { value, ...where } = pointed;
    const target = findTarget(surfaceFor(stage, person, pointed), where, (type) => type.includes('external'));
    return loadOptions(person, target, value);
  }

  return { click, select, options };
}

function keyOf(person: Person, on: Surface): string {
  return 'view' in on ? `${person.id}/${on.view.id}` : `${person.id}/${on.message.channel}/${on.message.ts}`;
}

/** The words of the question asked before the press counts. */
export function confirmTexts(element: Json): Json | undefined {
  if (element['confirm'] === undefined) return undefined;
  const dialog = objectOf(element['confirm']);
  return {
    title: wordsOf(dialog['title']) || 'Are you sure?',
    text: wordsOf(dialog['text']),
    confirm: wordsOf(dialog['confirm']) || 'Yes',
    deny: wordsOf(dialog['deny']) || 'Cancel',
  };
}
