// What a person has typed and chosen in a window, with the options that their client would have looked up.

import { optionsOf, stateOf, type Values } from '../blocks/input-state.ts';
import { elementsOf, type Placed } from '../blocks/walk.ts';
import { isObject, type Json, objectsOf, textOf, wordsOf } from '../json.ts';
import type { View } from '../views.ts';
import type { Person } from '../workspace.ts';
import { choose, type LoadOptions } from './options.ts';

export type Given = Record<string, Record<string, unknown>>;

/** Block → action → plain value, as the people API takes it; what is not given stays as it was. */
export type Entering = (person: Person, view: View, given: Given) => Promise<Values>;

export function createEntering(loadOptions: LoadOptions): Entering {
  return async (person, view, given) => {
    const blocks = objectsOf(view.definition['blocks']);
    const values: Values = { ...view.values };
    for (const placed of elementsOf(blocks)) {
      const actionId = textOf(placed.element['action_id']) ?? '';
      const value = given[placed.blockId]?.[actionId];
      if (value === undefined) continue;
      const held = choose(placed, value, await lookedUp(person, view, placed, value, loadOptions));
      values[placed.blockId] = { ...values[placed.blockId], [actionId]: held };
    }
    return stateOf(blocks, values);
  };
}

/** What was chosen before needs no second look; any other word is searched for as if it had been typed. */
export async function lookedUp(
  person: Person,
  view: View,
  placed: Placed,
  value: unknown,
  loadOptions: LoadOptions,
): Promise<Json[]> {
  if (textOf(placed.element['type'])?.includes('external') !== true) return optionsOf(placed.element);
  const known = heldNow(view, placed);
  const words = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
  const unknown = words.filter((word) => !known.some((option) => isNamed(option, word)));
  const found = await Promise.all(
    unknown.map((word) => loadOptions(person, { ...placed, on: { view } }, word)),
  );
  return [...known, ...found.flatMap(({ options }) => options)];
}

function heldNow({ values }: View, { blockId, element }: Placed): Json[] {
  const held = values[blockId]?.[textOf(element['action_id']) ?? ''] ?? {};
  const one = held['selected_option'];
  return [...objectsOf(held['selected_options']), ...(isObject(one) ? [one] : [])];
}

function isNamed(option: Json, word: string): boolean {
  return option['value'] === word || wordsOf(option['text']) === word;
}
