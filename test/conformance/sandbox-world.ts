// The playground's sandbox as a world: so quick to start that each case has one of its own.
import { createClock } from '../../playground/clock.ts';
import { createSandboxCluster } from '../../playground/cluster/sandbox.ts';
import { shopObjects } from '../../playground/cluster/shop.ts';
import { createClient, createDispatcher, type Json } from './client.ts';
import type { OpenWorld, World } from './world.ts';

const podReadyMs = 15;
const admin = 'admin';

export async function openSandbox(): Promise<OpenWorld> {
  const cluster = createSandboxCluster({
    name: 'conformance',
    clock: createClock(),
    tokens: { [admin]: { user: 'admin', groups: ['system:masters'] } },
    objects: shopObjects({ replicas: {}, namespace: 'shop' }),
    throttle: false,
    podReadyMs,
  });
  await cluster.start();
  const dispatcher = createDispatcher();
  const set = async (settings: object): Promise<void> => cluster.faults.set(settings);
  const world: World = {
    name: 'sandbox',
    client: createClient({ server: cluster.url, dispatcher, headers: { authorization: `Bearer ${admin}` } }),
    image: 'registry.shop.example/web:1.4.2',
    controller: { stop: () => set({ controllerDown: true }), start: () => set({}) },
    daemon: {
      failApply: (message) => cluster.faults.set({ applyError: { message } }),
      failRecover: (message) => cluster.faults.set({ recoverError: { message } }),
      stopOn: (node) => set({ daemonDown: { node } }),
      startOn: () => set({}),
      heal: () => cluster.faults.set({}),
      carries: ({ metadata }: Json) => cluster.carriesFault(metadata.namespace, metadata.name).length > 0,
    },
    outside: {
      address: 'http://192.0.2.51:31768',
      failApply: (message) => cluster.faults.set({ applyError: { message } }),
      failRecover: (message) => cluster.faults.set({ recoverError: { message } }),
      heal: () => cluster.faults.set({}),
      carries: ({ metadata }: Json) =>
        cluster.carriesFault(metadata.namespace, 'http://192.0.2.51:31768').includes(metadata.name),
      ordered: ({ metadata }: Json, id) =>
        cluster.carriesFault(metadata.namespace, id).includes(metadata.name),
    },
  };
  return {
    world,
    async close() {
      await dispatcher.destroy();
      await cluster.stop();
    },
  };
}
