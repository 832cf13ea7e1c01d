// The ready templates before the webhooks of the real Chaos Mesh: each is taken with its defaults.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { manifestOf } from '../../src/chaos/manifest.ts';
import { checkTemplate, sampleValues } from '../../src/chaos/templates/check-template.ts';
import { createTemplateFolder } from '../../src/chaos/templates/template-folder.ts';
import { MANIFESTS } from '../unit/manifests/read-manifests.ts';
import { clusterForDryRuns } from './dry-runs.ts';
import { identityOf } from './product.ts';

const cluster = clusterForDryRuns();

test('the dry run takes every ready template', async () => {
  const { templates } = await createTemplateFolder(join(MANIFESTS, 'templates')).read();
  assert.ok(templates.length > 0);
  for (const template of templates) {
    const checked = checkTemplate(template, sampleValues(template, 'shop'), { namespace: 'shop' });
    assert.ok(checked?.experiment, template.name);
    const manifest = manifestOf(checked.experiment, template.name);
    const answer = await cluster().create(manifest, identityOf('jon'), { dryRun: true });
    assert.ok(answer.ok, `${template.name}: ${answer.ok ? '' : answer.refusal.sentence}`);
  }
});
