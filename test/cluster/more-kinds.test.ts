// The kinds that the daemon carries out, on the real controller: from a line to an object, injected, deleted, proven.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { manifestOf } from '../../src/chaos/manifest.ts';
import type { InjectCommand } from '../../src/verbs/command.ts';
import { parseCommand } from '../../src/verbs/parse.ts';
import { experimentOf } from '../../src/verbs/said-experiment.ts';
import { type Engine, startEngine } from './engine/engine.ts';
import { contextName } from './engine/people.ts';
import { identityOf, isInjected, openProduct, type Product, proven, refOf, webPods } from './product.ts';

const lines = [
  'io latency web 100ms',
  'io error web ENOSPC methods=write',
  'http abort web port=8080',
  'http replace web new-code=503 target=Response',
  'clock web -5m',
  'memory web 64MB',
  'dns error web',
  'dns random web cart.*',
  'loss web 10%',
  'netem web loss=5% latency=10ms',
  'bandwidth web 1mbit',
  'partition web external=203.0.113.7 direction=to',
  'jvm latency web 50ms class=com.shop.Till method=pay',
];

const jon = identityOf('jon');
let engine: Engine;
let product: Product;

before(async () => {
  engine = await startEngine();
  product = await openProduct(engine);
});

after(async () => {
  await product?.close();
  await engine?.stop();
});

for (const [index, line] of lines.entries()) {
  test(`${line}: injected by the real controller, and proven clean once it is deleted`, async () => {
    const parsed = parseCommand(line);
    assert.ok(parsed.ok, JSON.stringify(parsed));
    const target = { cluster: contextName, namespace: 'shop', word: 'web', labels: { app: 'web' } };
    const { experiment } = experimentOf(parsed.value as InjectCommand, target);
    const manifest = manifestOf(experiment, `drill-${index}`);
    const pods = await webPods(product.cluster);
    const created = await product.cluster.create(manifest, jon);
    assert.ok(created.ok, JSON.stringify(created));
    await product.seen(manifest.metadata.name, isInjected);
    assert.notDeepEqual(engine.daemon.carried(), []);
    await product.cluster.remove(refOf(manifest), created.object.uid);
    const last = await product.seen(manifest.metadata.name, (_, gone) => gone);
    const proof = await proven(product, last, pods);
    assert.equal(proof.targets.length, 1);
    assert.deepEqual(engine.daemon.carried(), []);
  });
}
