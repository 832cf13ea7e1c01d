// Rules and dashboard ask for nothing that the bot does not export.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { metricRows } from '../../../src/ops/metric-table.ts';
import { dashboard, panels } from './dashboard.ts';
import { notExported } from './exported.ts';
import { MANIFESTS } from './read-manifests.ts';

// biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana's own notation.
const SOURCE = '${datasource}';

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert: string; readonly expr: string }[];
  }[];
}

test('a name or label that is not exported is found', () => {
  assert.deepEqual(notExported('sum by (phase) (faultline_runs{phase="stuck", job="x"})'), []);
  assert.deepEqual(notExported('rate(faultline_pass_seconds_bucket{le="1"}[5m])'), []);
  assert.deepEqual(notExported('faultline_runs{state="stuck"}'), ['faultline_runs has no label state']);
  assert.deepEqual(notExported('faultline_run + nodejs_lag'), [
    'faultline_run is not exported',
    'nodejs_lag is not exported',
  ]);
  assert.deepEqual(notExported('faultline_pass_seconds'), ['faultline_pass_seconds is not exported']);
});

test('the rules ask for nothing that the bot does not export', () => {
  const { groups } = parse(readFileSync(`${MANIFESTS}monitoring/prometheus-rules.yml`, 'utf8')) as Rules;
  for (const { alert, expr } of groups.flatMap(({ rules }) => rules))
    assert.deepEqual(notExported(expr), [], alert);
});

test('the dashboard asks for nothing that the bot does not export, and for nearly all that it does', () => {
  const all = panels().flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title, expr })));
  for (const { title, expr } of all) assert.deepEqual(notExported(expr), [], title);
  const asked = all.map(({ expr }) => expr).join();
  const silent = metricRows().filter(({ name }) => !asked.includes(name));
  assert.deepEqual(
    silent.map(({ name }) => name),
    [],
  );
});

test('the dashboard is of the current schema, takes its data source from a variable, and its panels do not overlap', () => {
  const { schemaVersion, templating, annotations, uid } = dashboard();
  assert.deepEqual([schemaVersion, uid], [42, 'faultline']);
  assert.deepEqual(
    templating.list.map(({ name, type }) => [name, type]),
    [
      ['datasource', 'datasource'],
      ['job', 'query'],
    ],
  );
  assert.ok(annotations.list.some(({ target }) => target?.tags?.includes('faultline')));
  for (const { title, targets } of panels())
    for (const { datasource } of targets) assert.equal(datasource.uid, SOURCE, title);
  const cells = dashboard().panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`),
  );
  assert.equal(new Set(cells).size, cells.length);
  const ids = dashboard().panels.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});
