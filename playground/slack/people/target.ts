// What a person points at: an element of a message, of the open modal or of the home tab.

import { z } from 'zod';
import { elementsOf, labelOf, type Placed } from '../blocks/walk.ts';
import { type Json, objectsOf, textOf } from '../json.ts';
import type { Message } from '../timeline.ts';
import type { View } from '../views.ts';
import type { Person } from '../workspace.ts';
import { ClientRefusal, messageFor, type Stage } from './stage.ts';

export const targetBody = z.object({
  channel: z.string().optional(),
  ts: z.string().optional(),
  view_id: z.string().optional(),
  action_id: z.string().optional(),
  block_id: z.string().optional(),
  label: z.string().optional(),
  value: z.unknown().optional(),
});

export type Pointed = z.output<typeof targetBody>;
export type Surface =
  | { readonly message: Message; readonly lately: readonly Json[] }
  | { readonly view: View };
export type Target = Placed & { readonly on: Surface };

type TargetStage = Pick<Stage, 'directory' | 'timeline' | 'views'>;

export function surfaceFor(stage: TargetStage, person: Person, pointed: Pointed): Surface {
  const { channel, ts, view_id: viewId } = pointed;
  if (channel !== undefined && ts !== undefined) {
    const message = messageFor(stage, person, channel, ts);
    return { message, lately: stage.timeline.shownLately(message) };
  }
  if (channel !== undefined) throw new ClientRefusal(400, 'which message? give its ts');
  return { view: viewFor(stage, person, viewId) };
}

/** The view named; without a name the top modal, else the home tab. */
export function viewFor({ views }: Pick<Stage, 'views'>, person: Person, viewId?: string): View {
  const open = [...views.stack(person.id), views.home(person.id)].filter((view) => view !== undefined);
  const found =
    viewId === undefined ? (views.top(person.id) ?? open[0]) : open.find((view) => view.id === viewId);
  if (found !== undefined) return found;
  throw new ClientRefusal(404, `${person.name} has no view ${viewId ?? ''} open`);
}

export function blocksOn(on: Surface): Json[] {
  if ('view' in on) return objectsOf(on.view.definition['blocks']);
  return blocksOfMessage(on.message);
}

export function blocksOfMessage({ blocks, attachments }: Pick<Message, 'blocks' | 'attachments'>): Json[] {
  return [...blocks, ...attachments.flatMap((each) => objectsOf(each['blocks']))];
}

/** The one element meant; several or none are refused with what there is. A press may be on its way during an edit. */
export function findTarget(on: Surface, pointed: Pointed, kinds: (type: string) => boolean): Target {
  const among = (blocks: readonly Json[]): readonly Placed[] =>
    elementsOf([...blocks]).filter(({ element }) => kinds(textOf(element['type']) ?? ''));
  const all = among(blocksOn(on));
  const now = all.filter((placed) => fits(placed, pointed));
  const lately = 'lately' in on && now.length === 0 ? among(on.lately) : [];
  const fitting = [...now, ...lately.filter((placed) => fits(placed, pointed))];
  const byValue = fitting.filter(({ element }) => element['value'] === pointed.value);
  const [only, ...others] = fitting.length > 1 && byValue.length > 0 ? byValue : fitting;
  if (only === undefined)
    throw new ClientRefusal(404, `there is no ${nameOf(pointed)}; there are: ${listed(all)}`);
  if (others.length > 0)
    throw new ClientRefusal(409, `${nameOf(pointed)} is there more than once; give its value or block_id`);
  return { ...only, on };
}

function fits({ element, blockId }: Placed, { action_id, block_id, label }: Pointed): boolean {
  const conditions = [
    action_id === undefined || element['action_id'] === action_id,
    block_id === undefined || blockId === block_id,
    label === undefined || labelOf(element).toLowerCase() === label.toLowerCase(),
  ];
  return conditions.every(Boolean) && (action_id !== undefined || label !== undefined);
}

function nameOf({ label, action_id }: Pointed): string {
  return label === undefined ? `action ${action_id}` : `button "${label}"`;
}

function listed(all: readonly Placed[]): string {
  if (all.length === 0) return 'none';
  return all
    .map(({ element }) => `${labelOf(element) || textOf(element['type'])} (${element['action_id']})`)
    .join(', ');
}
