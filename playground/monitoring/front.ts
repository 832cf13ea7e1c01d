// The one address at which the shop is measured: it shows the metrics, and has queries answered by whoever measures now.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeNow, listenOnLoopback } from '../loopback.ts';
import { EXPOSITION_TYPE, exposition } from './exposition.ts';
import type { Measures } from './model.ts';
import { answerAsStandIn } from './stand-in.ts';

export interface FrontDeps {
  readonly model: Measures;
  readonly now: () => number;
  /** Brings the model up to date before an answer. */
  readonly look: () => void;
  /** Where a real Prometheus is that may answer now; undefined: the stand-in does. */
  readonly real: () => string | undefined;
}

export interface Front {
  readonly url: string;
  end(): Promise<void>;
}

export async function startFront(deps: FrontDeps): Promise<Front> {
  const server = createServer((request, response) => void answer(request, response, deps));
  const port = await listenOnLoopback(server);
  return { url: `http://127.0.0.1:${port}`, end: () => closeNow(server) };
}

async function answer(request: IncomingMessage, response: ServerResponse, deps: FrontDeps): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const real = deps.real();
  deps.look();
  if (url.pathname === '/metrics') send(response, 200, EXPOSITION_TYPE, exposition(deps.model, deps.now()));
  else if (real !== undefined) await forward(`${real}${url.pathname}`, formOf(url, body), response);
  else answerAsStandIn(url.pathname, formOf(url, body), deps.model, response);
}

function formOf({ searchParams }: URL, body: string): URLSearchParams {
  return new URLSearchParams([...searchParams, ...new URLSearchParams(body)]);
}

/** A Prometheus that does not answer is told as a proxy before it would tell it. */
async function forward(to: string, form: URLSearchParams, response: ServerResponse): Promise<void> {
  try {
    const answered = await fetch(to, { method: 'POST', body: form });
    const type = answered.headers.get('content-type') ?? 'text/plain';
    send(response, answered.status, type, await answered.text());
  } catch {
    send(response, 502, 'text/plain', 'Prometheus does not answer');
  }
}

function send(response: ServerResponse, status: number, contentType: string, text: string): void {
  response.writeHead(status, { 'content-type': contentType });
  response.end(text);
}
