// HTTP mode: signs each delivery and POSTs it to the app's request url, then reads the acknowledgement.

import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { Clock } from '../../clock.ts';
import { objectOf, parseJson } from '../json.ts';
import { signatureHeaders } from './signature.ts';
import { ACK_MS, type Ack, type Delivery, type Transport } from './transport.ts';

export interface RequestUrl extends Transport {
  /** Sends the challenge Slack sends when a request url is set; answers whether the app echoed it. */
  verify(): Promise<boolean>;
}

export interface RequestUrlDeps {
  readonly clock: Clock;
  readonly url: string;
  readonly signingSecret: string;
}

export function createRequestUrl({ clock, url, signingSecret }: RequestUrlDeps): RequestUrl {
  const running = new Set<ClientRequest>();

  /** Signed with real time: the app compares it with its own clock. */
  function post(body: string, contentType: string, extra: Record<string, string>): Promise<Ack> {
    return new Promise((resolve) => {
      const headers = {
        ...signatureHeaders(signingSecret, body, Date.now()),
        'content-type': contentType,
        ...extra,
      };
      const length = Buffer.byteLength(body);
      const call = request(url, {
        method: 'POST',
        agent: false,
        headers: { ...headers, 'content-length': length },
      });
      const cancel = clock.after(ACK_MS, () => settle({ outcome: 'timeout' }));
      const settle = (ack: Ack): void => {
        cancel();
        running.delete(call);
        resolve(ack);
        call.destroy();
      };
      running.add(call);
      call.on('error', () => settle({ outcome: 'unreachable' }));
      call.on('response', (response) => void readAck(response).then(settle));
      call.end(body);
    });
  }

  return {
    send(delivery) {
      const [body, contentType] = bodyOf(delivery);
      return post(body, contentType, retryHeaders(delivery));
    },
    async verify() {
      const challenge = 'playground-challenge';
      const body = JSON.stringify({ type: 'url_verification', token: '', challenge });
      const ack = await post(body, 'application/json', {});
      return (
        ack.outcome === 'acked' &&
        (ack.payload === challenge || objectOf(ack.payload)['challenge'] === challenge)
      );
    },
    close() {
      for (const call of running) call.destroy();
    },
  };
}

function bodyOf({ kind, payload }: Delivery): [string, string] {
  if (kind === 'events_api') return [JSON.stringify(payload), 'application/json'];
  const fields = kind === 'interactive' ? { payload: JSON.stringify(payload) } : payload;
  const pairs = Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]);
  return [new URLSearchParams(pairs).toString(), 'application/x-www-form-urlencoded'];
}

function retryHeaders({ retry }: Delivery): Record<string, string> {
  if (retry === undefined) return {};
  return { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason };
}

async function readAck(response: IncomingMessage): Promise<Ack> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of response) chunks.push(chunk as Buffer);
  } catch {
    return { outcome: 'unreachable' };
  }
  const text = Buffer.concat(chunks).toString();
  const status = response.statusCode ?? 0;
  if (status !== 200) {
    const noRetry = response.headers['x-slack-no-retry'] === '1';
    return { outcome: 'refused', status, noRetry };
  }
  const isJson = response.headers['content-type']?.includes('json') ?? false;
  return { outcome: 'acked', payload: isJson ? (parseJson(text) ?? text) : text };
}
