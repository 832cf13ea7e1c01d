// The shop's metrics as text: what Prometheus scrapes, and the past it is given.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exposition, pastExposition } from '../../../playground/monitoring/exposition.ts';
import type { Measures } from '../../../playground/monitoring/model.ts';

const model: Measures = {
  at: (metric, ms) =>
    metric === 'shop_request_p99_milliseconds'
      ? [{ labels: { cluster: 'sta"g\\i\nng', workload: 'web' }, value: ms / 1_000 }]
      : [],
};

test('names that hold quotes, backslashes and line breaks stay names', () => {
  const lines = exposition(model, 60_000).split('\n');
  assert.ok(lines.includes('# TYPE shop_request_p99_milliseconds gauge'));
  assert.ok(lines.includes('shop_request_p99_milliseconds{cluster="sta\\"g\\\\i\\nng",workload="web"} 60'));
  assert.equal(lines.at(-1), '');
});

test('the past has a value for each of its moments, and an end', () => {
  const text = pastExposition(model, { fromMs: 1_000, toMs: 4_000, stepMs: 1_000 });
  const values = [...text.matchAll(/^shop_request_p99_milliseconds\{.*\} (\S+ \S+)$/gmu)];
  assert.deepEqual(
    values.map(([, said]) => said),
    ['1 1.000', '2 2.000', '3 3.000', '4 4.000'],
  );
  assert.match(text, /\n# EOF\n$/u);
});
