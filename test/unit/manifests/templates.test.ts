// The ready templates: clean with their defaults, taken by a cluster as they are, and all of them mounted.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { manifestOf } from '../../../src/chaos/manifest.ts';
import { checkTemplate, sampleValues } from '../../../src/chaos/templates/check-template.ts';
import { createTemplateFolder } from '../../../src/chaos/templates/template-folder.ts';
import { runCheck } from '../../../src/cli/run-check.ts';
import { checkGiven } from '../../../src/verbs/check.ts';
import { CHAOS, startSandbox } from '../playground/cluster/sandbox-fixture.ts';
import { type Kustomization, MANIFESTS, readText } from './read-manifests.ts';

const FOLDER = join(MANIFESTS, 'templates');
const files = readdirSync(FOLDER).filter((name) => name !== 'kustomization.yaml');

test('every ready template can be used, and is mounted', async () => {
  const { templates, faults } = await createTemplateFolder(FOLDER).read();
  assert.deepEqual(faults, []);
  assert.equal(templates.length, files.length);
  const kustomization = parse(readText('templates/kustomization.yaml')) as Kustomization;
  assert.deepEqual(
    kustomization.configMapGenerator?.flatMap((one) => one.files),
    files.toSorted(),
  );
});

for (const file of files) {
  test(`faultline check finds nothing against ${file}`, async () => {
    let told = '';
    const code = await runCheck({
      files: [file],
      json: false,
      namespace: 'shop',
      read: async (name) => readText(`templates/${name}`),
      check: checkGiven,
      write: (text) => (told += text),
    });
    assert.equal(code, 0, told);
    assert.match(told, /is clean/);
    assert.doesNotMatch(told, /: warn /, told);
  });
}

test('the template that docs/templates.md shows is one', async () => {
  const text = await readFile(new URL('../../../docs/templates.md', import.meta.url), 'utf8');
  const [, shown = ''] = /```yaml\n(template:[\s\S]*?)```/u.exec(text) ?? [];
  const checked = await checkGiven({ text: shown, namespace: 'shop' });
  assert.ok(checked.ok);
  const findings = checked.documents.flatMap((document) => document.findings);
  assert.deepEqual(
    findings.map(({ check }) => check),
    ['namespace-assumed'],
  );
});

test('a cluster takes the experiment of every ready template', async (t) => {
  const sandbox = await startSandbox(t);
  const { templates } = await createTemplateFolder(FOLDER).read();
  for (const template of templates) {
    const checked = checkTemplate(template, sampleValues(template, 'shop'), {
      namespace: 'shop',
      cluster: 'staging',
    });
    assert.ok(checked?.experiment, template.name);
    const manifest = manifestOf(checked.experiment, template.name);
    const path = `${CHAOS}/${manifest.kind.toLowerCase()}?dryRun=All`;
    const { code, body } = await sandbox.ask('POST', path, manifest);
    assert.equal(code, 201, JSON.stringify(body));
  }
});
