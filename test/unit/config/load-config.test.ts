// What a configuration becomes, and what is said of a wrong one.

import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { inspect } from 'node:util';
import type { ConfigFault } from '../../../src/config/fault.ts';
import { loadClusterAccess, loadConfig, secretsOf } from '../../../src/config/load-config.ts';
import { settingsTable } from '../../../src/config/settings.ts';
import { policyFaults } from '../../../src/policy/policy-faults.ts';

const key = 'k'.repeat(32);

const env = {
  SLACK_BOT_TOKEN: 'xoxb-bot',
  SLACK_APP_TOKEN: 'xapp-app',
  REDIS_URL: 'redis://user:hunter2@localhost:6379',
  FAULTLINE_SEAL_KEYS: `${key}, ${'o'.repeat(40)}`,
};

const file = `
clusters:
  - { name: staging }
  - { name: prod, context: eu-1, production: true, namespaces: [shop] }
people:
  - { email: Ana@Shop.example, user: ana@shop.example, groups: [shop-developers] }
  - { email: mara@shop.example, user: mara@shop.example, groups: [shop-owners, sre] }
channels:
  - { channel: '#team-shop', cluster: staging, namespace: shop }
policy:
  limits: { maxDuration: 10m, maxPods: 10, maxShare: 50% }
  rules:
    - { name: free, when: 'cluster == "staging"', allow: at-once, maxPods: 3 }
    - { name: closed, when: 'ns == "billing"', refuse: Not billing. }
    - name: production
      approvals: [{ group: shop-owners, count: 1 }]
      start: requester
      expires: 2h
      maxShare: 25%
`;

function load(text: string, variables: Record<string, string | undefined> = env) {
  return loadConfig({ file: text, env: variables, checkPolicy: policyFaults });
}

function faultsOf(text: string, variables?: Record<string, string | undefined>): readonly ConfigFault[] {
  const loaded = load(text, variables);
  return loaded.ok ? [] : loaded.faults;
}

function pathsOf(text: string, variables?: Record<string, string | undefined>): readonly string[] {
  return faultsOf(text, variables).map(({ path }) => path);
}

test('a folder of templates is meant from where the file is', () => {
  const at = (templates: string, folder?: string) => {
    const text = `clusters: [{ name: staging }]\ntemplates: ${templates}`;
    const loaded = loadConfig({ file: text, env, ...(folder === undefined ? {} : { folder }) });
    return loaded.ok ? loaded.config.templates : undefined;
  };
  assert.equal(at('drills', '/etc/faultline'), '/etc/faultline/drills');
  assert.equal(at('/srv/drills', '/etc/faultline'), '/srv/drills');
  assert.equal(at('drills'), resolve('drills'));
});

test('a small file and four variables are enough', () => {
  const loaded = load('clusters: [{ name: staging }]');
  assert(loaded.ok);
  const { config } = loaded;
  assert.equal(config.slack.mode, 'socket');
  assert.equal(config.slack.blocks, 'classic');
  assert.equal(config.namespace, 'faultline');
  assert.deepEqual(config.clusters, [{ name: 'staging', production: false }]);
  assert.deepEqual(config.timing, { lockMs: 5_000, stalledMs: 2_000, sweepMs: 2_000 });
  assert.equal(config.retentionSeconds, 90 * 86_400);
  assert.equal(config.webPort, 8_080);
  assert.equal(config.logLevel, 'info');
  assert.deepEqual(config.policy.rules, []);
});

test('newer blocks are wanted or not, and nothing else', () => {
  const native = load(`${file}\nslack: { blocks: native }`);
  assert(native.ok && native.config.slack.blocks === 'native');
  assert.deepEqual(pathsOf(`${file}\nslack: { blocks: modern }`), ['slack.blocks']);
});

