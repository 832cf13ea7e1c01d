// The verbs over runs in memory and two pictured clusters, with whatever may hang or be gone, for tests.

import { suggestContract } from '../../../src/alerts/suggest-contract.ts';
import type { ChaosObject, Cluster, ClusterCache } from '../../../src/chaos/cluster.ts';
import { createLatch } from '../../../src/halt/latch.ts';
import type { Person, PersonAnswer } from '../../../src/identity/person.ts';
import { createPlanner } from '../../../src/plan/planner.ts';
import { createPolicy } from '../../../src/policy/policy.ts';
import { createRuns } from '../../../src/runs/create-runs.ts';
import type { Observation } from '../../../src/runs/input.ts';
import { createMover } from '../../../src/runs/move.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import type { From } from '../../../src/verbs/asking.ts';
import type { Templates } from '../../../src/verbs/find-template.ts';
import { haltOf } from '../../../src/verbs/release.ts';
import { inBrief } from '../../../src/verbs/seen-experiments.ts';
import type { ForeignRef } from '../../../src/verbs/show-foreign.ts';
import { createVerbs, type Verbs } from '../../../src/verbs/verbs.ts';
import type { KnownCluster, Place } from '../../../src/verbs/where.ts';
import { pod, web } from '../plan/shop.ts';
import { createMemoryStore, type MemoryStore } from '../runs/memory-store.ts';

export const TEAM = 'C0TEAM';
export const RANDOM = 'C0RANDOM';

function person(id: string, name: string, groups: readonly string[]): Person {
  const email = `${name.toLowerCase()}@shop.example`;
  return { id, name, email, user: email, groups };
}

export const ana = person('U0ANA', 'Ana', ['shop-developers']);
export const mara = person('U0MARA', 'Mara', ['shop-owners']);
export const jon = person('U0JON', 'Jon', ['sre']);
const everybody = [ana, mara, jon];

const policy = createPolicy({
  protectedNamespaces: ['kube-system'],
  limits: { maxDurationSeconds: 600, maxPods: 20, maxShare: 1 },
  rules: [
    { name: 'staging', when: '!production', outcome: { kind: 'allow' }, limits: {} },
    {
      name: 'production',
      outcome: {
        kind: 'approvals',
        approvals: [
          { group: 'shop-owners', count: 1 },
          { group: 'sre', count: 1 },
        ],
        start: 'requester',
        expireSeconds: 3600,
      },
      limits: { maxShare: 0.5 },
    },
  ],
});

const MACHINES = ['m1', 'm2'].map((name, nth) => ({
  ...{ namespace: 'shop', name, labels: { rack: 'r1' }, annotations: {} },
  address: `http://192.0.2.2${nth}:31768`,
}));

const FACTS = {
  kubernetes: 'v1.34.2',
  chaosMesh: '2.8.3',
  remotes: [{ name: 'edge', namespace: 'chaos-mesh', version: '2.8.3', ready: true }],
  ageMs: 90_000,
};

export interface House {
  readonly verbs: Verbs;
  readonly store: MemoryStore;
  readonly commands: string[];
  /** Steps of halts, and whether each was done in time. */
  readonly steps: string[];
  readonly faults: unknown[];
  readonly removed: string[];
  readonly bound: Map<string, Place>;
  readonly experiments: ChaosObject[];
  /** What the conductor would bring. */
  observe(run: string, ...news: readonly Observation[]): Promise<RunRecord>;
  read(run: string): Promise<RunRecord>;
}

export interface HouseOptions {
  readonly ceilingMs?: number;
  /** Calls of these parts never answer. */
  readonly hanging?: readonly ('redis' | 'people' | 'latch')[];
  readonly unconnected?: boolean;
  readonly cannotPost?: readonly string[];
  /** Texts of messages by timestamp, of files by id. */
  readonly written?: Readonly<Record<string, string>>;
  readonly templates?: Templates;
  /** Runs that ended before. */
  readonly past?: readonly RunRecord[];
}

