// Rules and dashboard ask for nothing that the bot does not export.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { notExported } from './exported.ts';
import { MANIFESTS } from './read-manifests.ts';

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
