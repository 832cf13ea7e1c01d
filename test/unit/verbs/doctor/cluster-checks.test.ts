// What doctor says about a cluster, and what cures it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChaosObject } from '../../../../src/chaos/cluster.ts';
import { runChecks } from '../../../../src/verbs/doctor/check.ts';
import { clusterChecks } from '../../../../src/verbs/doctor/cluster-checks.ts';
import type { DoctorLine } from '../../../../src/verbs/doctor.ts';
import {
  ana,
  CONTROLLERS,
  clusterChecksAsked,
  clusterLines,
  controller,
  DISCOVERY,
  examinedBy,
  MUTATING,
  NODES,
  node,
  type Script,
  SLICES,
  slice,
  VALIDATING,
  webhook,
  webhooks,
} from './scripted-cluster.ts';

test('a healthy cluster has only good lines, each about that cluster', async () => {
  const lines = await clusterLines();
  assert.deepEqual(
    lines.filter(({ ok }) => ok !== 'ok'),
    [],
  );
  assert.ok(lines.every(({ area }) => area === 'cluster staging'));
  const text = lines.map(({ sentence }) => sentence).join('\n');
  for (const said of [
    'Kubernetes v1.35.4 answers in 1 ms.',
    'Chaos Mesh 2.8.3.',
    'ready (1 of 1)',
    'each of the 2 nodes',
    'latch is open',
  ]) {
    assert.ok(text.includes(said), said);
  }
});

interface Case {
  readonly name: string;
  readonly script: Script;
  readonly ok: DoctorLine['ok'];
  readonly sentence: RegExp;
}

const refusal = (reason: 'no-webhook' | 'forbidden' | 'denied', sentence: string) =>
  ({ ok: false, refusal: { reason, sentence, fields: [] } }) as const;

