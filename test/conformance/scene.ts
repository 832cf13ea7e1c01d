// A namespace of a case's own, and the steps every case takes in it.

import { randomBytes } from 'node:crypto';
import type { Client, Json, Method, Reply, WatchEvent } from './client.ts';
import { deployment, isReady } from './manifests.ts';
import { type Life, lifeOf } from './object-life.ts';
import { pathOf } from './places.ts';
import { type Told, tellingIn } from './telling.ts';
import { type Watching, watchFromNow } from './watching.ts';
import type { ControllerHands, DaemonHands, OutsideHands, Power, Probe, World } from './world.ts';

export interface Scene {
  readonly namespace: string;
  /** The administrator. */
  readonly client: Client;
  /** These throw where the world has none; a case says in `needs` what it uses. */
  daemon(): DaemonHands;
  controller(): ControllerHands;
  probe(): Probe;
  outside(): OutsideHands;
  /** Another fresh namespace, gone with this one. */
  another(): Promise<string>;
  /** A Deployment; resolves with its pods once all are ready. */
  deploy(app: string, replicas: number, more?: Deploy): Promise<readonly Json[]>;
  /** Deletes the only pod of a Deployment; resolves with the one that comes instead, once it is ready. */
  replaceOne(app: string): Promise<Json>;
  /** All pods of the app now. */
  pods(app: string): Promise<readonly Json[]>;
  post(object: Json, query?: Readonly<Record<string, string>>): Promise<Reply>;
  /** Throws on any other answer than 201. */
  make(object: Json): Promise<Json>;
  /** Follows the object from before its creation; throws as `make` does. */
  start(object: Json): Promise<Life>;
  /** Throws on any other answer than 200. */
  change(kind: string, name: string, patch: Json): Promise<Json>;
  get(kind: string, name: string): Promise<Reply>;
  list(kind: string, query?: Readonly<Record<string, string>>): Promise<readonly Json[]>;
  call(
    method: Method,
    kind: string,
    name: string,
    body?: Json,
    query?: Record<string, string>,
  ): Promise<Reply>;
  remove(kind: string, name: string): Promise<Reply>;
  /** Watches a kind in this namespace from now on. */
  follow(kind: string): Promise<Watching>;
  /** The same for a kind that lives in no namespace. */
  followCluster(kind: string): Promise<Watching>;
  /** What the cluster's events say of objects in this namespace. */
  readonly told: Told;
  readonly image: string;
  /** Ends the watches and lets the namespaces go, without waiting for it. */
  close(): Promise<void>;
}

export interface Deploy {
  readonly spec?: Json;
  readonly labels?: Readonly<Record<string, string>>;
}

export async function createScene(world: World): Promise<Scene> {
  const { client } = world;
  const namespaces: string[] = [];
  const another = async (): Promise<string> => {
    const name = `conformance-${randomBytes(4).toString('hex')}`;
    await must(client, 'POST', pathOf('Namespace', undefined), 201, { metadata: { name } });
    namespaces.push(name);
    return name;
  };
  const namespace = await another();
  const told = await tellingIn(client, namespace);
  const watches: Watching[] = [];
  const close = async (): Promise<void> => {
    for (const each of [told, ...watches]) each.close();
    for (const name of namespaces) await client.ask('DELETE', pathOf('Namespace', undefined, name));
  };
  const own = { namespace, client, another, told, close, image: world.image };
  return { ...own, ...hands(world), ...steps(world, namespace, watches) };
}

function hands(world: World): Pick<Scene, Power> {
  const { daemon, controller, probe, outside } = world;
  return {
    daemon: () => given(daemon),
    controller: () => given(controller),
    probe: () => given(probe),
    outside: () => given(outside),
  };
}

function given<T>(hands: T | undefined): T {
  if (hands === undefined) throw new Error('the case does not say that it needs this');
  return hands;
}

type Own = 'namespace' | 'client' | 'another' | 'told' | 'image' | 'close' | Power;
type Steps = Omit<Scene, Own>;

function steps({ client, image }: World, namespace: string, watches: Watching[]): Steps {
  const place = (kind: string, name?: string): string => pathOf(kind, namespace, name);

  async function followAt(path: string): Promise<Watching> {
    const watching = await watchFromNow(client, path);
    watches.push(watching);
    return watching;
  }

  const follow: Scene['follow'] = (kind) => followAt(place(kind));

  const make: Scene['make'] = (object) => must(client, 'POST', place(object.kind), 201, object);
  const list: Scene['list'] = async (kind, query) => {
    const { body } = await client.ask('GET', place(kind), undefined, query === undefined ? {} : { query });
    return body.items;
  };

  return {
    follow,
    followCluster: (kind) => followAt(pathOf(kind, undefined)),
    make,
    list,
    async deploy(app, replicas, { spec = {}, labels = {} } = {}) {
      const watching = await follow('Pod');
      await make(deployment({ app, replicas, image, spec, labels }));
      await watching.untilAll(
        (events) => readyOf(app, events).length >= replicas,
        `${replicas} ready pods of ${app}`,
      );
      watching.close();
      return list('Pod', { labelSelector: `app=${app}` });
    },
    async replaceOne(app) {
      const [old] = await list('Pod', { labelSelector: `app=${app}` });
      const watching = await follow('Pod');
      await client.ask('DELETE', place('Pod', old.metadata.name), { gracePeriodSeconds: 0 });
      await watching.until(
        ({ type, object }) => type === 'DELETED' && isSame(object, old),
        'the old pod is gone',
      );
      const isNew = ({ object }: WatchEvent): boolean => isReady(object) && !isSame(object, old);
      return (await watching.until(isNew, `a new pod of ${app} is ready`)).object;
    },
    pods: (app) => list('Pod', { labelSelector: `app=${app}` }),
    post: (object, query = {}) => client.ask('POST', place(object.kind), object, { query }),
    async start(object) {
      const watching = await follow(object.kind);
      return lifeOf(watching, await make(object));
    },
    change: (kind, name, patch) => must(client, 'PATCH', place(kind, name), 200, patch),
    get: (kind, name) => client.ask('GET', place(kind, name)),
    call: (method, kind, name, body, query = {}) => client.ask(method, place(kind, name), body, { query }),
    remove: (kind, name) => client.ask('DELETE', place(kind, name)),
  };
}

function isSame(one: Json, other: Json): boolean {
  return one.metadata.uid === other.metadata.uid;
}

function readyOf(app: string, events: readonly { type: string; object: Json }[]): Json[] {
  const last = new Map<string, Json>();
  for (const { type, object } of events)
    last.set(object.metadata.name, type === 'DELETED' ? undefined : object);
  return [...last.values()].filter((pod) => pod?.metadata.labels?.app === app && isReady(pod));
}

async function must(client: Client, method: Method, path: string, code: number, body: Json): Promise<Json> {
  const reply = await client.ask(method, path, body);
  if (reply.code !== code) throw new Error(`${method} ${path}: ${reply.code} ${JSON.stringify(reply.body)}`);
  return reply.body;
}
