// The Slack app manifests: what Slack accepts, and what the product needs, in both modes.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { NEEDED_SCOPES } from '../../../src/verbs/doctor/scopes.ts';
import { readYaml } from './read-manifests.ts';

interface AppManifest {
  readonly features: {
    readonly slash_commands: readonly {
      readonly command: string;
      readonly should_escape: boolean;
      readonly usage_hint: string;
      readonly url?: string;
    }[];
    readonly shortcuts: readonly { readonly type: string; readonly callback_id: string }[];
    readonly app_home: Readonly<Record<string, boolean>>;
  };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: {
    readonly socket_mode_enabled: boolean;
    readonly event_subscriptions: { readonly bot_events: readonly string[]; readonly request_url?: string };
    readonly interactivity: {
      readonly is_enabled: boolean;
      readonly request_url?: string;
      readonly message_menu_options_url?: string;
    };
  };
}

const schema = JSON.parse(
  readFileSync(new URL('slack-manifest.schema.json', import.meta.url), 'utf8'),
) as object;
const validate = new Ajv({ strict: true, allErrors: true }).compile(schema);
const socket = read('socket');
const http = read('http');

for (const [mode, manifest] of [
  ['socket', socket],
  ['http', http],
] as const) {
  test(`Slack takes the ${mode} manifest`, () => {
    validate(manifest);
    assert.deepEqual(validate.errors ?? [], []);
  });

  test(`the ${mode} manifest asks for the scopes doctor looks for, no more and no fewer`, () => {
    assert.deepEqual(
      [...manifest.oauth_config.scopes.bot].sort(),
      NEEDED_SCOPES.map(({ scope }) => scope).sort(),
    );
  });

  test(`the ${mode} manifest subscribes to the events the handlers listen to`, () => {
    assert.deepEqual(manifest.settings.event_subscriptions.bot_events, ['app_home_opened', 'app_mention']);
    assert.equal(manifest.features.app_home['home_tab_enabled'], true);
    assert.equal(manifest.settings.interactivity.is_enabled, true);
  });

  test(`in the ${mode} manifest /chaos gets people and channels as ids`, () => {
    const [command] = manifest.features.slash_commands;
    assert.equal(command?.command, '/chaos');
    assert.equal(command?.should_escape, true);
    assert.match(command?.usage_hint ?? '', /kill web/);
  });

  test(`in the ${mode} manifest a message has a shortcut to stop its run and one to show it`, () => {
    const onMessages = manifest.features.shortcuts.filter(({ type }) => type === 'message');
    assert.deepEqual(
      onMessages.map(({ callback_id }) => callback_id),
      ['run_stop', 'run_show'],
    );
  });
}

test('only the http manifest names addresses, the same everywhere', () => {
  const urls = (manifest: AppManifest) =>
    [...JSON.stringify(manifest).matchAll(/"(https:[^"]+)"/g)].map(([, url]) => url);
  assert.equal(socket.settings.socket_mode_enabled, true);
  assert.deepEqual(urls(socket), []);
  assert.equal(http.settings.socket_mode_enabled, false);
  assert.equal(urls(http).length, 4);
  assert.equal(new Set(urls(http)).size, 1);
});

test('a key Slack does not know is refused', () => {
  assert.equal(validate({ ...socket, permissions: {} }), false);
  assert.equal(validate({ ...socket, features: { ...socket.features, commands: [] } }), false);
});

/** https://docs.slack.dev/reference/methods */
const SCOPES_OF: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'chat.getPermalink': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.info': ['channels:read', 'groups:read', 'im:read'],
  'conversations.list': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'files.info': ['files:read'],
  'users.info': ['users:read', 'users:read.email'],
  'users.lookupByEmail': ['users:read.email'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
};

/** They come with features rather than methods. */
const WITHOUT_METHOD = ['commands', 'app_mentions:read', 'metadata.message:read'];

test('every method the product calls has its scopes, and every scope has a use', () => {
  const called = ['slack', 'handlers', 'threads', 'verbs'].flatMap(methodsIn);
  const needed = called.flatMap(
    (method) => SCOPES_OF[method] ?? assert.fail(`${method}: which scope does it need?`),
  );
  assert.deepEqual(new Set([...needed, ...WITHOUT_METHOD]), new Set(NEEDED_SCOPES.map(({ scope }) => scope)));
});

function methodsIn(folder: string): readonly string[] {
  const root = new URL(`../../../src/${folder}/`, import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const families =
    'auth|bookmarks|canvases|chat|conversations|files|pins|reactions|team|usergroups|users|views';
  const method = new RegExp(`'((?:${families})\\.[a-zA-Z.]+)'`, 'g');
  return files
    .filter((name) => !name.endsWith('scopes.ts'))
    .flatMap((name) =>
      [...readFileSync(new URL(name, root), 'utf8').matchAll(method)].map((match) => match[1] ?? ''),
    );
}

function read(mode: string): AppManifest {
  const [manifest] = readYaml(`slack/app-manifest.${mode}.yaml`) as readonly AppManifest[];
  return manifest ?? assert.fail(`app-manifest.${mode}.yaml is empty`);
}
