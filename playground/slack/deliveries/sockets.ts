// Socket Mode: tickets, hello, pings, envelopes given to the open sockets in turn, acknowledgements, refresh.
// The protocol: https://docs.slack.dev/apis/events-api/using-socket-mode

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../../clock.ts';
import type { NewId } from '../ids.ts';
import { compact, type Json, objectOf, parseJson, textOf } from '../json.ts';
import { ACK_MS, type Ack, type Delivery, type Transport } from './transport.ts';

const PING_MS = 10_000;
const WARNING_MS = 10_000;
const MAX_SOCKETS = 10;
const GOODBYE_MS = 50;

export interface Sockets extends Transport {
  /** The single-use url of the next socket. */
  ticketUrl(host: string): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes every socket without a word. */
  drop(): void;
  refresh(warnFirst: boolean): void;
  count(): number;
}

export interface SocketsDeps {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly appId: string;
}

interface Pending {
  readonly socket: WebSocket;
  readonly delivery: Delivery;
  settle(ack: Ack): void;
}

export function createSockets({ clock, newId, appId }: SocketsDeps): Sockets {
  const tickets = new Set<string>();
  const open: WebSocket[] = [];
  const pending = new Map<string, Pending>();
  let server: WebSocketServer | undefined;
  let turn = 0;

  function accept(socket: WebSocket): void {
    open.push(socket);
    const pings = setInterval(() => socket.ping(), PING_MS);
    socket.on('message', (data) => acknowledge(objectOf(parseJson(data.toString()))));
    socket.on('close', () => {
      clearInterval(pings);
      retire(socket);
      giveUpEventsOf(socket);
    });
    socket.on('error', () => socket.terminate());
    socket.send(JSON.stringify(hello(open.length, appId)));
  }

  function retire(socket: WebSocket): void {
    const at = open.indexOf(socket);
    if (at >= 0) open.splice(at, 1);
  }

  /** Events of a lost socket go to another one at once; commands and presses are not tried again. */
  function giveUpEventsOf(socket: WebSocket): void {
    for (const { socket: own, delivery, settle } of pending.values())
      if (own === socket && delivery.kind === 'events_api') settle({ outcome: 'unreachable' });
  }

  function acknowledge(message: Json): void {
    pending
      .get(textOf(message['envelope_id']) ?? '')
      ?.settle({ outcome: 'acked', payload: message['payload'] });
  }

  function nextSocket(): WebSocket | undefined {
    const ready = open.filter((socket) => socket.readyState === socket.OPEN);
    turn += 1;
    return ready[turn % ready.length];
  }

  function send(delivery: Delivery): Promise<Ack> {
    const socket = nextSocket();
    if (socket === undefined) return Promise.resolve({ outcome: 'unreachable' });
    const id = newId('E');
    return new Promise((resolve) => {
      const cancel = clock.after(ACK_MS, () => settle({ outcome: 'timeout' }));
      const settle = (ack: Ack): void => {
        cancel();
        pending.delete(id);
        resolve(ack);
      };
      pending.set(id, { socket, delivery, settle });
      socket.send(JSON.stringify(envelopeOf(id, delivery)));
    });
  }

  function disconnect(reason: string, leaving: readonly WebSocket[]): void {
    for (const socket of leaving) {
      if (reason !== 'warning') retire(socket);
      socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'playground' } }));
      if (reason !== 'warning') clock.after(WARNING_MS, () => socket.terminate());
    }
  }

  /** A client in the middle of its own goodbye is left the moment to finish it. */
  function leave(socket: WebSocket): void {
    socket.close(1001);
    setTimeout(() => socket.terminate(), GOODBYE_MS);
  }

  function drop(): void {
    for (const socket of [...open]) socket.terminate();
  }

  return {
    send,
    ticketUrl(host) {
      const ticket = newId('K');
      tickets.add(ticket);
      return `ws://${host}/link/?ticket=${ticket}&app_id=${appId}`;
    },
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '/', 'ws://playground');
      const welcome = url.pathname === '/link/' && tickets.delete(url.searchParams.get('ticket') ?? '');
      if (!welcome || open.length >= MAX_SOCKETS) return void socket.destroy();
      server ??= new WebSocketServer({ noServer: true });
      server.handleUpgrade(request, socket, head, accept);
    },
    drop,
    refresh(warnFirst) {
      const leaving = [...open];
      if (!warnFirst) return disconnect('refresh_requested', leaving);
      disconnect('warning', leaving);
      clock.after(WARNING_MS, () =>
        disconnect(
          'refresh_requested',
          leaving.filter((socket) => open.includes(socket)),
        ),
      );
    },
    count: () => open.length,
    close() {
      for (const socket of server?.clients ?? []) leave(socket);
      for (const { settle } of [...pending.values()]) settle({ outcome: 'unreachable' });
      server?.close();
    },
  };
}

function hello(connections: number, appId: string): Json {
  return {
    type: 'hello',
    num_connections: connections,
    connection_info: { app_id: appId },
    debug_info: { host: 'playground', build_number: 1, approximate_connection_time: 3600 },
  };
}

function envelopeOf(id: string, { kind, payload, retry }: Delivery): Json {
  const answerable = kind !== 'events_api';
  return compact({
    envelope_id: id,
    type: kind,
    accepts_response_payload: answerable,
    payload,
    retry_attempt: answerable ? undefined : (retry?.attempt ?? 0),
    retry_reason: answerable ? undefined : (retry?.reason ?? ''),
  });
}
