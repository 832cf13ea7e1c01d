// A cluster that is there already, known by its kubeconfig: nothing behind its API server can be handled.

import { loadKubeConfig } from '../../src/chaos/kube-config.ts';
import { createCredentialSource } from '../../src/chaos/kube-credentials.ts';
import { createClient, createDispatcher } from './client.ts';
import type { OpenWorld } from './world.ts';

/** Small, and on most nodes already. */
const image = 'registry.k8s.io/pause:3.10';

/** @param path of a kubeconfig whose current context may do everything, impersonation too */
export async function openExisting(path: string): Promise<OpenWorld> {
  const source = createCredentialSource(loadKubeConfig({ path }), () => performance.now());
  const { server, headers, tls } = await source.current();
  const dispatcher = createDispatcher(tls);
  return {
    world: { name: 'existing cluster', client: createClient({ server, dispatcher, headers }), image },
    close: () => dispatcher.destroy(),
  };
}