const cases: readonly Case[] = [
  {
    name: 'a slow API server',
    script: { monotonic: counting(600) },
    ok: 'weak',
    sentence: /answers in 600 ms/,
  },
  {
    name: 'a cluster without Chaos Mesh',
    script: { bodies: { [DISCOVERY]: undefined } },
    ok: 'broken',
    sentence: /Chaos Mesh is not installed/,
  },
  {
    name: 'a kind that is not served',
    script: { bodies: { [DISCOVERY]: { resources: [{ kind: 'PodChaos' }, { kind: 'StressChaos' }] } } },
    ok: 'weak',
    sentence: /Does not serve NetworkChaos/,
  },
  {
    name: 'an old Chaos Mesh',
    script: { bodies: { [CONTROLLERS]: { items: [controller('chaos-mesh:v2.5.2')] } } },
    ok: 'weak',
    sentence: /Chaos Mesh 2\.5\.2 is older than 2\.6/,
  },
  {
    name: 'an image whose version cannot be told',
    script: { bodies: { [CONTROLLERS]: { items: [controller('chaos-mesh@sha256:abc')] } } },
    ok: 'weak',
    sentence: /cannot be told from its image/,
  },
  {
    name: 'a controller that is not ready',
    script: { bodies: { [CONTROLLERS]: { items: [controller('chaos-mesh:v2.8.3', 0, 3)] } } },
    ok: 'broken',
    sentence: /controller of Chaos Mesh is not ready/,
  },
  {
    name: 'one controller of three',
    script: { bodies: { [CONTROLLERS]: { items: [controller('chaos-mesh:v2.8.3', 1, 3)] } } },
    ok: 'weak',
    sentence: /1 of 3 controllers/,
  },
  {
    name: 'no controller that can be found',
    script: { bodies: { [CONTROLLERS]: { items: [] } } },
    ok: 'weak',
    sentence: /No Deployment has the labels/,
  },
  {
    name: 'a node without a daemon',
    script: { bodies: { [SLICES]: { items: [slice('node-a')] } } },
    ok: 'weak',
    sentence: /No daemon of Chaos Mesh on 1 of 2 nodes \(node-b\)/,
  },
  {
    name: 'no daemon at all',
    script: { bodies: { [SLICES]: { items: [] } } },
    ok: 'broken',
    sentence: /on 2 of 2 nodes/,
  },
  {
    name: 'no webhook for a kind',
    script: { bodies: { [MUTATING]: { items: [webhooks('m', ['podchaos', 'stresschaos'])] } } },
    ok: 'broken',
    sentence: /No webhook fills in and checks NetworkChaos/,
  },
  {
    name: 'no webhook that asks about rights',
    script: { bodies: { [VALIDATING]: { items: [webhooks('v')] } } },
    ok: 'weak',
    sentence: /asks about people’s rights is missing/,
  },
  {
    name: 'a rights webhook that fails open',
    script: {
      bodies: {
        [VALIDATING]: {
          items: [webhooks('v'), { webhooks: [webhook('vauth.kb.io', ['podchaos'], 'Ignore')] }],
        },
      },
    },
    ok: 'weak',
    sentence: /While vauth\.kb\.io cannot be asked/,
  },
  {
    name: 'a webhook out of reach',
    script: { create: refusal('no-webhook', 'failed calling webhook "mpodchaos.kb.io": timeout') },
    ok: 'broken',
    sentence: /cannot reach a webhook of Chaos Mesh: failed calling webhook/,
  },
  {
    name: 'an asker without rights',
    script: { create: refusal('forbidden', 'ana is forbidden on namespace shop') },
    ok: 'weak',
    sentence: /A create as ana is refused: ana is forbidden/,
  },
  {
    name: 'an admission policy in the way',
    script: { create: refusal('denied', 'names must begin with a team') },
    ok: 'weak',
    sentence: /A create that should pass is refused/,
  },
  {
    name: 'no namespace to try in',
    script: { bound: [] },
    ok: 'weak',
    sentence: /no namespace is known to try it in/,
  },
  {
    name: 'a halted cluster',
    script: { latch: { state: 'closed', scopes: [{ scope: 'all', by: 'Jon', at: 1, reason: 'errors' }] } },
    ok: 'weak',
    sentence: /The cluster is halted by Jon: errors\./,
  },
  {
    name: 'a halted namespace',
    script: { latch: { state: 'closed', scopes: [{ scope: 'ns/shop', by: 'Jon', at: 1, reason: '' }] } },
    ok: 'weak',
    sentence: /The namespace shop is halted by Jon\./,
  },
  {
    name: 'a latch that cannot be read',
    script: { latch: { state: 'unreadable', cause: new Error('403') } },
    ok: 'broken',
    sentence: /latch cannot be read, so nothing starts/,
  },
  {
    name: 'a collection that cannot be followed',
    script: { faults: [{ path: '/api/v1/pods', fault: new Error('pods is forbidden.') }] },
    ok: 'broken',
    sentence: /\/api\/v1\/pods cannot be followed: pods is forbidden\.$/,
  },
  {
    name: 'a cache that is not filled',
    script: { synced: false },
    ok: 'broken',
    sentence: /What runs there is not known yet/,
  },
  {
    name: 'an object with our label and a foreign seal',
    script: {
      objects: [{ namespace: 'shop', name: 'kill-web', labels: { 'faultline.dev/run': 'r-1' } }],
      isOurs: () => false,
    },
    ok: 'weak',
    sentence: /1 objects carry our label and no valid seal \(shop\/kill-web\)/,
  },
  {
    name: 'a bot that may not delete',
    script: {
      may: (right) => right.verb !== 'delete' && right.name !== 'system:masters' && right.verb !== 'create',
    },
    ok: 'broken',
    sentence: /The bot may not delete podchaos\.chaos-mesh\.org\./,
  },
  {
    name: 'a group the bot may not impersonate',
    script: {
      may: (right, who) => who !== undefined || (right.name !== 'sre' && right.name !== 'system:masters'),
    },
    ok: 'broken',
    sentence: /The bot may not impersonate groups “sre”\./,
  },
  {
    name: 'a bot that may become anybody',
    script: { may: () => true },
    ok: 'weak',
    sentence: /The bot may impersonate groups “system:masters”, which it never needs/,
  },
  {
    name: 'people of whom some may not create',
    script: {
      may: (right, who) => (who === undefined ? right.name !== 'system:masters' : who.user === 'ana'),
    },
    ok: 'weak',
    sentence: /1 of 2 people may create experiments in shop/,
  },
  {
    name: 'people of whom nobody may create',
    script: { may: (_, who) => who === undefined },
    ok: 'broken',
    sentence: /None of the 2 people may create experiments in shop/,
  },
];