export function createHouse(options: HouseOptions = {}): House {
  const { hanging = [] } = options;
  const store = createMemoryStore();
  const served = hanging.includes('redis') ? hang(store) : store;
  const lastTime = options.unconnected ? () => undefined : () => store.now;
  const mover = createMover({
    store: { ...served, lastTime },
    crash: () => undefined,
    random: () => 0,
    sleep: async () => undefined,
    onMove: () => undefined,
  });
  let drawn = 0;
  const runs = createRuns({
    mover,
    store: { ...served, lastTime },
    wake: async () => undefined,
    random: () => draw(drawn++),
  });
  const removed: string[] = [];
  const experiments: ChaosObject[] = [];
  const bound = new Map<string, Place>([[TEAM, { cluster: 'staging', namespace: 'shop' }]]);
  const parts = [
    pictured('staging', false, 3, removed, experiments, hanging.includes('latch')),
    pictured('prod', true, 12, removed, experiments, hanging.includes('latch')),
  ];
  const planner = createPlanner({
    cluster: (name) => parts.find((one) => one.cluster.name === name) ?? raise(name),
    policy,
  });
  const latches = createLatch({ namespace: 'faultline' });
  const known = parts.map((one) => one.known);
  const clusters = parts.map((one) => one.cluster);
  const ending = {
    clusters: parts,
    isOurs: (object: ChaosObject) => object.labels['faultline.dev/run'] !== undefined,
  };
  const bindings = {
    of: async (channel: string) => bound.get(channel),
    set: async (channel: string, place: Place) => void bound.set(channel, place),
  };
  const channels = {
    canPost: async (channel: string) =>
      options.cannotPost?.includes(channel)
        ? { ok: false as const, why: 'not-a-member' as const }
        : { ok: true as const },
    boundTo: async () => TEAM,
  };
  const all = () =>
    parts.flatMap(({ cluster, cache }) =>
      cache.experiments().map((object) => inBrief(cluster.name, object, ending.isOurs(object))),
    );
  const readForeign = (ref: ForeignRef) =>
    parts
      .find(({ cluster }) => cluster.name === ref.cluster)
      ?.cache.experiments()
      .find(({ kind, name }) => kind === ref.kind && name === ref.name);
  const seen = { all, foreign: () => all().filter(({ run }) => run === undefined) };
  const commands: string[] = [];
  const steps: string[] = [];
  const faults: unknown[] = [];
  const verbs = createVerbs({
    request: {
      ...{ clusters: known, bindings, channels, planner, runs },
      suggest: async (record) => suggestContract(record, options.past ?? []),
      halted: (place) => haltOf(place, clusters, latches),
    },
    stop: { runs, ending },
    halt: {
      ...{ known, ending, latches, runs, now: () => store.now },
      onStep: (step, ms) => void steps.push(`${step} ${ms === undefined ? 'late' : 'in time'}`),
    },
    release: { clusters, latches, now: () => store.now },
    hello: { known, clusters, latches, bindings, runs, policy },
    list: {
      ...{ runs, known },
      seen,
      read: readForeign,
    },
    surroundings: { known, bindings, policy },
    inventory: {
      ...{ known, clusters, latches, bindings, seen, read: readForeign },
      facts: (name) => (name === 'staging' ? FACTS : undefined),
      machines: (name, space) =>
        parts.find(({ cluster }) => cluster.name === name)?.cache.machines(space) ?? [],
    },
    doctor: { checks: async () => [{ area: 'Redis', ok: 'ok', sentence: 'Redis keeps every write.' }] },
    drawSignals: async () => [],
    readLinked: {
      message: async ({ ts }) => writtenAs(options.written?.[ts]),
      file: async ({ file, channel }) => writtenAs(channel === TEAM ? options.written?.[file] : undefined),
    },
    templates: options.templates,
    people: { find: (id) => (hanging.includes('people') ? never() : Promise.resolve(findPerson(id))) },
    monotonic: () => performance.now(),
    ceilingMs: options.ceilingMs ?? 2_000,
    onCommand: (verb, outcome) => commands.push(`${verb} ${outcome}`),
    onFault: (_verb, error) => {
      faults.push(error);
      return 'fault-1';
    },
  });
  const read = async (run: string) => (await runs.read(run)) ?? raise(run);
  return {
    verbs,
    store,
    commands,
    steps,
    faults,
    removed,
    bound,
    experiments,
    read,
    observe: async (run, ...news) => {
      for (const one of news) await mover.observe(run, one);
      return read(run);
    },
  };
}

