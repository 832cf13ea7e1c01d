// The Kubernetes part of the engine: etcd, API server, controllers, scheduler and kwok over one folder of data.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Api, createApi } from './api.ts';
import type { Certificates } from './certificates.ts';
import { createEngineProcess, type EngineProcess } from './engine-process.ts';
import { findEtcd } from './etcd-program.ts';
import { writeKubeconfigs, writeTokens } from './people.ts';
import { apiServerPlan, apiUrl, componentPlans, etcdPlan } from './plans.ts';

/** Everything but the Chaos Mesh controller and its daemons. */
export interface Cluster {
  readonly api: Api;
  readonly apiServer: EngineProcess;
  readonly certificates: Certificates;
  readonly folder: string;
  readonly logs: string;
  kubeconfig(name: string): string;
  stop(): Promise<void>;
}

export async function startCluster(folder: string, certificates: Certificates): Promise<Cluster> {
  const etcdProgram = findEtcd();
  if (!etcdProgram) throw new Error('there is no etcd here: npm run test:cluster fetches it');
  const logs = join(folder, 'logs');
  mkdirSync(logs, { recursive: true });
  const tokens = join(folder, 'tokens.csv');
  writeTokens(tokens);
  const kubeconfig = writeKubeconfigs({ folder, server: apiUrl, ca: certificates.ca });
  const api = createApi(apiUrl, certificates.ca);
  const etcd = createEngineProcess(etcdPlan(etcdProgram, join(folder, 'etcd')), logs);
  const apiServer = createEngineProcess(apiServerPlan({ certificates, tokens, api }), logs);
  const components = componentPlans({ kubeconfig: kubeconfig('admin'), certificates }).map((plan) =>
    createEngineProcess(plan, logs),
  );
  const all = [...components, apiServer, etcd];
  const stop = async (): Promise<void> => {
    await api.close();
    await Promise.all(all.map((each) => each.kill()));
  };
  try {
    await etcd.start();
    await apiServer.start();
    await Promise.all(components.map((each) => each.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  return { api, apiServer, certificates, folder, logs, kubeconfig, stop };
}
