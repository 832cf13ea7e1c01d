import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTemplate } from '../../../src/chaos/templates/read-template.ts';
import { createBolt } from '../../../src/handlers/bolt.ts';
import { registerHandlers } from '../../../src/handlers/register.ts';
import { createLog } from '../../../src/ops/log.ts';
import { answerViews } from '../../golden/answer-views.ts';
import { SLOW } from '../chaos/templates/sample-template.ts';
import { ana, createHouse, type HouseOptions, jon, TEAM } from '../verbs/house.ts';

interface Button {
  readonly action_id: string;
  readonly value: string;
  readonly text: { readonly text: string };
}

type Json = Readonly<Record<string, unknown>>;
type Body = Readonly<Record<string, unknown>>;

interface Answered {
  readonly text: string;
  readonly blocks: readonly { readonly type: string; readonly elements?: readonly Button[] }[];
  readonly response_type?: string;
  readonly replace_original?: boolean;
}

/** Bolt with our listeners, fed as a receiver feeds it. */
function createWorkspace(options: HouseOptions = {}) {
  const house = createHouse(options);
  const log = createLog({ level: 'error', destination: { write: () => undefined } });
  const mode = { kind: 'http', signingSecret: 'secret', port: 0 } as const;
  const { app } = createBolt({ mode, botToken: 'xoxb-1', apiUrl: 'http://127.0.0.1:1/api/', log });
  const responses: Answered[] = [];
  const windows: { readonly callback_id?: string; readonly private_metadata?: string }[] = [];
  const messages: object[] = [];
  const homes: object[] = [];
  const redrawn: { readonly blocks: readonly Json[] }[] = [];
  const files: { readonly user: string; readonly name: string; readonly content: string }[] = [];
  let windowsOpen = true;
  let filesOpen = true;
  const edge = registerHandlers(app, {
    verbs: house.verbs,
    views: answerViews,
    surfaces: {
      openView: async (_trigger, view) => {
        if (windowsOpen) windows.push(view);
        return { ok: windowsOpen };
      },
      updateView: async (_id, view) => ({ ok: redrawn.push(view as (typeof redrawn)[number]) > 0 }),
      pushView: async (_trigger, view) => ({ ok: windows.push(view) > 0 }),
      publishHome: async (_user, view) => {
        homes.push(view);
        return { ok: true };
      },
    },
    messages: {
      post: async (message) => ({ ok: messages.push(message) > 0 }),
      ephemeral: async (message) => ({ ok: messages.push(message) > 0 }),
    },
    files: { send: async (user, file) => ({ ok: filesOpen && files.push({ user, ...file }) > 0 }) },
    respond: async (_url, body) => void responses.push(body as Answered),
    log,
    monotonic: () => performance.now(),
    onAcknowledged: () => undefined,
  });
  let trigger = 0;
  const send = async (body: Body): Promise<unknown[]> => {
    const acks: unknown[] = [];
    await app.processEvent({ body, ack: async (response: unknown) => void acks.push(response) });
    await edge.idle();
    return acks;
  };
  const command = async (text: string, who = ana.id): Promise<Answered> => {
    trigger += 1;
    const acks = await send({
      command: '/chaos',
      text,
      user_id: who,
      channel_id: TEAM,
      trigger_id: `t${trigger}`,
      response_url: 'http://127.0.0.1:1/respond',
      team_id: 'T1',
    });
    assert.equal(acks.length, 1);
    return acks[0] as Answered;
  };
  const press = (button: Pick<Button, 'action_id' | 'value'>, who = ana.id, more: Body = {}) => {
    trigger += 1;
    return send({
      type: 'block_actions',
      team: { id: 'T1' },
      user: { id: who },
      trigger_id: `t${trigger}`,
      response_url: 'http://127.0.0.1:1/respond',
      channel: { id: TEAM },
      container: { type: 'message', is_ephemeral: true, channel_id: TEAM },
      actions: [{ type: 'button', action_ts: `${trigger}`, ...button }],
      ...more,
    });
  };
  const submit = (
    callbackId: string,
    metadata: string,
    values: Readonly<Record<string, string>>,
    chosen: Readonly<Record<string, string>> = {},
  ) => {
    trigger += 1;
    const state = { ...typedIn(values), ...chosenIn(chosen) };
    return send({
      type: 'view_submission',
      team: { id: 'T1' },
      user: { id: ana.id },
      trigger_id: `t${trigger}`,
      view: {
        id: 'V1',
        type: 'modal',
        callback_id: callbackId,
        private_metadata: metadata,
        state: { values: state },
      },
    });
  };
  const closeFiles = () => {
    filesOpen = false;
  };
  const closeWindows = () => {
    windowsOpen = false;
  };
  return {
    house,
    send,
    command,
    press,
    submit,
    responses,
    windows,
    redrawn,
    messages,
    homes,
    files,
    closeFiles,
    closeWindows,
  };
}