test('rules, people and channels come out typed', () => {
  const loaded = load(file);
  assert(loaded.ok);
  const { policy, people, channels, sealKeys } = loaded.config;
  assert.deepEqual(policy.limits, { maxDurationSeconds: 600, maxPods: 10, maxShare: 0.5 });
  assert.deepEqual(policy.rules, [
    { name: 'free', when: 'cluster == "staging"', outcome: { kind: 'allow' }, limits: { maxPods: 3 } },
    {
      name: 'closed',
      when: 'ns == "billing"',
      outcome: { kind: 'refuse', sentence: 'Not billing.' },
      limits: {},
    },
    {
      name: 'production',
      outcome: {
        kind: 'approvals',
        approvals: [{ group: 'shop-owners', count: 1 }],
        start: 'requester',
        expireSeconds: 7_200,
      },
      limits: { maxShare: 0.25 },
    },
  ]);
  assert.equal(people[0]?.email, 'ana@shop.example');
  assert.equal(channels[0]?.channel, 'team-shop');
  assert.deepEqual(
    sealKeys.map((one) => one.reveal().length),
    [32, 40],
  );
});

test("Faultline's own namespace is always protected", () => {
  const loaded = load(
    '{ clusters: [{ name: a }], namespace: chaos-bot, policy: { protectedNamespaces: [] } }',
  );
  assert(loaded.ok);
  assert.deepEqual(loaded.config.policy.protectedNamespaces, ['chaos-bot']);
});

test('what opted out, and what has to opt in, is said by labels and annotations', () => {
  const loaded = load('{ clusters: [{ name: a }], policy: { optOut: [shop.example/frozen], optIn: [a=b] } }');
  assert(loaded.ok);
  assert.deepEqual(loaded.config.policy.optOut, ['shop.example/frozen']);
  assert.deepEqual(loaded.config.policy.optIn, ['a=b']);
  const usual = load('{ clusters: [{ name: a }] }');
  assert(usual.ok);
  assert.deepEqual(usual.config.policy.optOut, ['faultline.dev/chaos=never']);
  assert.deepEqual(usual.config.policy.optIn, []);
  const [wrong] = faultsOf("{ clusters: [{ name: a }], policy: { optOut: ['two words'] } }");
  assert.equal(wrong?.path, 'policy.optOut[0]');
});

test('everything that is wrong is said at once, each with its path and a cure', () => {
  const wrong = `
clusters: [{ name: Prod_1 }, {}]
retention: soon
people: [{ email: nobody, user: 'system:admin', groups: ['system:masters'] }]
policy:
  rules:
    - { name: both, allow: at-once, refuse: No. }
    - { name: neither, start: auto }
    - { name: much, allow: at-once, maxShare: 150% }
slak: {}
`;
  const faults = faultsOf(wrong, {});
  assert.deepEqual(
    faults.map(({ path }) => path).toSorted(),
    [
      'FAULTLINE_SEAL_KEYS',
      'REDIS_URL',
      'SLACK_BOT_TOKEN',
      'clusters[0].name',
      'clusters[1].name',
      'people[0].email',
      'people[0].groups[0]',
      'people[0].user',
      'policy.rules[0]',
      'policy.rules[1]',
      'policy.rules[1]',
      'policy.rules[2].maxShare',
      'retention',
      'slak',
    ].toSorted(),
  );
  for (const fault of faults) assert(fault.sentence.length > 5 && fault.cure.length > 5, inspect(fault));
});

test('a misspelled setting is told with the names that exist there', () => {
  const [fault] = faultsOf('{ clusters: [{ name: a, productive: true }] }');
  assert.equal(fault?.path, 'clusters[0].productive');
  assert.match(fault?.cure ?? '', /name, context, production, namespaces/);
});

test('wrong types and values are told in words', () => {
  const sentences = faultsOf(
    '{ clusters: [{ name: 7 }], slack: { mode: carrier-pigeon }, timing: { lockMs: 1 } }',
  );
  assert.deepEqual(
    sentences.map(({ path, sentence }) => `${path}: ${sentence}`),
    [
      'slack.mode: It must be socket or http.',
      'clusters[0].name: It must be text (put it in quotes).',
      'timing.lockMs: It is too short or too small: at least 50.',
    ],
  );
});

