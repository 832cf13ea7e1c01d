// A button that was pressed: acknowledged at once, one verb, one view, answered where it was pressed.

import type { Answer } from '../verbs/answer.ts';
import type { From } from '../verbs/asking.ts';
import type { Verbs } from '../verbs/verbs.ts';
import type { AnswerViews } from '../views/answers/answer-view.ts';
import { withReply } from '../views/answers/forms.ts';
import type { Shown } from '../views/answers/shown.ts';
import { messageView, section } from '../views/blocks.ts';
import { isInForm, onFormPress } from './form-presses.ts';
import { type PressPayload, pressPayload } from './payloads.ts';
import { type Pressed, readPress } from './press-table.ts';
import { asModal, type Respond, responseBody, type Surfaces } from './reply.ts';

export interface PressPorts {
  readonly verbs: Verbs;
  readonly views: AnswerViews;
  readonly surfaces: Surfaces;
  readonly respond: Respond;
}

export async function onPress(body: unknown, ports: PressPorts): Promise<void> {
  const payload = pressPayload.parse(body);
  const [action] = payload.actions;
  if (action === undefined) return;
  const from = fromOf(payload, action.action_ts);
  if (isInForm(payload)) return onFormPress(payload, from, ports);
  const pressed = readPress(action.action_id, action.selected_option?.value ?? action.value);
  const answer = await ask(pressed, from, ports.verbs);
  await deliver(answer, ports.views.shownToPress(answer), payload, isAboutItself(action.action_id), ports);
}

function ask(pressed: Pressed, from: From, verbs: Verbs): Promise<Answer> {
  return pressed.as === 'press'
    ? verbs.press(pressed.press, from)
    : verbs.line(pressed.text, from, pressed.at);
}

/** The trigger is the delivery; some old clients send none. */
function fromOf(payload: PressPayload, actionTs: string): From {
  const channel = payload.channel?.id ?? payload.container?.channel_id ?? payload.user.id;
  const thread = payload.message?.thread_ts ?? payload.message?.ts;
  return {
    userId: payload.user.id,
    channel,
    deliveryId: payload.trigger_id ?? `${payload.user.id}:${actionTs}`,
    ...(thread === undefined ? {} : { thread }),
  };
}

/** The buttons of hello and help are used again; all others have done their work with one answer. */
function isAboutItself(actionId: string): boolean {
  return !actionId.startsWith('hello_') && !actionId.startsWith('help_');
}

async function deliver(
  answer: Answer,
  shown: Shown,
  payload: PressPayload,
  once: boolean,
  ports: PressPorts,
): Promise<void> {
  const isEphemeral = payload.container?.is_ephemeral === true;
  // A refused press leaves the buttons where they are: what is refused now may pass in a minute.
  const replace = once && answer.kind !== 'refused' && (isEphemeral || isPublic(shown));
  if (shown.as === 'form') return openForm(shown, payload, isEphemeral, ports);
  if (shown.as !== 'message') return;
  if (payload.response_url !== undefined) {
    const threadTs = threadPressedIn(payload);
    const options = { replace, public: isPublic(shown), ...(threadTs === undefined ? {} : { threadTs }) };
    return ports.respond(payload.response_url, responseBody(shown.view, options));
  }
  await openWindow(payload, asModal(shown.view), ports.surfaces);
}

/** What was pressed in a window is answered in that window. */
async function openWindow(
  { view, trigger_id: trigger }: PressPayload,
  shown: object,
  surfaces: Surfaces,
): Promise<boolean> {
  if (view?.type === 'modal') return (await surfaces.updateView(view.id, shown)).ok;
  return trigger !== undefined && (await surfaces.openView(trigger, shown)).ok;
}

/** Slack calls a card that has replies its own thread; whoever presses it there looks at the channel. */
function threadPressedIn({ message }: PressPayload): string | undefined {
  return message?.thread_ts === message?.ts ? undefined : message?.thread_ts;
}

function isPublic(shown: Shown): boolean {
  return shown.as === 'message' && shown.public === true;
}

export const WINDOW_LOST = messageView('The window could not be opened in time; try again.', [
  section('The window could not be opened in time; try again.'),
]);

async function openForm(
  { view }: Extract<Shown, { as: 'form' }>,
  payload: PressPayload,
  replace: boolean,
  { surfaces, respond }: PressPorts,
): Promise<void> {
  const channel = payload.channel?.id;
  const form = withReply(view, {
    replace,
    ...(payload.response_url === undefined ? {} : { respond: payload.response_url }),
    ...(channel === undefined ? {} : { channel }),
  });
  const opened = await openWindow(payload, form, surfaces);
  if (!opened && payload.response_url !== undefined) {
    await respond(payload.response_url, responseBody(WINDOW_LOST));
  }
}
