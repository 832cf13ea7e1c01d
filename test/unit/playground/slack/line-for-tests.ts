// One socket of an app in a test: the envelopes as they come, acknowledged by hand.
import assert from 'node:assert/strict';
import { WebSocket } from 'ws';
import type { Body, Playing } from './workspace-for-tests.ts';

export interface Envelope {
  readonly type: string;
  readonly envelope_id: string;
  readonly payload: Body;
  readonly reason?: string;
  readonly retry_attempt?: number;
}

export interface Line {
  readonly socket: WebSocket;
  next(): Promise<Envelope>;
  ack(envelope: Envelope, payload?: unknown): void;
}

export async function connect(playing: Playing): Promise<Line> {
  const answer = await fetch(`${playing.slack.apiUrl}apps.connections.open`, {
    method: 'POST',
    headers: { authorization: 'Bearer xapp-1', connection: 'close' },
  });
  const { url } = (await answer.json()) as { url: string };
  const socket = new WebSocket(url);
  const arrived: Envelope[] = [];
  const waiting: ((envelope: Envelope) => void)[] = [];
  socket.on('message', (data) => {
    const envelope = JSON.parse(data.toString()) as Envelope;
    const waiter = waiting.shift();
    if (waiter) waiter(envelope);
    else arrived.push(envelope);
  });
  const next = (): Promise<Envelope> => {
    const first = arrived.shift();
    return first ? Promise.resolve(first) : new Promise((resolve) => waiting.push(resolve));
  };
  assert.equal((await next()).type, 'hello');
  const ack = (envelope: Envelope, payload: unknown = {}): void =>
    socket.send(JSON.stringify({ envelope_id: envelope.envelope_id, payload }));
  return { socket, next, ack };
}
