import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { kubeconfigFor } from '../../../../playground/cluster/kubeconfig.ts';
import { podChaos, type Sandbox, startSandbox, untilReady } from './sandbox-fixture.ts';

const KUBECTL = '/usr/bin/kubectl';

function kubeconfig({ cluster }: Sandbox, token: string): string {
  return kubeconfigFor({ clusters: [{ name: 'staging', url: cluster.url, token }], user: 'bot' });
}

test('kubectl gets, creates strictly, describes and deletes', {
  skip: !existsSync(KUBECTL) && `there is no ${KUBECTL}`,
}, async (t) => {
  const sandbox = await startSandbox(t);
  await untilReady(sandbox, 'web', 3);
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'config'), kubeconfig(sandbox, 'admin'));
  const run = async (...args: string[]): Promise<string> => {
    const base = ['--kubeconfig', join(folder, 'config'), '--context', 'staging', '--cache-dir', folder];
    const env = { PATH: '/usr/bin:/bin', HOME: folder, NO_PROXY: '127.0.0.1' };
    return (await promisify(execFile)(KUBECTL, [...base, ...args], { env })).stdout;
  };
  const table = await run('get', 'pods,podchaos', '-A');
  assert.match(table, /NAMESPACE +NAME +READY +STATUS +RESTARTS +AGE/);
  assert.match(table, /shop +pod\/web-\S+ +1\/1 +Running +0 +\d+s/);
  const file = join(folder, 'fail.json');
  await writeFile(
    file,
    JSON.stringify({ ...podChaos('fail'), metadata: { name: 'fail', namespace: 'shop' } }),
  );
  assert.match(await run('create', '-f', file), /podchaos\.chaos-mesh\.org\/fail created/);
  assert.match(await run('describe', 'podchaos', 'fail', '-n', 'shop'), /Kind: +PodChaos/);
  assert.match(await run('delete', 'podchaos', 'fail', '-n', 'shop'), /"fail" deleted/);
});
