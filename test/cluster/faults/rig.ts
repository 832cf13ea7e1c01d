// The engine with everything Chaos Mesh speaks to: daemons, a machine's chaosd, a cloud, and pods that are there to be hurt.
import type { KubeObject } from '../engine/api.ts';
import { type Engine, startEngine } from '../engine/engine.ts';
import { createFakeAws, type FakeAws } from '../engine/fake-aws.ts';
import { createFakeChaosd, type FakeChaosd } from '../engine/fake-chaosd.ts';
import { type ObjectWatch, watchObjects } from '../engine/object-watch.ts';
import { workloadsAvailable } from '../engine/objects.ts';
import { cloudSecrets } from './cloud-faults.ts';
import { peerLabels, rigNamespace, targetLabels } from './fault.ts';

export interface Rig {
  readonly engine: Engine;
  readonly chaosd: FakeChaosd;
  readonly aws: FakeAws;
  /** A watch of this kind's objects in the rig's namespace, opened with the first call. */
  watch(kind: string): Promise<ObjectWatch>;
  stop(): Promise<void>;
}

export function pathOf(kind: string, name?: string): string {
  const collection = `/apis/chaos-mesh.org/v1alpha1/namespaces/${rigNamespace}/${kind.toLowerCase()}`;
  return name === undefined ? collection : `${collection}/${name}`;
}

export async function startRig(): Promise<Rig> {
  const [chaosd, aws] = await Promise.all([createFakeChaosd(), createFakeAws()]);
  const engine = await startEngine({ controllerEnv: { AWS_ENDPOINT_URL: aws.url } });
  const watches = new Map<string, Promise<ObjectWatch>>();
  const rig: Rig = {
    ...{ engine, chaosd, aws },
    watch(kind) {
      const open = watches.get(kind) ?? watchObjects(engine.api, pathOf(kind));
      watches.set(kind, open);
      return open;
    },
    async stop() {
      for (const watch of await Promise.all(watches.values())) watch.end();
      await engine.stop();
      await Promise.all([chaosd.stop(), aws.stop()]);
    },
  };
  try {
    for (const object of scene()) await engine.api.create(object);
    await workloadsAvailable(engine.api);
  } catch (error) {
    await rig.stop();
    throw error;
  }
  return rig;
}

function scene(): readonly KubeObject[] {
  const namespace: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: rigNamespace } };
  return [namespace, ...cloudSecrets, deployment(targetLabels, 3), deployment(peerLabels, 1)];
}

/** Block chaos wants a volume of the node itself. */
function deployment(labels: { readonly app: string }, replicas: number): KubeObject {
  const container = { name: 'app', image: 'app:1', volumeMounts: [{ name: 'data', mountPath: '/data' }] };
  const volume = { name: 'data', hostPath: { path: '/data' } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: labels.app, namespace: rigNamespace, labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container], volumes: [volume] } },
    },
  };
}
