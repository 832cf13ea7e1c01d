// What a person does with forms: submits and closes them, and opens them through shortcuts.

import { z } from 'zod';
import { incompleteFields } from '../blocks/input-state.ts';
import { elementsOf } from '../blocks/walk.ts';
import { type Json, objectOf, objectsOf } from '../json.ts';
import type { View } from '../views.ts';
import { ApiError } from '../web-api/method.ts';
import { refuseBadView } from '../web-api/views.ts';
import type { Person } from '../workspace.ts';
import type { Entering, Given } from './entering.ts';
import { deliver, type Outcome, wasAcked } from './outcome.ts';
import type { Act } from './speaking.ts';
import { ClientRefusal, messageFor, type Stage } from './stage.ts';
import { viewFor } from './target.ts';

const submitBody = z.object({
  view_id: z.string().optional(),
  values: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
});
const closeBody = z.object({ view_id: z.string().optional(), all: z.boolean().default(false) });
const shortcutBody = z.object({
  callback_id: z.string(),
  channel: z.string().optional(),
  ts: z.string().optional(),
});

const TROUBLE = 'We had some trouble connecting. Try again?';

type ModalStage = Pick<
  Stage,
  'workspace' | 'directory' | 'timeline' | 'views' | 'payloads' | 'transport' | 'blockOptions'
>;

export function modalActs(stage: ModalStage, entered: Entering): Readonly<Record<string, Act>> {
  const { views, payloads, transport } = stage;

  async function submit(person: Person, body: unknown): Promise<Json> {
    const { view_id: viewId, values } = submitBody.parse(body);
    const view = viewFor(stage, person, viewId);
    refuseUnsubmittable(view, values);
    views.enter(view, await entered(person, view, values));
    const incomplete = incompleteFields(objectsOf(view.definition['blocks']), view.values);
    views.complain(view, incomplete);
    if (Object.keys(incomplete).length > 0) return { status: 200, body: '', ms: 0, errors: incomplete };
    const outcome = await deliver(transport, {
      kind: 'interactive',
      payload: payloads.submission(person, view),
    });
    return {
      ...outcome,
      ...(wasAcked(outcome) ? obey(person, view, objectOf(outcome.body)) : { error: TROUBLE }),
    };
  }

  function refuseUnsubmittable(view: View, values: Given): void {
    if (view !== views.top(view.personId)) throw new ClientRefusal(409, 'another view lies above this one');
    if (view.definition['submit'] === undefined)
      throw new ClientRefusal(400, 'this view has no submit button');
    refuseUnknownFields(view, values);
  }

  /** Does what the app answered to a submission; nothing means: close this view. */
  function obey(person: Person, view: View, answer: Json): Json {
    try {
      return followed(person, view, answer);
    } catch (error) {
      if (error instanceof ApiError) return { status: 500, body: error.code, error: TROUBLE, ...error.extra };
      throw error;
    }
  }

  function followed(person: Person, view: View, answer: Json): Json {
    const definition = (): Json => refuseBadView(answer['view'], 'modal', stage.blockOptions());
    switch (answer['response_action']) {
      case 'errors': {
        const errors = objectOf(answer['errors']) as Record<string, string>;
        views.complain(view, errors);
        return { errors };
      }
      case 'update':
        views.replace(view, definition());
        return {};
      case 'push':
        refusePlacement(views.push(person.id, definition()));
        return {};
      case 'clear':
        views.closeAll(person.id);
        return {};
      default:
        views.closeFrom(view);
        return {};
    }
  }

  async function close(person: Person, body: unknown): Promise<Json> {
    const { view_id: viewId, all } = closeBody.parse(body);
    const view = viewFor(stage, person, viewId);
    const isCleared = all || view.definition['clear_on_close'] === true;
    const closed = isCleared ? views.closeAll(person.id) : views.closeFrom(view);
    const told = closed.filter((each) => each.definition['notify_on_close'] === true);
    for (const each of told)
      await deliver(transport, { kind: 'interactive', payload: payloads.closed(person, each, isCleared) });
    return { ok: true, closed: closed.map((each) => each.id) };
  }

  function shortcut(person: Person, body: unknown): Promise<Outcome> {
    const { callback_id: callbackId, channel, ts } = shortcutBody.parse(body);
    const kind = channel === undefined ? 'global' : 'message';
    const registered = stage.workspace.shortcuts;
    if (registered && !registered.some((each) => each.callbackId === callbackId && each.kind === kind))
      throw new ClientRefusal(404, `the app has no ${kind} shortcut ${callbackId}`);
    const payload =
      channel === undefined
        ? payloads.globalShortcut(person, callbackId)
        : payloads.messageShortcut(person, messageFor(stage, person, channel, ts ?? ''), callbackId);
    return deliver(transport, { kind: 'interactive', payload });
  }

  return { submit, close, shortcut };
}

function refusePlacement(view: View | string): void {
  if (typeof view === 'string') throw new ApiError(view);
}

function refuseUnknownFields(view: View, values: Given): void {
  const known = elementsOf(objectsOf(view.definition['blocks'])).map(
    ({ blockId, element }) => `${blockId}/${element['action_id']}`,
  );
  const given = Object.entries(values).flatMap(([blockId, actions]) =>
    Object.keys(actions).map((actionId) => `${blockId}/${actionId}`),
  );
  const unknown = given.find((field) => !known.includes(field));
  if (unknown !== undefined)
    throw new ClientRefusal(404, `there is no field ${unknown}; there are: ${known.join(', ') || 'none'}`);
}
