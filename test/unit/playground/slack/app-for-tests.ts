// A real Bolt app that does a little of everything, over Socket Mode or HTTP.
import { createServer } from 'node:http';
import bolt from '@slack/bolt';
import type { SlackEmulator } from '../../../../playground/slack/emulator.ts';
import type { Body } from './workspace-for-tests.ts';

const { App, HTTPReceiver, LogLevel } = bolt;

export const FORM = {
  type: 'modal',
  callback_id: 'form',
  notify_on_close: true,
  title: { type: 'plain_text', text: 'New' },
  submit: { type: 'plain_text', text: 'Go' },
  blocks: [
    {
      type: 'input',
      block_id: 'why',
      label: { type: 'plain_text', text: 'Why' },
      element: { type: 'plain_text_input', action_id: 'text' },
    },
    {
      type: 'input',
      block_id: 'what',
      optional: true,
      label: { type: 'plain_text', text: 'What' },
      element: { type: 'external_select', action_id: 'pick', min_query_length: 0 },
    },
  ],
} as const;

export interface TestApp {
  readonly heard: Body[];
  stop(): Promise<unknown>;
}

function button(action: string, text: string): Body {
  return { type: 'button', action_id: action, value: 'v1', text: { type: 'plain_text', text } };
}

function register(app: InstanceType<typeof App>): Body[] {
  const heard: Body[] = [];
  app.command('/chaos', async ({ command, ack, respond }) => {
    heard.push({ ...command });
    if (command.text === 'silent') return;
    if (command.text !== 'later') return void (await ack(`heard ${command.text}`));
    await ack();
    await respond({
      text: 'plan',
      blocks: [
        { type: 'actions', elements: [button('start', 'Start now'), button('form', 'Change')] },
      ] as never,
    });
  });
  app.action('start', async ({ ack, respond, body }) => {
    heard.push(body as unknown as Body);
    await ack();
    await respond({ text: 'started', replace_original: true });
  });
  app.action('form', async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: (body as { trigger_id: string }).trigger_id, view: FORM as never });
  });
  app.options('pick', async ({ ack, options }) => {
    await ack({ options: [{ text: { type: 'plain_text', text: `web ${options.value}` }, value: 'web' }] });
  });
  app.view('form', async ({ ack, view }) => {
    heard.push(view as unknown as Body);
    const why = view.state.values['why']?.['text']?.value;
    if (why === 'no') await ack({ response_action: 'errors', errors: { why: 'Say more.' } });
    else await ack();
  });
  app.view({ type: 'view_closed', callback_id: 'form' }, async ({ ack }) => {
    heard.push({ closed: true });
    await ack();
  });
  app.shortcut('new', async ({ ack, shortcut }) => {
    heard.push({ shortcut: shortcut.type });
    await ack();
  });
  app.event('app_mention', async ({ event, say }) => {
    heard.push(event as unknown as Body);
    await say({ text: `yes <@${event.user}>`, thread_ts: event.ts });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    const blocks = [{ type: 'header', text: { type: 'plain_text', text: 'Nothing runs' } }];
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: blocks as never } });
  });
  return heard;
}

export async function socketApp(slack: SlackEmulator): Promise<TestApp> {
  const app = new App({
    token: 'xoxb-1',
    appToken: 'xapp-1',
    socketMode: true,
    logLevel: LogLevel.ERROR,
    convoStore: false,
    clientOptions: { slackApiUrl: slack.apiUrl },
  });
  const heard = register(app);
  await app.start();
  return { heard, stop: () => app.stop() };
}

export async function httpApp(apiUrl: string, port: number): Promise<TestApp> {
  const receiver = new HTTPReceiver({ signingSecret: 'secret', logLevel: LogLevel.ERROR });
  const app = new App({
    token: 'xoxb-1',
    receiver,
    logLevel: LogLevel.ERROR,
    convoStore: false,
    clientOptions: { slackApiUrl: apiUrl },
  });
  const heard = register(app);
  await app.start(port);
  return { heard, stop: () => app.stop() };
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
