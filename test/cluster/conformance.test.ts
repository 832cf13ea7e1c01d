// The engine's half of the conformance suite: every case, against the real API server and the real controller, or,
// where FAULTLINE_TEST_KUBECONFIG names one, against a cluster of one's own that has Chaos Mesh.
import { after, before } from 'node:test';
import { chapters } from '../conformance/cases.ts';
import { openExisting } from '../conformance/existing-world.ts';
import { registerCases } from '../conformance/registering.ts';
import type { OpenWorld } from '../conformance/world.ts';
import { startEngine } from './engine/engine.ts';
import { createFakeAws } from './engine/fake-aws.ts';
import { createFakeChaosd } from './engine/fake-chaosd.ts';
import { worldOf } from './engine-world.ts';

const kubeconfig = process.env['FAULTLINE_TEST_KUBECONFIG'];
let opened: OpenWorld;

before(async () => {
  opened = kubeconfig === undefined ? await openEngine() : await openExisting(kubeconfig);
});

after(() => opened?.close());

async function openEngine(): Promise<OpenWorld> {
  const [chaosd, aws] = await Promise.all([createFakeChaosd(), createFakeAws()]);
  const engine = await startEngine({ controllerEnv: { AWS_ENDPOINT_URL: aws.url } });
  const { world, close } = await worldOf(engine, { chaosd, aws });
  return {
    world,
    async close() {
      await close();
      await engine.stop();
      await Promise.all([chaosd.stop(), aws.stop()]);
    },
  };
}

registerCases({
  chapters,
  concurrency: 4,
  // Each case leaves it as it was, so all use the one.
  open: async () => ({ ...opened, close: async () => undefined }),
  isSandbox: false,
  only: process.env['FAULTLINE_TEST_CASE'],
});
