// A small real cluster with the real Chaos Mesh controller: started for one test file, gone with it.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWarded } from '../../../playground/ward.ts';
import type { Api } from './api.ts';
import { certificatesIn } from './certificates.ts';
import { startCluster } from './cluster.ts';
import { createEngineProcess, type EngineProcess } from './engine-process.ts';
import { createFakeDaemon, type FakeDaemon } from './fake-daemon/fake-daemon.ts';
import { type Kubectl, kubectlWith } from './kubectl.ts';
import { isInsideNamespace } from './namespace.ts';
import { workloadsAvailable } from './objects.ts';
import { apiUrl, controllerPlan } from './plans.ts';
import { copyEtcd, preparedEtcd } from './prepared-etcd.ts';

export interface Engine {
  readonly apiUrl: string;
  /** The administrator's way in, for setting scenes and looking at the truth. */
  readonly api: Api;
  /** `bot`, `admin`, or a person of the shop by first name: the path of their kubeconfig. */
  kubeconfig(name: string): string;
  kubectl(name: string): Kubectl;
  readonly daemon: FakeDaemon;
  /** Every process writes its words here. */
  readonly logs: string;
  stopApiServer(): Promise<void>;
  restartApiServer(): Promise<void>;
  stopController(): Promise<void>;
  startController(): Promise<void>;
  restartController(): Promise<void>;
  stop(): Promise<void>;
}

export interface EngineOptions {
  /** More environment for the Chaos Mesh controller. */
  readonly controllerEnv?: Readonly<Record<string, string>>;
}

type Ending = () => Promise<void>;

/** At most one at a time in a namespace: its addresses are fixed there. */
export async function startEngine(options: EngineOptions = {}): Promise<Engine> {
  if (!isInsideNamespace()) throw new Error('the engine lives in a network of its own: npm run test:cluster');
  const endings: Ending[] = [];
  const stop = async (): Promise<void> => {
    for (let ending = endings.pop(); ending; ending = endings.pop()) await ending();
  };
  try {
    return { ...(await open(options, endings)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What is started is noted at once in `endings`, so that a failure half-way leaves nothing behind. */
async function open({ controllerEnv = {} }: EngineOptions, endings: Ending[]): Promise<Omit<Engine, 'stop'>> {
  const prepared = await preparedEtcd();
  const folder = await mkdtemp(join(tmpdir(), 'engine-'));
  // Removes the folder even when nobody is left to do it.
  const keeper = await startWarded({ command: [], env: {}, remove: folder });
  endings.push(() => keeper.end());
  await copyEtcd(prepared, join(folder, 'etcd'));
  const daemon = await createFakeDaemon();
  endings.push(() => daemon.stop());
  const cluster = await startCluster(folder, certificatesIn(prepared.certificates));
  endings.push(() => cluster.stop());
  const { api, apiServer, certificates, kubeconfig, logs } = cluster;
  const plan = controllerPlan({ kubeconfig: kubeconfig('admin'), certificates, env: controllerEnv });
  const controller = createEngineProcess(plan, logs);
  endings.push(() => controller.kill());
  await controller.start();
  await workloadsAvailable(api);
  return {
    ...{ apiUrl, api, daemon, logs, kubeconfig },
    kubectl: (name) => kubectlWith(kubeconfig(name)),
    stopApiServer: () => apiServer.kill(),
    restartApiServer: () => restart(apiServer),
    stopController: () => controller.kill(),
    startController: () => controller.start(),
    restartController: () => restart(controller),
  };
}

async function restart(process: EngineProcess): Promise<void> {
  await process.kill();
  await process.start();
}