function typedIn(values: Readonly<Record<string, string>>): Json {
  return Object.fromEntries(
    Object.entries(values).map(([id, value]) => [id, { [id]: { type: 'plain_text_input', value } }]),
  );
}

function chosenIn(values: Readonly<Record<string, string>>): Json {
  return Object.fromEntries(
    Object.entries(values).map(([id, value]) => [
      `${id}_v1`,
      { [id]: { type: 'multi_external_select', selected_options: [{ value }] } },
    ]),
  );
}

function buttonOf(answer: Answered | undefined, label: string): Button {
  const found = answer?.blocks
    .flatMap(({ elements }) => elements ?? [])
    .find(({ text }) => text?.text === label);
  assert.ok(found, `no button ${label} in ${JSON.stringify(answer)}`);
  return found;
}

test('a line is acknowledged with its plan, and the press makes the plan the answer', async () => {
  const { command, press, responses, house } = createWorkspace();
  const plan = await command('kill web');
  assert.equal(plan.response_type, 'ephemeral');
  const start = buttonOf(plan, 'Start now');
  assert.deepEqual(await press(start), [undefined]);
  assert.equal(responses[0]?.replace_original, true);
  assert.match(responses[0]?.text ?? '', /Starting/);
  const { run } = JSON.parse(start.value);
  assert.equal((await house.read(run)).phase, 'checking');
});

test('a refused press leaves the plan and its buttons where they are', async () => {
  const { command, press, responses } = createWorkspace();
  const start = buttonOf(await command('kill web'), 'Start now');
  await press(start, jon.id);
  assert.equal(responses[0]?.replace_original, false);
  assert.match(responses[0]?.text ?? '', /Only Ana can/);
});

test('where people must agree a form asks for the reason, and its answer replaces the plan', async () => {
  const { command, press, submit, windows, responses, house } = createWorkspace();
  const ask = buttonOf(await command('kill prod:web'), 'Request approval');
  await press(ask);
  assert.equal(windows[0]?.callback_id, 'ask_reason');
  const acks = await submit('ask_reason', windows[0]?.private_metadata ?? '', { reason: 'does it survive?' });
  assert.deepEqual(acks, [undefined]);
  assert.equal(responses[0]?.replace_original, true);
  assert.equal((await house.read(JSON.parse(ask.value).run)).reason, 'does it survive?');
});

test('a form with a fault gets words under the field, and stays open', async () => {
  const { command, press, submit, windows } = createWorkspace();
  await press(buttonOf(await command('delay web 200ms'), 'Change'));
  const chosen = {
    kind: 'NetworkChaos',
    action: 'delay',
    cluster: 'staging',
    namespace: 'shop',
    targets: 'web',
  };
  const typed = { 'v-latency': 'slow', pods: '0', length: '2m', reason: '' };
  const [ack] = await submit('experiment', windows[0]?.private_metadata ?? '', typed, chosen);
  assert.deepEqual(Object.keys((ack as { errors: object }).errors), ['pods', 'v-latency']);
  const mended = { ...typed, pods: '2', 'v-latency': '150ms' };
  assert.deepEqual(await submit('experiment', windows[0]?.private_metadata ?? '', mended, chosen), [
    undefined,
  ]);
});

test('the YAML of a run also comes as a file to whoever asks, and a file that cannot come is said', async () => {
  const { command, files, closeFiles, responses } = createWorkspace();
  const plan = await command('delay web 200ms');
  const { run } = JSON.parse(buttonOf(plan, 'Change').value) as { run: string };
  assert.match((await command(`show ${run} yaml`)).text ?? '', /kind: NetworkChaos/);
  assert.deepEqual([files[0]?.user, files[0]?.name], [ana.id, `${run}.yaml`]);
  assert.match(files[0]?.content ?? '', /^apiVersion: chaos-mesh.org/);
  closeFiles();
  await command(`show ${run} yaml`);
  assert.match(responses[0]?.text ?? '', /file could not be sent/);
});

test('a window that Slack does not open is said where the button was', async () => {
  const workspace = createWorkspace();
  const change = buttonOf(await workspace.command('kill web'), 'Change');
  workspace.closeWindows();
  await workspace.press(change);
  assert.match(workspace.responses[0]?.text ?? '', /could not be opened/);
});

test('a channel without a binding is asked for, and the picked place makes the plan', async () => {
  const { command, press, responses, house } = createWorkspace();
  house.bound.clear();
  await press(buttonOf(await command('kill web'), 'staging/shop'));
  buttonOf(responses[0], 'Start now');
});

