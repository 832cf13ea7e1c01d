// Listens to everything Slack can send, so that nothing is ever left without an acknowledgement or an answer.

import type { From } from '../verbs/asking.ts';
import { withReply } from '../views/answers/forms.ts';
import type { Shown } from '../views/answers/shown.ts';
import { actions, button, isClassic, messageView, section } from '../views/blocks.ts';
import type { SlackApp } from './bolt.ts';
import { type Ack, createEdge, type Edge, type EdgePorts } from './edge.ts';
import {
  commandPayload,
  homePayload,
  mentionPayload,
  type ShortcutPayload,
  shortcutPayload,
} from './payloads.ts';
import { onPress, type PressPorts, WINDOW_LOST } from './presses.ts';
import { asModal, commandBody, type Files, type Messages, responseBody } from './reply.ts';
import { onSubmission } from './submissions.ts';
import { onSuggestion } from './suggestions.ts';

export interface HandlerPorts extends PressPorts, EdgePorts {
  readonly messages: Messages;
  readonly files: Files;
}

const ANY = /.*/;

/** Returns the edge, whose `idle` an orderly stop waits for. */
export function registerHandlers(app: SlackApp, ports: HandlerPorts): Edge {
  const edge = createEdge(ports);
  app.command(ANY, ({ ack, body }) =>
    edge.handle('command', ack as never, (once) => onCommand(body, once, ports)),
  );
  app.action(ANY, ({ ack, body }) =>
    edge.handle('action', ack as never, async (once) => {
      await once();
      await onPress(body, ports);
    }),
  );
  app.view(ANY, ({ ack, body }) =>
    edge.handle('view', ack as never, (once) => onSubmission(body, once, ports)),
  );
  app.view({ callback_id: ANY, type: 'view_closed' }, ({ ack }) =>
    edge.handle('view_closed', ack as never, (once) => once()),
  );
  app.shortcut(ANY, ({ ack, body }) =>
    edge.handle('shortcut', ack as never, async (once) => {
      await once();
      await onShortcut(shortcutPayload.parse(body), ports);
    }),
  );
  app.options(ANY, ({ ack, body }) =>
    edge.handle('options', ack as never, async (once) => once(await onSuggestion(body, ports.verbs))),
  );
  app.event('app_mention', ({ body }) => edge.handle('event', acked, () => onMention(body, ports)));
  app.event('app_home_opened', ({ body }) => edge.handle('event', acked, () => onHome(body, ports)));
  return edge;
}

/** Bolt acknowledges events before any listener sees them. */
const acked = () => Promise.resolve();

async function onCommand(body: unknown, once: Ack, ports: HandlerPorts): Promise<void> {
  const { verbs, views, surfaces } = ports;
  const payload = commandPayload.parse(body);
  const { text, user_id: userId, channel_id: channel, trigger_id: deliveryId } = payload;
  const shown = views.shown(await verbs.line(text, { userId, channel, deliveryId }));
  if (shown.as !== 'form') {
    await answerCommand(shown, payload.response_url, once, ports);
    const sent = await sendFile(shown, userId, ports);
    if (!sent && payload.response_url !== undefined)
      await ports.respond(payload.response_url, responseBody(NO_FILE));
    return;
  }
  const respond = payload.response_url;
  const view = withReply(shown.view, { channel, ...(respond === undefined ? {} : { respond }) });
  const opened = await surfaces.openView(deliveryId, view);
  await once(opened.ok ? undefined : commandBody({ as: 'message', view: WINDOW_LOST }));
}

/** In the acknowledgement, but newer blocks by response_url, where Slack says whether it takes them. */
async function answerCommand(
  shown: Shown,
  url: string | undefined,
  once: Ack,
  { respond }: HandlerPorts,
): Promise<void> {
  if (shown.as !== 'message' || url === undefined || isClassic(shown.view)) return once(commandBody(shown));
  await once();
  await respond(url, responseBody(shown.view, { public: shown.public ?? false }));
}

/** False: there was one, and it could not be sent. */
async function sendFile(shown: Shown, userId: string, { files }: HandlerPorts): Promise<boolean> {
  if (shown.as !== 'message' || shown.file === undefined) return true;
  return (await files.send(userId, shown.file)).ok;
}

const LOST_FILE =
  'The file could not be sent to your direct messages; `/chaos doctor` says which right is missing.';
const NO_FILE = messageView(LOST_FILE, [section(LOST_FILE)]);

/** `@faultline VERB …` does in threads what a slash command cannot. */
async function onMention(body: unknown, ports: HandlerPorts): Promise<void> {
  const { verbs, views, messages } = ports;
  const { event, event_id: deliveryId } = mentionPayload.parse(body);
  if (event.user === undefined || event.bot_id !== undefined) return;
  const { user: userId, channel, thread_ts: thread } = event;
  const text = event.text.replace(/^[^<]*<@[A-Z0-9]+(\|[^>]*)?>[,:]?\s*/, '');
  const from: From = { userId, channel, deliveryId, ...(thread === undefined ? {} : { thread }) };
  const shown = views.shown(await verbs.line(text, from));
  const view = shown.as === 'message' ? shown.view : (shown.as === 'form' && shown.instead) || NO_WINDOW;
  const message = { channel, ...view, ...(thread === undefined ? {} : { threadTs: thread }) };
  await (shown.as === 'message' && shown.public
    ? messages.post(message)
    : messages.ephemeral({ ...message, user: userId }));
  if (!(await sendFile(shown, userId, ports)))
    await messages.ephemeral({ ...message, ...NO_FILE, user: userId });
}

async function onHome(body: unknown, { verbs, views, surfaces }: HandlerPorts): Promise<void> {
  const { event, event_id: deliveryId } = homePayload.parse(body);
  if (event.tab !== undefined && event.tab !== 'home') return;
  const answer = await verbs.home({ userId: event.user, channel: event.channel ?? event.user, deliveryId });
  await surfaces.publishHome(event.user, views.home(answer));
}

const NO_FORM = 'A form opens from a button or a slash command, not from a mention.';
const NO_WINDOW = messageView(NO_FORM, [
  section(NO_FORM),
  actions(button('hello_new', 'New experiment', 'new')),
]);

/** Shortcuts on a message mean its run; the global ones are the form, and `/chaos` alone. */
async function onShortcut(payload: ShortcutPayload, ports: HandlerPorts): Promise<void> {
  const { user, trigger_id: deliveryId, channel } = payload;
  const from: From = { userId: user.id, channel: channel?.id ?? user.id, deliveryId };
  const shown = ports.views.shown(await ports.verbs.line(shortcutLine(payload), from));
  if (shown.as === 'form') return void (await ports.surfaces.openView(deliveryId, shown.view));
  if (shown.as !== 'message') return;
  if (payload.response_url !== undefined)
    return ports.respond(payload.response_url, responseBody(shown.view));
  await ports.surfaces.openView(deliveryId, asModal(shown.view));
}

function shortcutLine({ callback_id: id, channel, message }: ShortcutPayload): string {
  if (message === undefined || channel === undefined) return id.endsWith('new') ? 'new' : '';
  const verb = id.endsWith('stop') ? 'stop' : 'show';
  // As a link to the card: never "the only run here", which might be another.
  return `${verb} /archives/${channel.id}/p${(message.thread_ts ?? message.ts).replace('.', '')}`;
}
