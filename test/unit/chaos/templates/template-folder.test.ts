// The folder of templates: read anew when a file changes, as mounted ConfigMaps and Git checkouts do it.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createTemplateFolder } from '../../../../src/chaos/templates/template-folder.ts';
import { KILL, SLOW } from './sample-template.ts';

async function emptyFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-templates-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** As the kubelet does it: a new folder, and one link moved over another. */
async function mount(
  folder: string,
  version: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  await mkdir(join(folder, `..${version}`));
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, `..${version}`, name), text);
    await symlink(join('..data', name), join(folder, name)).catch(() => undefined);
  }
  await symlink(`..${version}`, join(folder, '..data_tmp'));
  await rename(join(folder, '..data_tmp'), join(folder, '..data'));
}

test('a ConfigMap that is swapped is read anew, and each file counts once', async (t) => {
  const folder = await emptyFolder(t);
  await mount(folder, 'one', { 'slow.yaml': SLOW, 'kill.yaml': KILL });
  const templates = createTemplateFolder(folder);
  const titles = async () => (await templates.read()).templates.map(({ title }) => title);
  assert.deepEqual(await titles(), ['Kill one', 'Slow answers']);
  const [before] = (await templates.read()).templates;
  assert.equal((await templates.read()).templates[0], before, 'what did not change is not read again');
  await mount(folder, 'two', {
    'slow.yaml': SLOW.replace('Slow answers', 'Slow ansWers'),
    'kill.yaml': KILL,
  });
  assert.deepEqual(await titles(), ['Kill one', 'Slow ansWers']);
});

test('a faulty file is named with its line, and the others work', async (t) => {
  const folder = await emptyFolder(t);
  const templates = createTemplateFolder(folder);
  await writeFile(join(folder, 'slow.yaml'), SLOW.replace('{latency}', '{latncy}'));
  await writeFile(join(folder, 'kill.yml'), KILL);
  await writeFile(join(folder, 'kustomization.yaml'), 'resources: []\n');
  await writeFile(join(folder, 'README.md'), 'not a template');
  const found = await templates.read();
  assert.deepEqual(
    found.templates.map(({ name }) => name),
    ['kill'],
  );
  assert.deepEqual(
    found.faults.map(({ file, line, name }) => [file, line, name]),
    [['slow.yaml', 30, 'slow']],
  );
  await writeFile(join(folder, 'slow.yaml'), SLOW);
  assert.deepEqual((await templates.read()).faults, []);
  await rm(join(folder, 'kill.yml'));
  assert.deepEqual(
    (await templates.read()).templates.map(({ name }) => name),
    ['slow'],
  );
});

test('of two files of one name the first is meant, and the other is told of', async (t) => {
  const folder = await emptyFolder(t);
  await mkdir(join(folder, 'team'));
  await mkdir(join(folder, '.git'));
  await writeFile(join(folder, '.git', 'x.yaml'), 'no template');
  await writeFile(join(folder, 'a.yaml'), KILL);
  await writeFile(join(folder, 'team', 'b.yaml'), KILL.replace('Kill one', 'Another'));
  const { templates, faults } = await createTemplateFolder(folder).read();
  assert.deepEqual(
    templates.map(({ file }) => file),
    ['a.yaml'],
  );
  assert.match(faults[0]?.sentence ?? '', /taken by a\.yaml/);
  assert.equal(faults[0]?.file, 'team/b.yaml');
});

test('a folder that is not there is said to be unreadable', async (t) => {
  const folder = await emptyFolder(t);
  await assert.rejects(createTemplateFolder(join(folder, 'nowhere')).read(), { code: 'ENOENT' });
});
