// What doctor says about Slack, people, Redis and keys; that it always answers in time.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Directory } from '../../../../src/identity/identity.ts';
import type { ChannelInfo, Channels } from '../../../../src/slack/channels.ts';
import type { SlackProfile } from '../../../../src/slack/people.ts';
import { runChecks } from '../../../../src/verbs/doctor/check.ts';
import { createDoctor } from '../../../../src/verbs/doctor/doctor.ts';
import { peopleCheck } from '../../../../src/verbs/doctor/people-check.ts';
import { type RedisChecksPorts, redisChecks } from '../../../../src/verbs/doctor/redis-checks.ts';
import { NEEDED_SCOPES } from '../../../../src/verbs/doctor/scopes.ts';
import { sealKeysCheck } from '../../../../src/verbs/doctor/seal-keys-check.ts';
import { slackChecks } from '../../../../src/verbs/doctor/slack-checks.ts';
import { templatesCheck } from '../../../../src/verbs/doctor/templates-check.ts';
import type { DoctorLine } from '../../../../src/verbs/doctor.ts';
import type { Templates } from '../../../../src/verbs/find-template.ts';
import { createScript, ok, refused, unknown } from '../../slack/call-script.ts';
import { ana, examinedBy, jon } from './scripted-cluster.ts';

const ALL_SCOPES = NEEDED_SCOPES.map(({ scope }) => scope);
const authed = (scopes: readonly string[] | undefined) => () =>
  ok({ team: 'Shop', user: 'faultline', ...(scopes && { response_metadata: { scopes } }) });
const inChannel: ChannelInfo = {
  id: 'C1',
  name: 'team-shop',
  member: true,
  archived: false,
  externallyShared: false,
  private: false,
  direct: false,
};

function channelsWith(
  info: Partial<ChannelInfo> = {},
  id: string | undefined = 'C1',
): Pick<Channels, 'info' | 'idOf'> {
  return { idOf: async () => id, info: async () => ({ ok: true, channel: { ...inChannel, ...info } }) };
}

function slackLines(
  auth: () => ReturnType<typeof ok>,
  channels = channelsWith(),
  refusesNewer = false,
): Promise<readonly DoctorLine[]> {
  const { call } = createScript({ 'auth.test': auth });
  return runChecks(
    slackChecks({ call, channels, named: ['team-shop'], refusesNewer: () => refusesNewer }),
    1_000,
  );
}

const bad = (lines: readonly DoctorLine[]) =>
  lines.filter(({ ok: state }) => state !== 'ok').map((line) => [line.ok, line.sentence]);

test('with all scopes and channels Slack has only good lines', async () => {
  const lines = await slackLines(authed(ALL_SCOPES));
  assert.deepEqual(bad(lines), []);
  assert.equal(lines[0]?.sentence, 'Signed in to Shop as faultline.');
});

test('a workspace that refused newer blocks is told of', async () => {
  const [line, ...more] = bad(await slackLines(authed(ALL_SCOPES), channelsWith(), true));
  assert.equal(line?.[0], 'weak');
  assert.match(line?.[1] ?? '', /refuses newer blocks/);
  assert.deepEqual(more, []);
});

test('each missing scope is a line that says what is lost without it', async () => {
  const granted = ALL_SCOPES.filter((scope) => scope !== 'channels:history' && scope !== 'chat:write');
  assert.deepEqual(bad(await slackLines(authed(granted))), [
    ['broken', 'The scope chat:write is missing: there is no card, and without a card nothing is injected.'],
    [
      'weak',
      'The scope channels:history is missing: a card or reply whose post was not answered may appear twice.',
    ],
  ]);
});

test('scopes that Slack does not tell are said to be unknown', async () => {
  assert.deepEqual(bad(await slackLines(authed(undefined))), [
    ['weak', 'Slack did not say which scopes the token has.'],
  ]);
});

test('a token Slack refuses is broken, in Slack’s own word', async () => {
  const lines = await slackLines(() => refused('token_revoked'));
  assert.deepEqual(bad(lines), [['broken', 'Slack refuses the bot token: token_revoked.']]);
});

test('a silent Slack is broken', async () => {
  assert.deepEqual(bad(await slackLines(unknown)), [['broken', 'Slack does not answer.']]);
});