for (const { name, script, ok, sentence } of cases) {
  test(`doctor says what is wrong with ${name}, and its cure`, async () => {
    const lines = await clusterLines(script);
    const found = lines.find((line) => sentence.test(line.sentence));
    assert.ok(found, JSON.stringify(lines, undefined, 1));
    assert.equal(found.ok, ok);
    assert.ok(found.cure);
  });
}

test('nodes that take no pods and nodes of Windows need no daemon', async () => {
  const windows = { metadata: { name: 'win', labels: { 'kubernetes.io/os': 'windows' } } };
  const nodes = [node('node-a'), node('node-b'), node('drained', { unschedulable: true }), windows];
  const lines = await clusterLines({ bodies: { [NODES]: { items: nodes } } });
  assert.ok(lines.some(({ sentence }) => sentence === 'A daemon of Chaos Mesh runs on each of the 2 nodes.'));
});

test('nothing is tried in anybody’s name when nobody is named', async () => {
  const [examined, { as: _, ...ports }] = examinedBy({});
  const cluster = { ...examined.cluster, create: () => assert.fail('a create was tried') };
  const lines = await runChecks(clusterChecks({ ...examined, cluster }, ports), 1_000);
  assert.ok(lines.some(({ sentence }) => /nobody is named to try it as/.test(sentence)));
});

test('the create that is tried is a dry run as the person who asks, and matches no pod', async () => {
  const tried: unknown[][] = [];
  const [examined, ports] = examinedBy({});
  const create = async (...words: unknown[]) => {
    tried.push(words);
    return { ok: true, object: {} as ChaosObject } as const;
  };
  await runChecks(clusterChecks({ ...examined, cluster: { ...examined.cluster, create } }, ports), 1_000);
  const [[manifest, as, options] = []] = tried;
  assert.deepEqual(as, ana);
  assert.equal((options as { dryRun: boolean }).dryRun, true);
  assert.match(JSON.stringify(manifest), /"labelSelectors":\{"faultline.dev\/doctor":"matches-nothing"\}/);
});

test('rights are asked namespace by namespace where the configuration names them', async () => {
  const lines = await clusterLines({
    open: ['shop', 'bank'],
    may: (right, who) => who !== undefined || right.namespace !== 'bank',
  });
  const missing = lines.filter(({ sentence }) => /^The bot may not/.test(sentence));
  assert.ok(missing.length > 5);
  assert.ok(missing.every(({ sentence }) => sentence.endsWith(' in bank.')));
});

test('of a cluster that does not answer one line says so, and no others that they could not look', async () => {
  const never = () => new Promise(() => undefined);
  const dead = ['/version', DISCOVERY, CONTROLLERS, SLICES, NODES, MUTATING, VALIDATING];
  const lines = await clusterLines({
    bodies: Object.fromEntries(dead.map((path) => [path, never])),
    withinMs: 20,
  });
  const bad = lines.filter(({ ok }) => ok !== 'ok');
  assert.deepEqual(
    bad.map(({ ok, sentence }) => [ok, sentence]),
    [['broken', 'The API server does not answer, so nothing starts there: no answer in 0.02 s.']],
  );
});

test('a question the cluster refuses is a line of its own, and the others are answered', async () => {
  const lines = await clusterLines({ bodies: { [MUTATING]: 403 } });
  const bad = lines.filter(({ ok }) => ok !== 'ok');
  assert.equal(bad.length, 1);
  assert.equal(bad[0]?.ok, 'weak');
  assert.match(
    bad[0]?.sentence ?? '',
    /^Could not look at the webhooks: cluster staging did not answer \(HTTP 403: no\)\.$/,
  );
});

test('doctor changes nothing in a cluster', async () => {
  for (const { method, path } of await clusterChecksAsked()) {
    assert.ok(method === 'GET' || /accessreviews$/.test(path), `${method} ${path}`);
  }
});

function counting(step: number): () => number {
  let now = -step;
  return () => {
    now += step;
    return now;
  };
}
