// Chaos Mesh's own examples: each comes in from its file, and goes out as the real webhooks would have stored the file itself.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { parseGoDuration } from '../../src/chaos/go-duration.ts';
import { LENGTH, manifestOf } from '../../src/chaos/manifest.ts';
import { orchestratedOf } from '../../src/chaos/orchestration/compose.ts';
import { type CheckedDocument, checkYaml } from '../../src/chaos/yaml/check-yaml.ts';
import { clusterForDryRuns } from './dry-runs.ts';
import { contextName } from './engine/people.ts';
import { goFolder } from './engine/repository.ts';
import { identityOf } from './product.ts';

const expected = { cluster: contextName, namespace: 'shop' };
const jon = identityOf('jon');

/** By file: the lints that refuse it, and nothing else does. */
const refused: Readonly<Record<string, string>> = {
  'blockchaos/blockchaos-delay-example.yaml': 'L1-endless',
  'dns-chaos-example.yaml': 'empty-selector',
  'etcd/etcd-iochaos.yaml': 'no-planned-end',
  'jvm/jvm-exception-example.yaml': 'L1-endless empty-selector',
  // It says `value`, which Chaos Mesh itself no longer takes for the value that is returned.
  'jvm/jvm-return-example.yaml': 'L1-endless empty-selector missing-field',
  'jvm/jvm-rule-data-example.yaml': 'L1-endless empty-selector',
  'nginx/http-patch-response.yaml': 'L1-endless',
  'physicalmachinechaos/physicalmachine-example.yaml': 'not-run-yet',
  'remote-cluster.yaml': 'not-run-yet',
  'remote-cluster/remote-cluster.yaml': 'not-run-yet',
  'remote-cluster/remote-podchaos.yaml': 'remote-cluster',
  'schedule-podchaos.yaml': 'no-planned-end',
  'statuscheck-example.yaml': 'not-run-yet',
  'web-show/network-delay.yaml': 'no-planned-end',
  'web-show/pod-failure.yaml': 'no-planned-end',
  'web-show/pod-kill.yaml': 'no-planned-end',
  'workflow/custom-task.yaml': 'no-planned-end',
};

interface Example {
  readonly file: string;
  readonly text: string;
}

function examplesOfChaosMesh(): readonly Example[] {
  const cwd = join(goFolder, 'chaos-mesh');
  const words = ['list', '-m', '-f', '{{.Dir}}', 'github.com/chaos-mesh/chaos-mesh'];
  const folder = join(execFileSync('go', words, { cwd, encoding: 'utf8' }).trim(), 'examples');
  return globSync('**/*.yaml', { cwd: folder })
    .sort()
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
    .filter(({ text }) => text.includes('chaos-mesh.org/v1alpha1'));
}

const cluster = clusterForDryRuns();

test('every example of Chaos Mesh comes in, or is refused by a lint that is listed here', (t) => {
  const found: Record<string, string> = {};
  for (const { file, text } of examplesOfChaosMesh()) {
    const checked = checkYaml(text, expected);
    assert.ok(checked.ok, `${file}: ${JSON.stringify(checked)}`);
    const blocks = checked.documents.flatMap(({ findings }) =>
      findings.filter(({ severity }) => severity === 'block'),
    );
    if (blocks.length > 0) found[file] = [...new Set(blocks.map(({ check }) => check))].sort().join(' ');
    for (const { check, sentence } of blocks) t.diagnostic(`${file}: ${check}: ${sentence}`);
  }
  assert.deepEqual(found, refused);
});

test('what comes in goes out unchanged in meaning', async (t) => {
  let compared = 0;
  for (const { file, text } of examplesOfChaosMesh()) {
    const given = parseAllDocuments(text).map((document) => document.toJS() as Given);
    for (const [index, document] of documentsOf(mended(text)).entries()) {
      const { experiment } = document;
      if (experiment === undefined) continue;
      compared += 1;
      const [theirs, ours] = await Promise.all([
        stored(withNamespaces(given[index] as Given)),
        stored(manifestOf(experiment, 'probe')),
      ]);
      assert.ok(isDeepStrictEqual(ours, theirs), `${file}: ${JSON.stringify([theirs, ours])}`);
    }
  }
  t.diagnostic(`${compared} objects compared`);
});

test('a Schedule or Workflow that the cluster has stored is read back as what was sent', async (t) => {
  let read = 0;
  for (const { file, text } of examplesOfChaosMesh())
    for (const { experiment } of documentsOf(mended(text))) {
      if (experiment?.orchestrated === undefined) continue;
      const manifest = manifestOf(experiment, 'probe');
      const answer = await cluster().create(manifest, jon, { dryRun: true });
      assert.ok(answer.ok, `${file}: ${JSON.stringify(answer)}`);
      const again = orchestratedOf(answer.object, contextName);
      assert.ok(again, file);
      assert.deepEqual(manifestOf(again, 'probe').spec, manifest.spec, file);
      read += 1;
    }
  t.diagnostic(`${read} read back`);
});

interface Given {
  readonly kind: string;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** With the length that a Schedule must have here, and nothing else. */
function mended(text: string): string {
  return text
    .split(/^---$/mu)
    .map((one) =>
      /^kind: (?:Schedule|Workflow)$/mu.test(one)
        ? one.replace(/^metadata:\n/mu, `metadata:\n  annotations: {${LENGTH}: 1h}\n`)
        : one,
    )
    .join('---');
}

function documentsOf(text: string): readonly CheckedDocument[] {
  const checked = checkYaml(text, expected);
  return checked.ok ? checked.documents : [];
}

/** Inside of a Schedule or Workflow a selector without namespaces would mean all of them to the webhook that checks rights. */
function withNamespaces(given: Given): Given {
  if (given.kind !== 'Schedule' && given.kind !== 'Workflow') return given;
  return JSON.parse(JSON.stringify(given), (key, value: unknown) =>
    key === 'selector' && typeof value === 'object' && value !== null && !('namespaces' in value)
      ? { ...value, namespaces: ['shop'] }
      : value,
  ) as Given;
}

async function stored({ kind, spec }: Given): Promise<unknown> {
  const metadata = { name: 'probe', namespace: 'shop' };
  const manifest = { apiVersion: 'chaos-mesh.org/v1alpha1' as const, kind, metadata, spec };
  const answer = await cluster().create(manifest, jon, { dryRun: true });
  if (!answer.ok) return answer.refusal;
  // The webhook makes up the id of an attack on machines, another one each time.
  const { uid: _, ...said } = answer.object.spec;
  return sorted(withoutZeros(inSeconds(said)));
}

/** `400s` is `6m40s`. */
function inSeconds(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, inner: unknown) => {
    const seconds = typeof inner === 'string' ? parseGoDuration(inner) : undefined;
    return seconds === undefined ? inner : Number(seconds.toFixed(9));
  });
}

/** At zero a field says nothing. */
function withoutZeros(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutZeros);
  if (typeof value !== 'object' || value === null) return value;
  const said = Object.entries(value).map(([key, inner]) => [key, withoutZeros(inner)] as const);
  return Object.fromEntries(said.filter(([, inner]) => !isZero(inner)));
}

function isZero(value: unknown): boolean {
  if (value === '' || value === 0 || value === false || value === null) return true;
  return typeof value === 'object' && Object.keys(value as object).length === 0;
}

function sorted(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, inner: unknown) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ),
  );
}
