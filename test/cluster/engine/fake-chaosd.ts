// A chaosd that injures no machine: it answers the controller over HTTP, keeps what it was told to do, fails on demand.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { hostAddress } from './namespace.ts';

export interface ChaosdFaults {
  readonly failApply?: string;
  readonly failRecover?: string;
  readonly slowMs?: number;
}

export interface Attack {
  readonly uid: string;
  /** The path's last part and what the body says beside it, `network delay`. */
  readonly action: string;
}

export interface FakeChaosd {
  readonly address: string;
  /** Replaces the faults that were set before; an empty object heals it. */
  setFaults(faults: ChaosdFaults): void;
  /** Everything it was ever told to do. */
  attacks(): readonly Attack[];
  /** What it was told to do and not yet to undo. */
  carried(): readonly Attack[];
  stop(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly body: object;
}

export async function createFakeChaosd(): Promise<FakeChaosd> {
  const attacks: Attack[] = [];
  const carried = new Map<string, Attack>();
  let faults: ChaosdFaults = {};

  function apply(kind: string, body: string): Reply {
    if (faults.failApply) return { status: 500, body: { error: faults.failApply } };
    const { uid, action } = JSON.parse(body) as { readonly uid: string; readonly action: string };
    const attack = { uid, action: `${kind} ${action}`.trim() };
    attacks.push(attack);
    carried.set(uid, attack);
    return { status: 200, body: { status: 200, message: 'attack successfully', uid } };
  }

  function recover(uid: string): Reply {
    if (!carried.has(uid)) return { status: 404, body: { error: `experiment ${uid} not found` } };
    if (faults.failRecover) return { status: 500, body: { error: faults.failRecover } };
    carried.delete(uid);
    return { status: 200, body: { status: 200, message: `recover ${uid} successfully` } };
  }

  const server = createServer(async (request, response) => {
    const body = await text(request);
    if (faults.slowMs) await sleep(faults.slowMs);
    const [, subject = ''] = /^\/api\/attack\/([^/]+)$/.exec(request.url ?? '') ?? [];
    const reply = request.method === 'DELETE' ? recover(subject) : apply(subject, body);
    response.writeHead(reply.status, { 'content-type': 'application/json' }).end(JSON.stringify(reply.body));
  });
  return {
    address: await listening(server),
    setFaults(wanted) {
      faults = wanted;
    },
    attacks: () => [...attacks],
    carried: () => [...carried.values()],
    stop: () => closed(server),
  };
}

/** Any free port of the machine's own address. */
export function listening(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, hostAddress, () => {
      resolve(`http://${hostAddress}:${(server.address() as AddressInfo).port}`);
    });
  });
}

export function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
