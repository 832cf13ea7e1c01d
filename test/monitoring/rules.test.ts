// The alerts about the bot itself, judged by Prometheus's own tool: they are rules, and fire when they should and only then.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { promtool, promtoolOn } from './promtool.ts';
import { RULE_CASES, type RuleCase } from './rule-cases.ts';

const RULES = fileURLToPath(new URL('../../manifests/monitoring/prometheus-rules.yml', import.meta.url));
const SCRAPES = new URL('../../manifests/monitoring/prometheus.yml', import.meta.url);

interface Rule {
  readonly alert: string;
  readonly labels: { readonly severity: string };
  readonly annotations: Readonly<Record<string, string>>;
}

const { groups } = parse(await readFile(RULES, 'utf8')) as {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
};
const rules = groups.flatMap((group) => group.rules);

test('Prometheus takes the rules as they are', async () => {
  const said = await promtool('check', 'rules', RULES);
  assert.ok(said.ok, said.words);
});

test('Prometheus takes the example of its configuration', async () => {
  const text = await readFile(SCRAPES, 'utf8');
  // Debian's Prometheus is built without Kubernetes; what stands there is the same for it.
  const without = text.replace(
    /kubernetes_sd_configs:[\s\S]*?names: \[faultline\]/u,
    'static_configs: [{ targets: [a:8080] }]',
  );
  const said = await promtoolOn(without, 'check', 'config', '--syntax-only');
  assert.ok(said.ok, said.words);
});

test('every alert says what is wrong and what that means, and has a time to fire and one not to', () => {
  for (const { alert, labels, annotations } of rules) {
    assert.deepEqual(Object.keys(annotations), ['summary', 'description'], alert);
    assert.ok(['info', 'warning', 'critical'].includes(labels.severity), alert);
    const cases = Object.values(RULE_CASES[alert] ?? {});
    assert.ok(
      cases.some(({ fires }) => fires !== undefined),
      `${alert} has no case that fires`,
    );
    assert.ok(
      cases.some(({ fires }) => fires === undefined),
      `${alert} has no case that does not`,
    );
  }
  assert.deepEqual(Object.keys(RULE_CASES).toSorted(), rules.map(({ alert }) => alert).toSorted());
});

for (const [alert, cases] of Object.entries(RULE_CASES)) {
  for (const [when, one] of Object.entries(cases)) {
    const fires = one.fires === undefined ? 'does not fire' : 'fires';
    test(`${alert} ${fires} when ${when}`, async () => {
      const said = await promtoolOn(testFile(alert, one), 'test', 'rules');
      assert.ok(said.ok, said.words);
    });
  }
}

/** Words are written for people and change; that it fires, and for what, is compared. */
function testFile(alert: string, { at, series, fires }: RuleCase): string {
  const severity = rules.find((rule) => rule.alert === alert)?.labels.severity ?? '';
  const labels = { alertname: alert, alertstate: 'firing', severity, ...fires };
  const written = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  const samples = fires === undefined ? [] : [{ labels: `ALERTS{${written.join(',')}}`, value: 1 }];
  return stringify({
    rule_files: [RULES],
    evaluation_interval: '1m',
    tests: [
      {
        interval: '1m',
        input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
        promql_expr_test: [
          {
            expr: `ALERTS{alertname="${alert}",alertstate="firing"}`,
            eval_time: `${at}m`,
            exp_samples: samples,
          },
        ],
      },
    ],
  });
}
