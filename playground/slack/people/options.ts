// The options of menus: loaded from the app while somebody types, and chosen by value or label.

import { heldBy, UnknownChoice } from '../blocks/input-state.ts';
import { LIMITS } from '../blocks/limits.ts';
import { type Json, objectOf, objectsOf, textOf } from '../json.ts';
import type { Person } from '../workspace.ts';
import { deliver } from './outcome.ts';
import { ClientRefusal, type Stage } from './stage.ts';
import type { Target } from './target.ts';

/** How much must be typed before options are loaded, where the menu does not say. */
const DEFAULT_QUERY_LENGTH = 3;

export interface Options {
  readonly status: number;
  readonly options: Json[];
  readonly option_groups?: Json[] | undefined;
}

export type LoadOptions = (person: Person, target: Target, query: string) => Promise<Options>;

export function createOptionLoader({
  payloads,
  transport,
}: Pick<Stage, 'payloads' | 'transport'>): LoadOptions {
  return async (person, { element, blockId, on }, query) => {
    const least = Number(element['min_query_length'] ?? DEFAULT_QUERY_LENGTH);
    if (query.length < least) return { status: 200, options: [] };
    const where = 'view' in on ? on.view : on.message;
    const payload = payloads.suggestion(person, where, textOf(element['action_id']) ?? '', blockId, query);
    const { status, body } = await deliver(transport, { kind: 'interactive', payload });
    return offeredIn(status, objectOf(body));
  };
}

function offeredIn(status: number, body: Json): Options {
  const groups = objectsOf(body['option_groups']);
  const single = objectsOf(body['options']);
  if (single.length > LIMITS.options || groups.length > LIMITS.optionGroups)
    return { status: 500, options: [] };
  const options = [...single, ...groups.flatMap((group) => objectsOf(group['options']))];
  return { status, options, option_groups: groups.length > 0 ? groups : undefined };
}

export function choose({ element }: Pick<Target, 'element'>, given: unknown, offered: readonly Json[]): Json {
  try {
    return heldBy(element, given, offered);
  } catch (error) {
    if (error instanceof UnknownChoice) throw new ClientRefusal(404, error.message);
    throw error;
  }
}
