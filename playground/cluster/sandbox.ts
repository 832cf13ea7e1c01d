// A sandbox Kubernetes cluster with Chaos Mesh in it: an API server over HTTP and the controllers behind it.

import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Load } from '../monitoring/model.ts';
import { createAdmission } from './admission/admission.ts';
import { createThrottle } from './admission/throttle.ts';
import { type AuditEntry, createAudit } from './api/audit.ts';
import { createDiscovery } from './api/discovery.ts';
import type { Tokens } from './api/identity.ts';
import { createNetworkFaults } from './api/network-faults.ts';
import { createAccessReview } from './api/rbac.ts';
import { createRead } from './api/read.ts';
import { createRemove } from './api/remove.ts';
import { createReviews } from './api/reviews.ts';
import { createRoutes } from './api/routes.ts';
import { createApiServer } from './api/server.ts';
import { createWatches } from './api/watch.ts';
import { createWrite } from './api/write.ts';
import { createBudgets } from './controllers/budgets.ts';
import { createChaosController } from './controllers/chaos.ts';
import { createChaosTools } from './controllers/chaos-tools.ts';
import type { Controller, ControlPlane } from './controllers/control-plane.ts';
import { createGarbage } from './controllers/garbage.ts';
import { createKubelet } from './controllers/kubelet.ts';
import { createNamespaces } from './controllers/namespaces.ts';
import { createPodObjects, POD_OBJECTS } from './controllers/pod-objects.ts';
import { createSchedules } from './controllers/schedules.ts';
import { createWorkflows } from './controllers/workflows.ts';
import { createWorkloads } from './controllers/workloads.ts';
import { createDaemon } from './daemon.ts';
import { createFaults, type FaultSettings } from './faults.ts';
import { CHAOS_RESOURCES } from './kinds/kind-table.ts';
import { loadsOf } from './loads.ts';
import { type Random, randomText } from './random.ts';
import { seed } from './seed.ts';
import { servedKinds } from './served-kinds.ts';
import { createRegistry } from './store/registry.ts';
import { createCatalog } from './store/resources.ts';
import { fieldValue } from './store/selectors.ts';
import { createStore } from './store/store.ts';

export type { AuditEntry } from './api/audit.ts';

export interface SandboxOptions {
  readonly name: string;
  readonly clock: Clock;
  readonly newUid?: () => string;
  readonly random?: Random;
  /** Bearer tokens and whom they stand for; the group system:masters may do everything. */
  readonly tokens: Tokens;
  /** Kubernetes objects that are there from the start, created in this order. */
  readonly objects: readonly unknown[];
  /** Holds writes of chaos objects to 30 a second after a burst of 50, as Chaos Mesh does. */
  readonly throttle?: boolean;
  /** Divides the latencies of the simulated controllers. */
  readonly speed?: number;
  /** How long a container takes to become ready, before `speed`. */
  readonly podReadyMs?: number;
  /** How often watches that ask for bookmarks get one. */
  readonly bookmarkMs?: number;
}

export interface SandboxCluster {
  readonly name: string;
  /** Resolves once requests are answered and the controllers run. */
  start(port?: number): Promise<void>;
  stop(): Promise<void>;
  /** Empty until started. */
  readonly url: string;
  readonly faults: { set(settings: unknown): void; get(): FaultSettings };
  /** Requests so far by Kubernetes verb and resource: `create podchaos`, `watch pods`. */
  calls(): Record<string, number>;
  audit(): AuditEntry[];
  /**
   * Names of the experiments whose fault is really on the pod, the machine of the inventory, or what a cloud calls so, now,
   * whatever their objects say.
   */
  carriesFault(namespace: string, name: string): string[];
  /** How each workload of a namespace really stands. */
  loads(namespace: string): readonly Load[];
}

const LATENCY_MS = 3;
const POD_READY_MS = 1500;
const BOOKMARK_MS = 60_000;

function createControlPlane(options: SandboxOptions): ControlPlane {
  const { clock, newUid = randomUUID, random = Math.random, speed = 1 } = options;
  const store = createStore();
  const catalog = createCatalog(CHAOS_RESOURCES);
  const drawText = (length: number): string => randomText(random, length);
  return {
    clock,
    store,
    catalog,
    registry: createRegistry({ store, clock, newUid, randomText: drawText }),
    faults: createFaults(),
    daemon: createDaemon(),
    throttle: createThrottle(clock, options.throttle ?? true),
    random,
    newUid,
    speed,
    latencyMs: LATENCY_MS,
    podReadyMs: options.podReadyMs ?? POD_READY_MS,
  };
}

function createControllers(plane: ControlPlane): Controller[] {
  return [
    createGarbage(plane),
    createNamespaces(plane),
    createKubelet(plane),
    createWorkloads(plane),
    createBudgets(plane),
    ...POD_OBJECTS.map((facts) => createPodObjects(plane, facts)),
    createChaosController(plane, createChaosTools(plane)),
    createSchedules(plane),
    createWorkflows(plane),
  ];
}

function createApi(plane: ControlPlane, options: SandboxOptions) {
  const { registry, store, catalog, clock, faults, throttle } = plane;
  const audit = createAudit();
  const review = createAccessReview(registry, catalog);
  const bookmarkMs = options.bookmarkMs ?? BOOKMARK_MS;
  const watches = createWatches({ registry, store, clock, bookmarkMs });
  const routes = createRoutes({
    registry,
    catalog,
    review,
    watches,
    discovery: createDiscovery(catalog),
    reviews: createReviews(review),
    remove: createRemove(registry),
    read: createRead({ registry, store, clock }),
    write: createWrite({
      registry,
      catalog,
      review,
      throttle,
      clock,
      admission: createAdmission({ faults, clock }),
    }),
  });
  const { tokens } = options;
  const network = createNetworkFaults(faults, clock);
  faults.onChange((settings) => {
    if (settings.watchCut === true) watches.cut();
  });
  return { audit, server: createApiServer({ clock, network, audit, tokens, review, routes }) };
}

export function createSandboxCluster(options: SandboxOptions): SandboxCluster {
  const plane = createControlPlane(options);
  const controllers = createControllers(plane);
  const { audit, server } = createApi(plane, options);
  const { faults, store, registry, catalog, daemon } = plane;
  let url = '';
  faults.onChange((settings) => {
    if (settings.compact === true) store.compact();
  });
  return {
    name: options.name,
    async start(port = 0) {
      seed(plane, [...servedKinds(), ...options.objects]);
      for (const controller of controllers) controller.start();
      url = `http://127.0.0.1:${await server.listen(port)}`;
    },
    async stop() {
      for (const controller of controllers) controller.stop();
      await server.close();
    },
    get url() {
      return url;
    },
    faults: { set: faults.set, get: faults.get },
    calls: audit.calls,
    audit: audit.entries,
    loads: (namespace) => loadsOf(plane, namespace),
    carriesFault(namespace, name) {
      const pod = registry.get(catalog.plural('pods'), namespace, name);
      const machine = registry.get(catalog.plural('physicalmachines'), namespace, name);
      const address = machine === undefined ? name : fieldValue(machine, 'spec.address');
      const carried = daemon.carriedBy(pod?.metadata.uid ?? address);
      return [...new Set(carried.map(({ source }) => source.split('/')[1] ?? ''))];
    },
  };
}
