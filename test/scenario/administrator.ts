// Somebody with kubectl and every right, working in a sandbox cluster beside the bot.
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { PlaygroundInTest } from './playground.ts';

export type KubeObject = Readonly<Record<string, unknown>> & {
  readonly metadata: Readonly<Record<string, unknown>> & {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
};

export interface Administrator {
  list(path: string): Promise<readonly KubeObject[]>;
  create(path: string, object: object): Promise<void>;
  patch(path: string, object: object): Promise<void>;
  remove(path: string): Promise<void>;
}

interface Kubeconfig {
  readonly contexts: readonly { readonly name: string; readonly context: { readonly cluster: string } }[];
  readonly clusters: readonly { readonly name: string; readonly cluster: { readonly server: string } }[];
}

export async function administrator(play: PlaygroundInTest, context: string): Promise<Administrator> {
  const text = await readFile(play.playground.addresses().kubeconfig, 'utf8');
  const { clusters } = parse(text) as Kubeconfig;
  const server = clusters.find((each) => each.name === context)?.cluster.server ?? '';

  async function ask(method: string, path: string, body?: object): Promise<unknown> {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const sent = body && { body: JSON.stringify(body), headers: { 'content-type': type } };
    const answer = await fetch(`${server}${path}`, { method, ...sent });
    const said: unknown = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(said)}`);
    return said;
  }

  return {
    list: async (path) => ((await ask('GET', path)) as { items: readonly KubeObject[] }).items,
    create: async (path, object) => void (await ask('POST', path, object)),
    remove: async (path) => void (await ask('DELETE', path)),
    patch: async (path, object) => void (await ask('PATCH', path, object)),
  };
}

export const CHAOS = '/apis/chaos-mesh.org/v1alpha1/namespaces/shop';
export const DEPLOYMENTS = '/apis/apps/v1/namespaces/shop/deployments';
