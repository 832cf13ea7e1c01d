// The HTTP face of a sandbox cluster: reads requests, writes answers and keeps the audit.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Clock } from '../../clock.ts';
import { StatusError } from '../objects/status-error.ts';
import type { Answer } from './answer.ts';
import { type Audit, auditEntry } from './audit.ts';
import { actAs, authenticate, type Identity, impersonation, type Tokens } from './identity.ts';
import type { NetworkFaults } from './network-faults.ts';
import type { AccessReview } from './rbac.ts';
import { type RequestInfo, requestInfo } from './request-info.ts';
import type { Routes } from './routes.ts';

export interface ApiServerDeps {
  readonly clock: Clock;
  readonly network: NetworkFaults;
  readonly audit: Audit;
  readonly tokens: Tokens;
  readonly review: AccessReview;
  readonly routes: Routes;
}

export interface ApiServer {
  /** Resolves with the port that was taken. */
  listen(port: number): Promise<number>;
  close(): Promise<void>;
}

export function createApiServer(deps: ApiServerDeps): ApiServer {
  const { clock, network, audit, tokens, review, routes } = deps;
  let server: Server | undefined;

  /** Whose rights count: the impersonated person's, else those of the token's owner. */
  function identityOf(request: IncomingMessage): Identity {
    const authenticated = authenticate(request, tokens);
    const wanted = impersonation(request);
    return wanted === undefined ? authenticated : actAs(authenticated, wanted, review);
  }

  async function answerTo(info: RequestInfo, request: IncomingMessage, body: string): Promise<Answer> {
    try {
      network.refuse(info);
      return await routes.answer(info, identityOf(request), request, body);
    } catch (error) {
      return refusal(error);
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const info = requestInfo(request);
    if (!(await network.lets(info, request.socket))) return;
    const answer = await answerTo(info, request, body);
    audit.add(auditEntry({ at: clock.now(), info, request, body, answer, tokens }));
    if (network.losesAnswer(info, answer.code)) request.socket.destroy();
    else write(response, answer);
  }

  return {
    listen(port) {
      const started = createServer((request, response) => {
        handle(request, response).catch(() => request.socket.destroy());
      });
      server = started;
      // Clients keep connections; the server must not close one just as it is used again.
      started.keepAliveTimeout = 60_000;
      started.on('connection', network.connected);
      return listening(started, port);
    },
    async close() {
      network.disconnectAll();
      const closing = server;
      if (closing !== undefined) await new Promise<void>((resolve) => closing.close(() => resolve()));
    },
  };
}

function listening(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function refusal(error: unknown): Answer {
  if (error instanceof StatusError) return { code: error.code, body: error.toStatus() };
  const refused =
    error instanceof SyntaxError
      ? new StatusError(400, 'BadRequest', error.message)
      : new StatusError(500, 'InternalError', `the sandbox failed: ${String(error)}`);
  return { code: refused.code, body: refused.toStatus() };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function retryAfter(answer: Answer): Record<string, string> {
  if (!('body' in answer)) return {};
  const seconds = (answer.body as { details?: { retryAfterSeconds?: number } }).details?.retryAfterSeconds;
  return seconds === undefined ? {} : { 'retry-after': String(seconds) };
}

function write(response: ServerResponse, answer: Answer): void {
  if ('stream' in answer) {
    answer.stream(response);
    return;
  }
  const [type, text] =
    'text' in answer ? ['text/plain', answer.text] : ['application/json', JSON.stringify(answer.body)];
  response.writeHead(answer.code, { 'content-type': type, ...retryAfter(answer) });
  response.end(text);
}
