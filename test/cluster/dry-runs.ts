// An engine for the tests of a file, and the product's client on it, for dry runs by the thousand.

import { after, before } from 'node:test';
import { createKubeCluster, type KubeCluster } from '../../src/chaos/kube-cluster.ts';
import { loadKubeConfig } from '../../src/chaos/kube-config.ts';
import { startEngine } from './engine/engine.ts';
import { contextName } from './engine/people.ts';

/** Starts before the first test of the file and ends after its last. */
export function clusterForDryRuns(): () => KubeCluster {
  let cluster: KubeCluster | undefined;
  let stop: (() => Promise<void>) | undefined;

  before(async () => {
    const engine = await startEngine();
    stop = () => engine.stop();
    const kubeConfig = loadKubeConfig({ path: engine.kubeconfig('bot') });
    // Dry runs leave nothing behind that the controller would have to write of: nothing needs to be spared.
    const pace = { turn: async () => undefined };
    cluster = createKubeCluster({ name: contextName, production: false, kubeConfig, pace });
  });

  after(async () => {
    await cluster?.close();
    await stop?.();
  });

  return () => {
    if (cluster === undefined) throw new Error('the engine has not been started');
    return cluster;
  };
}