test('text that is not YAML is told with its line', () => {
  const [fault] = faultsOf('clusters: [{ name: a }\nslack: b: c');
  assert.equal(fault?.path, 'faultline.yaml');
  assert.match(fault?.sentence ?? '', /at line \d/);
});

test('names that must exist or be unique are checked across the file', () => {
  const wrong = `
clusters: [{ name: a, namespaces: [shop] }, { name: a }]
people: [{ email: a@b.example, user: a }, { email: A@b.example, user: b }]
channels: [{ channel: x, cluster: z, namespace: shop }, { channel: y, cluster: a, namespace: web }]
policy: { rules: [{ name: r, approvals: [{ group: sre, count: 2 }] }, { name: r, allow: at-once }] }
`;
  assert.deepEqual(pathsOf(wrong), [
    'clusters[1].name',
    'people[1].email',
    'policy.rules[1].name',
    'channels[0].cluster',
    'channels[1].namespace',
    'policy.rules[0].approvals[0].group',
  ]);
});

test('a condition over an unknown name or of the wrong type is a fault with its path', () => {
  const rules = ['clutser == "a"', 'pods + 1', 'cluster ==', 'namespace == "a"'].map((when, at) => ({
    name: `r${at}`,
    when,
    allow: 'at-once',
  }));
  const text = JSON.stringify({ clusters: [{ name: 'a' }], policy: { rules } });
  assert.deepEqual(
    faultsOf(text).map(({ path, sentence }) => `${path}: ${sentence}`),
    [
      'policy.rules[0].when: The condition of `r0` is wrong: Unknown variable: clutser.',
      'policy.rules[1].when: The condition of `r1` is wrong: It gives int, not true or false.',
      'policy.rules[2].when: The condition of `r2` is wrong: Unexpected token: EOF.',
      'policy.rules[3].when: The condition of `r3` is wrong: Reserved identifier: namespace; the namespace is called `ns` here.',
    ],
  );
});

test('each way to reach Slack asks for its own secret', () => {
  assert.deepEqual(pathsOf(file, { ...env, SLACK_APP_TOKEN: '' }), ['SLACK_APP_TOKEN']);
  assert.deepEqual(pathsOf(`${file}\nslack: { mode: http }`), ['SLACK_SIGNING_SECRET']);
  const loaded = load(`${file}\nslack: { mode: http }`, {
    ...env,
    SLACK_SIGNING_SECRET: 'shh',
    SLACK_API_URL: 'http://127.0.0.1:1/api/',
  });
  assert(loaded.ok && loaded.config.slack.mode === 'http');
  assert.equal(loaded.config.slack.port, 3_000);
  assert.equal(loaded.config.slack.apiUrl, 'http://127.0.0.1:1/api/');
});

test('swapped tokens, short keys and strange addresses are found before anything connects', () => {
  const wrong = {
    SLACK_BOT_TOKEN: 'xapp-app',
    SLACK_APP_TOKEN: 'xoxb-bot',
    REDIS_URL: 'localhost',
    FAULTLINE_SEAL_KEYS: 'short',
    FAULTLINE_WEB_PORT: '99999',
    FAULTLINE_LOG_LEVEL: 'loud',
  };
  assert.deepEqual(pathsOf(file, wrong).toSorted(), Object.keys(wrong).toSorted());
});

test('an Alertmanager is silenced only where that is asked for, and where its API is known', () => {
  const written = (more: string) =>
    `{ clusters: [{ name: a }], alerts: { alertmanagers: [{ name: main${more} }] } }`;
  const silences = (more: string) => {
    const loaded = load(written(more));
    return loaded.ok ? loaded.config.alerts.alertmanagers.map((one) => one.silences) : undefined;
  };
  assert.deepEqual(silences(''), [false]);
  assert.deepEqual(silences(", url: 'http://alertmanager:9093', silences: true"), [true]);
  const [fault] = faultsOf(written(', silences: true'));
  assert.equal(fault?.path, 'alerts.alertmanagers[0].silences');
  assert.equal(fault.cure, 'Add its `url`, or take `silences` away.');
});

