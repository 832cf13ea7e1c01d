// Who a Slack person is in a cluster, and who is nobody.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createIdentity } from '../../../src/identity/identity.ts';
import { createPeople, DirectoryUnavailable } from '../../../src/slack/people.ts';
import { createScript, ok, refused, unknown } from '../slack/call-script.ts';

type User = Readonly<Record<string, unknown>>;

function user(id: string, name: string, over: User = {}): User {
  return {
    id,
    team_id: 'T1',
    name,
    tz: 'Europe/Amsterdam',
    profile: { display_name: name, email: `${name}@Shop.example` },
    ...over,
  };
}

const users: readonly User[] = [
  user('U1', 'ana'),
  user('U2', 'mara', { tz: undefined }),
  user('U3', 'gast', { is_restricted: true }),
  user('U4', 'single', { is_ultra_restricted: true }),
  user('U5', 'gone', { deleted: true }),
  user('U6', 'robot', { is_bot: true }),
  user('U7', 'stranger', { is_stranger: true }),
  user('U8', 'other', { team_id: 'T2' }),
  user('U9', 'sister', { team_id: 'T2', enterprise_user: { enterprise_id: 'E1' } }),
  user('U10', 'zoe'),
  user('U11', 'mailless', { profile: { real_name: 'Mail Less' } }),
];

const map = ['ana', 'mara', 'gast', 'gone', 'sister', 'absent'].map((name) => ({
  email: `${name}@shop.example`,
  user: `${name}@k8s`,
  groups: name === 'ana' ? ['devs'] : ['owners'],
}));

function setUp({ enterprise = 'E1' }: { readonly enterprise?: string | null } = {}) {
  let clock = 0;
  let down = false;
  const emailOf = (one: User) => (one['profile'] as { email?: string }).email?.toLowerCase();
  const answer = (found: User | undefined, error: string) => {
    if (down) return unknown();
    return found ? ok({ user: found }) : refused(error);
  };
  const { call, asked } = createScript({
    'auth.test': () => ok({ team_id: 'T1', enterprise_id: enterprise }),
    'users.info': (args) =>
      answer(
        users.find(({ id }) => id === args['user']),
        'user_not_found',
      ),
    'users.lookupByEmail': (args) =>
      answer(
        users.find((one) => emailOf(one) === args['email']),
        'users_not_found',
      ),
  });
  const directory = createPeople({ call, now: () => clock });
  const identity = createIdentity({ people: map, directory });
  const count = (method: string) => asked.filter((one) => one.method === method).length;
  return {
    identity,
    count,
    pass: (ms: number) => {
      clock += ms;
    },
    fail: (yes: boolean) => {
      down = yes;
    },
  };
}

test('a person of the identity map is known with user, groups and time zone', async () => {
  const { identity } = setUp();
  assert.deepEqual(await identity.find('U1'), {
    ok: true,
    person: {
      id: 'U1',
      name: 'ana',
      email: 'ana@shop.example',
      user: 'ana@k8s',
      groups: ['devs'],
      timeZone: 'Europe/Amsterdam',
    },
  });
  const mara = await identity.find('U2');
  assert(mara.ok && mara.person.timeZone === undefined);
});

test('guests, strangers, deactivated people and bots are refused, each by name', async () => {
  const { identity } = setUp();
  const whys = await Promise.all(
    ['U3', 'U4', 'U5', 'U6', 'U7', 'U8'].map(async (id) => {
      const answer = await identity.find(id);
      return !answer.ok && answer.refusal.kind === 'not-a-member' ? answer.refusal.why : 'known';
    }),
  );
  assert.deepEqual(whys, ['guest', 'guest', 'deactivated', 'bot', 'foreign', 'foreign']);
});

test('another workspace of the same organisation is home', async () => {
  assert.equal((await setUp().identity.find('U9')).ok, true);
  assert.equal((await setUp({ enterprise: null }).identity.find('U9')).ok, false);
});

test('who is not in the identity map is told with the address that was looked for', async () => {
  const { identity } = setUp();
  const refusalOf = async (id: string) => {
    const answer = await identity.find(id);
    return answer.ok ? undefined : answer.refusal;
  };
  assert.deepEqual(await refusalOf('U10'), { kind: 'unknown-person', email: 'zoe@shop.example' });
  assert.deepEqual(await refusalOf('U11'), { kind: 'unknown-person' });
  assert.deepEqual(await refusalOf('U99'), { kind: 'unknown-person' });
});

test('the members of a group are those who can press, in the order of the map', async () => {
  const { identity, count } = setUp();
  const ids = (await identity.membersOf('owners')).map(({ id }) => id);
  assert.deepEqual(ids, ['U2', 'U9']);
  assert.deepEqual(
    (await identity.everyone()).map(({ id }) => id),
    ['U1', 'U2', 'U9'],
  );
  await identity.find('U2');
  assert.equal(count('users.info'), 0);
});

test('two hundred presses at once ask Slack once', async () => {
  const { identity, count } = setUp();
  await Promise.all(Array.from({ length: 200 }, () => identity.find('U1')));
  assert.deepEqual([count('users.info'), count('auth.test')], [1, 1]);
});

test('answers are kept for ten minutes, and an unknown person for half a minute', async () => {
  const { identity, count, pass } = setUp();
  await identity.find('U1');
  await identity.find('U99');
  pass(31_000);
  await identity.find('U1');
  await identity.find('U99');
  assert.equal(count('users.info'), 3);
  pass(600_000);
  await identity.find('U1');
  assert.equal(count('users.info'), 4);
});

test('when Slack does not answer, who was known stays known, and who was not is a fault', async () => {
  const { identity, pass, fail } = setUp();
  await identity.find('U1');
  pass(700_000);
  fail(true);
  assert.equal((await identity.find('U1')).ok, true);
  await assert.rejects(identity.find('U2'), DirectoryUnavailable);
  fail(false);
  assert.equal((await identity.find('U2')).ok, true);
});
