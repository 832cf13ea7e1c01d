// How a delivery ended, as a person's client tells it: acknowledged, timed out, or not delivered.

import type { Ack, Delivery, Transport } from '../deliveries/transport.ts';
import { isObject } from '../json.ts';

export interface Outcome {
  readonly status: number;
  /** What the app acknowledged with; else the word Slack shows. */
  readonly body: unknown;
  readonly ms: number;
}

export async function deliver(transport: Transport, delivery: Delivery): Promise<Outcome> {
  const started = performance.now();
  const ack = await transport.send(delivery);
  return { ...shown(ack), ms: Math.round((performance.now() - started) * 10) / 10 };
}

export function wasAcked({ status }: Outcome): boolean {
  return status === 200;
}

function shown(ack: Ack): Omit<Outcome, 'ms'> {
  switch (ack.outcome) {
    case 'acked':
      return { status: 200, body: isEmpty(ack.payload) ? '' : ack.payload };
    case 'timeout':
      return { status: 504, body: 'operation_timeout' };
    case 'unreachable':
      return { status: 503, body: 'dispatch_failed' };
    case 'refused':
      return { status: ack.status, body: 'http_service_error' };
    default:
      return ack satisfies never;
  }
}

function isEmpty(payload: unknown): boolean {
  if (payload === undefined || payload === null || payload === '') return true;
  return isObject(payload) && Object.keys(payload).length === 0;
}
