import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { inContext, loadKubeConfig } from '../../../src/chaos/kube-config.ts';

function configNamed(name: string): string {
  return JSON.stringify({
    clusters: [{ name, cluster: { server: `https://${name}` } }],
    users: [{ name, user: { token: name } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  });
}

interface Folder {
  readonly home: string;
  file(name: string): string;
}

function inFolder(run: (folder: Folder) => void): void {
  const home = mkdtempSync(join(tmpdir(), 'kubeconfig-'));
  mkdirSync(join(home, '.kube'));
  try {
    run({
      home,
      file(name) {
        const path = join(home, name);
        writeFileSync(path, configNamed(name.split('/').at(-1) ?? name));
        return path;
      },
    });
  } finally {
    rmSync(home, { recursive: true });
  }
}

test('the flag wins over KUBECONFIG, which wins over home', () => {
  inFolder(({ home, file }) => {
    const nowhere = join(home, 'nowhere');
    const found = { home, kubeconfig: file('env'), serviceAccountRoot: nowhere };
    file('.kube/config');
    assert.equal(loadKubeConfig({ ...found, path: file('flag') }).getCurrentContext(), 'flag');
    assert.equal(loadKubeConfig(found).getCurrentContext(), 'env');
    assert.equal(loadKubeConfig({ home, serviceAccountRoot: nowhere }).getCurrentContext(), 'config');
    assert.throws(() => loadKubeConfig({ home: nowhere, serviceAccountRoot: nowhere }), /no kubeconfig/);
  });
});

test('inside a pod its service account comes before home', () => {
  inFolder(({ home, file }) => {
    file('.kube/config');
    file('token');
    assert.equal(loadKubeConfig({ home, serviceAccountRoot: home }).getCurrentContext(), 'inClusterContext');
  });
});

test('several files are merged, the first that says something wins, missing ones are skipped', () => {
  inFolder(({ home, file }) => {
    const kubeconfig = [file('a'), join(home, 'missing'), file('b'), file('a')].join(delimiter);
    const config = loadKubeConfig({ kubeconfig, home, serviceAccountRoot: home });
    assert.equal(config.getCurrentContext(), 'a');
    assert.equal(inContext(config, 'b').getCurrentCluster()?.server, 'https://b');
    assert.equal(config.getCurrentContext(), 'a');
    assert.throws(() => inContext(config, 'c'), /no context “c”; it has a, b/);
  });
});
