import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checksDocument } from '../../readme/checks.ts';
import { faultsDocument } from '../../readme/faults.ts';
import { withTables } from '../../readme/generated.ts';
import { metricsDocument } from '../../readme/metrics.ts';

const root = new URL('../../../', import.meta.url);
const readme = readFileSync(new URL('README.md', root), 'utf8');

test('the tables of commands and settings in the README are those of the code (npm run docs)', () => {
  assert.equal(readme, withTables(readme));
});

test('docs/signals.md lists every preset (npm run docs)', () => {
  const signals = readFileSync(new URL('docs/signals.md', root), 'utf8');
  assert.equal(signals, withTables(signals));
  assert.match(signals, /`http-p99`/);
});

test('docs/faults.md says what the catalogue says (npm run docs)', () => {
  assert.equal(readFileSync(new URL('docs/faults.md', root), 'utf8'), faultsDocument());
});

test('docs/checks.md says what the table of checks says (npm run docs)', () => {
  assert.equal(readFileSync(new URL('docs/checks.md', root), 'utf8'), checksDocument());
});

test('docs/metrics.md says what the table of metrics says (npm run docs)', () => {
  assert.equal(readFileSync(new URL('docs/metrics.md', root), 'utf8'), metricsDocument());
});

test('every file the README and docs/monitoring.md point at is there', () => {
  const docs = new URL('docs/', root);
  const monitoring = readFileSync(new URL('monitoring.md', docs), 'utf8');
  for (const [text, from] of [
    [readme, root],
    [monitoring, docs],
  ] as const) {
    const targets = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, target]) => target ?? '');
    for (const target of targets.filter((one) => !one.startsWith('http')))
      assert.ok(existsSync(new URL(target, from)), target);
  }
});

test('every npm script the README and CONTRIBUTING name exists', () => {
  const { scripts } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { scripts: object };
  const texts = [readme, readFileSync(new URL('CONTRIBUTING.md', root), 'utf8')];
  const named = texts.flatMap((text) =>
    [...text.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name ?? ''),
  );
  assert.deepEqual(
    [...new Set(named)].filter((name) => !(name in scripts)),
    [],
  );
});