for (const [name, action] of [
  ['an unknown button', { action_id: 'from_another_life', value: '{}' }],
  ['a value that is not JSON', { action_id: 'run_approve', value: 'garbage' }],
  ['a value without a digest', { action_id: 'run_approve', value: '{"run":"r-7k3m9q"}' }],
  ['a value far too long', { action_id: 'run_stop', value: 'x'.repeat(5000) }],
  ['a halt that names no scope', { action_id: 'halt_cluster', value: '{"scope":""}' }],
  ['a menu without a choice', { action_id: 'run_more', value: '{}' }],
] as const) {
  test(`${name} is acknowledged and gets a sentence`, async () => {
    const { press, responses } = createWorkspace();
    assert.deepEqual(await press(action), [undefined]);
    assert.match(responses[0]?.text ?? '', /nothing was done/);
  });
}

test('whatever else Slack sends is acknowledged once', async () => {
  const { send } = createWorkspace();
  const user = { id: ana.id };
  const team = { id: 'T1' };
  for (const body of [
    { type: 'view_closed', user, team, view: { id: 'V1', callback_id: 'x' } },
    {
      type: 'view_submission',
      user,
      team,
      trigger_id: 't',
      view: { id: 'V1', callback_id: 'x', type: 'modal' },
    },
    { type: 'block_suggestion', user, team, action_id: 'x', block_id: 'x', value: 'x' },
    { type: 'shortcut', user, team, callback_id: 'x', trigger_id: 't' },
    { type: 'block_actions', user, team, actions: [{ type: 'button', action_id: 'x' }] },
    { command: '/another', user_id: ana.id, channel_id: TEAM, trigger_id: 't', team_id: 'T1' },
    { command: '/chaos', team_id: 'T1' },
  ]) {
    assert.equal((await send(body)).length, 1, JSON.stringify(body));
  }
});

test('a mention in a thread is answered there, only to the one who asked', async () => {
  const { send, messages } = createWorkspace();
  await send({
    type: 'event_callback',
    team_id: 'T1',
    event_id: 'Ev1',
    event: {
      type: 'app_mention',
      user: ana.id,
      text: '<@U0BOT> list',
      channel: TEAM,
      ts: '2.2',
      thread_ts: '1.1',
    },
  });
  assert.partialDeepStrictEqual(messages[0], {
    channel: TEAM,
    user: ana.id,
    threadTs: '1.1',
    text: '*Open runs and experiments*\nNothing is open.',
  });
});

test('where no window opens, what a template lacks is said with a line that works', async () => {
  const read = readTemplate('slow.yaml', SLOW);
  assert.ok(read.ok);
  const templates = { folder: '/t', read: async () => ({ templates: [read.template], faults: [] }) };
  const { send, messages, command, windows } = createWorkspace({ templates });
  const event = { type: 'app_mention', user: ana.id, text: '<@U0BOT> use slow', channel: TEAM, ts: '2.2' };
  await send({ type: 'event_callback', team_id: 'T1', event_id: 'Ev1', event });
  assert.match(JSON.stringify(messages[0]), /`target` This has to be said.*use slow web because/);
  await command('use slow web pods 2');
  assert.equal(windows[0]?.callback_id, 'use_template');
  assert.equal(JSON.parse(windows[0]?.private_metadata ?? '').line, 'use slow pods 2');
});

test('the Home tab shows where one stands', async () => {
  const { send, homes } = createWorkspace();
  const event = { type: 'app_home_opened', user: ana.id, channel: 'D1', tab: 'home', event_ts: '1' };
  await send({ type: 'event_callback', team_id: 'T1', event_id: 'Ev1', event });
  assert.match(JSON.stringify(homes[0]), /Waits for you/);
});

test('a release is asked before the channel, and its confirmation replaces the question', async () => {
  const { command, press, responses } = createWorkspace();
  await command('halt because it burns');
  const asked = await command('release because it is over');
  assert.equal(asked.response_type, 'in_channel');
  const container = { type: 'message', channel_id: TEAM };
  await press(buttonOf(asked, 'Release'), jon.id, { container });
  assert.equal(responses[0]?.replace_original, true);
  assert.match(responses[0]?.text ?? '', /RELEASED/);
});

test('a shortcut on a message means the run of that message and no other', async () => {
  const { send, command, responses } = createWorkspace();
  await command('kill web go');
  const shortcut = {
    type: 'message_action',
    callback_id: 'faultline_stop',
    trigger_id: 'ts',
    team: { id: 'T1' },
  };
  const place = { channel: { id: TEAM }, user: { id: ana.id }, response_url: 'http://127.0.0.1:1/r' };
  await send({ ...shortcut, ...place, message: { ts: '1767610900.000200' } });
  assert.match(responses[0]?.text ?? '', /I find no run/);
});