/** Letters of ids of six, which come round after ten: from then on their last letter is another. */
function draw(nth: number): number {
  const rounds = nth % 6 === 5 ? Math.floor(nth / 60) : 0;
  return ((((nth * 7) % 20) + rounds) % 28) / 28;
}

let deliveries = 0;

/** A new delivery by this person. */
export function from(who: Person | string, channel = TEAM, more: Partial<From> = {}): From {
  deliveries += 1;
  return {
    userId: typeof who === 'string' ? who : who.id,
    channel,
    deliveryId: `delivery-${deliveries}`,
    ...more,
  };
}

function findPerson(id: string): PersonAnswer {
  const found = everybody.find((one) => one.id === id);
  if (found !== undefined) return { ok: true, person: found };
  return { ok: false, refusal: { kind: 'unknown-person', email: 'otto@elsewhere.example' } };
}

function writtenAs(text: string | undefined) {
  return text === undefined ? { ok: false as const } : { ok: true as const, text };
}

function pictured(
  name: string,
  production: boolean,
  replicas: number,
  removed: string[],
  experiments: ChaosObject[],
  latchHangs: boolean,
) {
  const letters = 'abcdefghijkl';
  const names = [...letters.slice(0, replicas)].map((letter) => `web-${letter}`);
  const pods = [
    ...names.map((one) => pod(one)),
    pod('cart-a', { labels: { app: 'cart' }, owner: { kind: 'Deployment', name: 'cart' } }),
  ];
  const labels = { app: 'cart' };
  const cart = {
    kind: 'Deployment',
    namespace: 'shop',
    name: 'cart',
    labels,
    selector: labels,
    replicas: 1,
    ready: 1,
  };
  const workloads = [web(replicas), cart];
  const inShop =
    <T>(values: readonly T[]) =>
    (namespace: string) =>
      namespace === 'shop' ? values : [];
  const cache: ClusterCache = {
    cluster: name,
    synced: () => true,
    experiments: () => experiments.filter((object) => object.annotations['cluster'] === name),
    pods: inShop(pods),
    workloads: inShop(workloads),
    budgets: () => [{ namespace: 'shop', name: 'web', selector: { app: 'web' }, disruptionsAllowed: 1 }],
    machines: inShop(MACHINES),
    namespaces: () => ['shop', 'billing', 'kube-system'],
    onChange: () => () => undefined,
  };
  let halt:
    | {
        data: Readonly<Record<string, string>>;
        labels: Readonly<Record<string, string>>;
        resourceVersion: string;
      }
    | undefined;
  const cluster = {
    name,
    production,
    remove: async (ref: { name: string }) => {
      removed.push(ref.name);
      return { ok: true as const, gone: false };
    },
    readConfigMap: () => (latchHangs ? never() : Promise.resolve(halt)),
    writeConfigMap: async (_namespace: string, _name: string, value: typeof halt) => {
      halt = value && { ...value, resourceVersion: `${Number(halt?.resourceVersion ?? 0) + 1}` };
      return true;
    },
  } as unknown as Cluster;
  const known: KnownCluster = { name, production, ...cache };
  return { cluster, cache, known };
}

function hang(store: MemoryStore): MemoryStore {
  return { ...store, read: never, swap: never, recent: never, find: never, readMany: never, log: never };
}

function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}

function raise(what: string): never {
  throw new Error(`no ${what}`);
}
