// A chaos-daemon per node that injures nobody: it answers the controller, keeps what it was told to do, and fails on demand.

import { setTimeout as sleep } from 'node:timers/promises';
import {
  Server,
  ServerCredentials,
  type ServiceDefinition,
  type ServiceError,
  status,
  type UntypedHandleCall,
} from '@grpc/grpc-js';
import { daemonPort, dnsPort } from '../plans.ts';
import { type Carried, createCarried } from './carried.ts';
import { daemonService, dnsService } from './protocol.ts';
import { daemonRpcs, dnsRpcs, type Leaving, type Message, type Rpc } from './rpcs.ts';

export interface DaemonFaults {
  /** Calls that set something up are answered with this error. */
  readonly failApply?: string;
  /** Calls that take something away are answered with this error. */
  readonly failRecover?: string;
  /** Every answer takes this long. */
  readonly slowMs?: number;
  /** The faults hold on this node only. */
  readonly node?: string;
}

export interface DaemonCall {
  readonly node: string;
  readonly method: string;
  readonly request: Message;
  /** `ns/name` of the experiment, or of the pod for network, io and http. */
  readonly namespacedName: string;
}

export interface FakeDaemon {
  /** Replaces the faults that were set before; an empty object heals it. */
  setFaults(faults: DaemonFaults): void;
  /** The daemon of this node goes away: the controller's connection is refused. */
  stopOn(node: string): Promise<void>;
  startOn(node: string): Promise<void>;
  calls(): readonly DaemonCall[];
  /** What really stands on the containers, whatever any status says. */
  carried(): readonly Carried[];
  stop(): Promise<void>;
}

const addresses: Readonly<Record<string, string>> = {
  'node-a': '192.0.2.11',
  'node-b': '192.0.2.12',
  'node-c': '192.0.2.13',
};
/** The DNS server's pod is on this node's own network. */
const dnsNode = 'node-a';

export async function createFakeDaemon(): Promise<FakeDaemon> {
  const services = { daemon: daemonService(), dns: dnsService() };
  const servers = new Map<string, Server>();
  const calls: DaemonCall[] = [];
  const carried = createCarried();
  let faults: DaemonFaults = {};

  async function answer(rpc: Rpc, call: DaemonCall): Promise<object> {
    const instance = calls.push(call);
    const here = faults.node === undefined || faults.node === call.node ? faults : {};
    if (here.slowMs) await sleep(here.slowMs);
    const leaving = rpc.leaves?.(call.request, instance);
    const refusal = leaving && refusalOf(here, leaving);
    if (refusal) throw new Error(refusal);
    if (leaving) carried.take(call.node, leaving);
    return rpc.answer(instance);
  }

  function refusalOf(here: DaemonFaults, leaving: Leaving): string | undefined {
    if (leaving.what !== '') return here.failApply;
    return carried.holds(leaving) ? here.failRecover : undefined;
  }

  function serve(server: Server, node: string, service: ServiceDefinition, rpcs: Record<string, Rpc>): void {
    const handlers = Object.keys(service).map((method) => {
      const rpc = rpcs[method] ?? { answer: () => ({}) };
      return [
        method,
        handler((request, name) => answer(rpc, { node, method, request, namespacedName: name })),
      ];
    });
    server.addService(service, Object.fromEntries(handlers) as Record<string, UntypedHandleCall>);
  }

  async function startOn(node: string): Promise<void> {
    const address = addresses[node];
    if (!address || servers.has(node)) throw new Error(`no daemon to start on ${node}`);
    const server = new Server();
    servers.set(node, server);
    serve(server, node, services.daemon, daemonRpcs);
    if (node === dnsNode) serve(server, node, services.dns, dnsRpcs);
    await bind(server, `${address}:${daemonPort}`);
    if (node === dnsNode) await bind(server, `${address}:${dnsPort}`);
  }

  async function stopOn(node: string): Promise<void> {
    servers.get(node)?.forceShutdown();
    servers.delete(node);
  }

  await Promise.all(Object.keys(addresses).map(startOn));
  return {
    setFaults(wanted) {
      faults = wanted;
    },
    stopOn,
    startOn,
    calls: () => [...calls],
    carried: carried.all,
    stop: async () => void (await Promise.all([...servers.keys()].map(stopOn))),
  };
}

type Answering = (request: Message, namespacedName: string) => Promise<object>;

function handler(answering: Answering): UntypedHandleCall {
  const handle = (
    call: { readonly request: Message; readonly metadata: { get(name: string): readonly unknown[] } },
    callback: (error: Partial<ServiceError> | null, value?: object) => void,
  ): void => {
    const name = String(call.metadata.get('namespaced-name')[0] ?? '');
    answering(call.request, name).then(
      (value) => callback(null, value),
      (error: unknown) => callback({ code: status.INTERNAL, details: wordsOf(error) }),
    );
  };
  return handle as UntypedHandleCall;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function bind(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