const memberships = [
  [{ member: false }, /The bot is not in #team-shop/],
  [{ archived: true }, /is archived/],
  [{ externallyShared: true }, /shared with another organisation/],
] as const;

for (const [info, sentence] of memberships) {
  test(`a bound channel with ${JSON.stringify(info)} takes no cards, and doctor says so`, async () => {
    const [[state, said] = []] = bad(await slackLines(authed(ALL_SCOPES), channelsWith(info)));
    assert.equal(state, 'broken');
    assert.match(said ?? '', sentence);
  });
}

test('a bound channel that is not there is broken', async () => {
  const nowhere = { ...channelsWith(), idOf: async () => undefined };
  assert.match(
    bad(await slackLines(authed(ALL_SCOPES), nowhere))[0]?.[1] ?? '',
    /the bot sees no such channel/,
  );
});

const profile: SlackProfile = {
  id: 'U1',
  name: 'Ana',
  guest: false,
  foreign: false,
  deactivated: false,
  bot: false,
};

function directory(
  found: Readonly<Record<string, Partial<SlackProfile> | undefined>>,
): Pick<Directory, 'byEmail'> {
  return {
    byEmail: async (email) => {
      const own = found[email];
      return own === undefined
        ? { ok: false, kind: 'not-found' }
        : { ok: true, profile: { ...profile, ...own } };
    },
  };
}

test('people of the identity map whom Slack does not know, or refuses, are named', async () => {
  const check = peopleCheck({ people: [ana, jon], directory: directory({ [jon.email]: { guest: true } }) });
  assert.deepEqual(bad(await runChecks([check], 1_000)), [
    ['weak', 'Slack knows nobody with the address ana@shop.example.'],
    ['weak', 'jon@shop.example is a guest and is refused.'],
  ]);
});

test('an identity map that is complete has one good line, an empty one is broken', async () => {
  const found = directory({ [ana.email]: {}, [jon.email]: {} });
  const [line] = await runChecks([peopleCheck({ people: [ana, jon], directory: found })], 1_000);
  assert.equal(line?.sentence, 'All 2 people of the identity map are members of the workspace.');
  const [empty] = await runChecks([peopleCheck({ people: [], directory: found })], 1_000);
  assert.equal(empty?.ok, 'broken');
});

const durable = { appendonly: 'yes', appendfsync: 'always', 'maxmemory-policy': 'noeviction' };

function redis(
  options: Partial<RedisChecksPorts['redis']> & { readonly time?: number } = {},
): Promise<readonly DoctorLine[]> {
  const { time = 10_000, ...calls } = options;
  const checks = redisChecks({
    redis: { ping: async () => undefined, settings: async () => durable, ...calls },
    redisTime: async () => time,
    now: () => 10_000,
    monotonic: () => 0,
  });
  return runChecks(checks, 50);
}

test('a Redis that keeps everything and agrees about the time has only good lines', async () => {
  const lines = await redis();
  assert.deepEqual(bad(lines), []);
  assert.ok(
    lines.some(
      ({ sentence }) => sentence === 'appendonly yes, appendfsync always, maxmemory-policy noeviction.',
    ),
  );
});

test('each setting of Redis that loses something is named with what it loses', async () => {
  const settings = async () => ({
    appendonly: 'no',
    appendfsync: 'everysec',
    'maxmemory-policy': 'allkeys-lru',
  });
  const lines = await redis({ settings });
  assert.deepEqual(
    bad(lines).map(([, said]) => said),
    [
      'appendonly is no: a restart forgets runs and votes.',
      'appendfsync is everysec: a power cut forgets what people were told.',
      'maxmemory-policy is allkeys-lru: a full Redis throws runs away without a word.',
    ],
  );
  assert.ok(lines.some(({ cure }) => cure?.includes('CONFIG SET appendonly yes')));
});

test('a Redis that hides its settings is weak, not broken', async () => {
  assert.deepEqual(bad(await redis({ settings: async () => ({}) })), [
    ['weak', 'Redis does not say how it keeps data.'],
  ]);
});

test('of a dead Redis one line says so, and that Stop and Halt still work', async () => {
  const dead = async () => Promise.reject(new Error('ECONNREFUSED'));
  const checks = redisChecks({
    redis: { ping: dead, settings: dead },
    redisTime: dead,
    now: () => 0,
    monotonic: () => 0,
  });
  assert.deepEqual(bad(await runChecks(checks, 1_000)), [
    ['broken', 'Redis does not answer: nothing can be started, Stop and Halt still work.'],
  ]);
});

test('a clock that runs away is weak, and it is said in which direction', async () => {
  assert.match(bad(await redis({ time: 70_000 }))[0]?.[1] ?? '', /Our clock is 60 s behind that of Redis/);
  assert.match(bad(await redis({ time: 0 }))[0]?.[1] ?? '', /Our clock is 10 s ahead of that of Redis/);
});

test('a seal key that stands there twice is named, none at all is broken', async () => {
  const line = async (keys: readonly string[]) => (await runChecks([sealKeysCheck(keys)], 1_000))[0];
  assert.equal((await line(['a', 'b']))?.sentence, 'The first key signs, all 2 verify.');
  assert.equal((await line(['a', 'a']))?.ok, 'weak');
  assert.equal((await line([]))?.ok, 'broken');
});

test('a folder of templates is counted, and each file that is none is named by its line', async () => {
  const fault = {
    file: 'dns.yaml',
    line: 12,
    sentence: 'There is no field “mod”.',
    cure: 'Did you mean mode?',
  };
  const look = (read: Templates['read']) => runChecks([templatesCheck({ folder: '/t', read })], 1_000);
  const none = { templates: [], faults: [] };
  assert.deepEqual(bad(await look(async () => none)), []);
  assert.deepEqual(bad(await look(async () => ({ ...none, faults: [fault] }))), [
    ['weak', 'dns.yaml:12: There is no field “mod”. Nobody can use it.'],
  ]);
  const many = Array.from({ length: 12 }, () => fault);
  assert.equal((await look(async () => ({ ...none, faults: many }))).length, 11);
  const gone = Object.assign(new Error('x'), { code: 'ENOENT' });
  assert.deepEqual(bad(await look(() => Promise.reject(gone))), [
    ['broken', '/t cannot be read (ENOENT): nobody can use a template.'],
  ]);
});

test('a check that throws or hangs is a line of its own, and doctor answers in its time', async () => {
  const { call } = createScript({ 'auth.test': authed(ALL_SCOPES) });
  const [examined, inClusters] = examinedBy({});
  const doctor = createDoctor({
    slack: { call, channels: channelsWith(), named: ['team-shop'], refusesNewer: () => false },
    people: { people: [ana], directory: { byEmail: () => new Promise(() => undefined) } },
    redis: {
      redis: { ping: async () => undefined, settings: async () => Promise.reject(new Error('NOPERM')) },
      redisTime: async () => 0,
      now: () => 0,
      monotonic: () => 0,
    },
    templates: undefined,
    sealKeys: ['k'],
    alerts: {
      ...{ senders: [], hasTokens: false, alertmanagers: [], silenced: [] },
      ...{ heardAt: async () => undefined, redisTime: async () => 0 },
    },
    signals: { prometheus: new Map(), signals: 0 },
    clusters: [examined],
    inClusters,
  });
  const lines = await doctor.checks(50, ana);
  assert.deepEqual(bad(lines), [
    ['weak', 'Could not look at the identity map: no answer in 0.05 s.'],
    ['weak', 'Could not look at the settings of Redis: NOPERM.'],
  ]);
});

test('the names of many bound channels are fetched once', async () => {
  let fetched = 0;
  const known = new Set<string>();
  const idOf = async (name: string) => {
    if (!known.has(name)) fetched += 1;
    await new Promise(setImmediate);
    for (const one of ['a', 'b', 'c']) known.add(one);
    return `C${name}`;
  };
  const { call } = createScript({ 'auth.test': authed(ALL_SCOPES) });
  const checks = slackChecks({
    call,
    channels: { ...channelsWith(), idOf },
    named: ['a', 'b', 'c'],
    refusesNewer: () => false,
  });
  assert.equal((await runChecks(checks, 1_000)).length, 5);
  assert.equal(fetched, 1);
});