test('secrets never print', () => {
  const loaded = load(file);
  assert(loaded.ok);
  const shown = [
    JSON.stringify(loaded.config),
    inspect(loaded.config, { depth: 9 }),
    `${loaded.config.redisUrl}`,
  ];
  for (const text of shown) assert.doesNotMatch(text, /xoxb-bot|xapp-app|hunter2|kkkkk|ooooo/);
  assert.deepEqual(
    secretsOf(loaded.config)
      .map((secret) => secret.reveal())
      .slice(0, 4),
    ['xoxb-bot', 'xapp-app', env.REDIS_URL, 'hunter2'],
  );
});

test('no fault repeats a secret', () => {
  const faults = faultsOf(file, { ...env, FAULTLINE_SEAL_KEYS: 'hunter2', SLACK_BOT_TOKEN: 'xapp-hunter2' });
  assert.doesNotMatch(JSON.stringify(faults), /hunter2/);
});

test('halting from a terminal needs neither Slack nor Redis', () => {
  const loaded = loadClusterAccess({ file, env: { KUBECONFIG: '/somewhere' } });
  assert(loaded.ok);
  assert.equal(loaded.config.kubeconfig, '/somewhere');
  assert.equal(loaded.config.clusters.length, 2);
  assert.equal(loadClusterAccess({ file: 'clusters: []', env: {} }).ok, false);
});

test('every setting has a row with its default and its help', () => {
  const rows = settingsTable();
  assert.deepEqual(rows.find(({ name }) => name === 'retention')?.default, '90d');
  assert.equal(rows.find(({ name }) => name === 'clusters')?.default, 'required');
  assert.equal(rows.find(({ name }) => name === 'people')?.default, 'none');
  for (const { help } of rows) assert(help.length > 10 && help.endsWith('.'));
});

test('Grafana is linked to, and written to only with a token, which no log shows', () => {
  const text = (grafana: string) => `clusters: [{ name: staging }]\ngrafana: ${grafana}`;
  const of = (grafana: string, more = {}) => {
    const loaded = load(text(grafana), { ...env, ...more });
    return loaded.ok ? loaded.config : undefined;
  };
  const plain = of('{ url: https://grafana.example, dashboard: shop-1, cluster: staging }');
  assert.deepEqual(plain?.grafana, {
    url: 'https://grafana.example',
    dashboard: 'shop-1',
    cluster: 'staging',
  });
  const config = of('{ url: https://grafana.example }', { GRAFANA_TOKEN: 'glsa_1' });
  assert.ok(config && secretsOf(config).some((one) => one.reveal() === 'glsa_1'));
  assert.deepEqual(pathsOf(text('{ url: https://user:pass@grafana.example }')), ['grafana.url']);
  assert.deepEqual(pathsOf(text('{ url: https://grafana.example, dashboard: a/b }')), ['grafana.dashboard']);
  assert.deepEqual(pathsOf(text('{ url: https://grafana.example, cluster: prod }')), ['grafana.cluster']);
  assert.doesNotMatch(JSON.stringify(faultsOf(text('{ url: https://user:pass@g.example }'))), /pass@/);
});

test('spans are wanted where an endpoint or an exporter is named, unless that is none', () => {
  const wants = (more: Record<string, string>): boolean | undefined => {
    const loaded = load(file, { ...env, ...more });
    return loaded.ok ? loaded.config.tracing : undefined;
  };
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };
  assert.equal(wants({}), false);
  assert.equal(wants(endpoint), true);
  assert.equal(wants({ OTEL_TRACES_EXPORTER: 'console' }), true);
  assert.equal(wants({ ...endpoint, OTEL_TRACES_EXPORTER: 'none' }), false);
});
