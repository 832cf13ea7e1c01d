// The shop's Alertmanager: enough of its API for alerts and silences, on loopback; held to the real one by the monitoring suite.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeNow, listenOnLoopback } from '../loopback.ts';
import { type AlertBook, createAlertBook } from './alert-book.ts';
import { type ApiAnswer, ok, refused } from './answers.ts';
import { createSilenceBook, type SilenceBook } from './silence-book.ts';

export interface ShopAlertmanager {
  readonly url: string;
  readonly alerts: AlertBook;
  readonly silences: SilenceBook;
  readonly faults: { set(faults: Readonly<Record<string, unknown>>): void };
  end(): Promise<void>;
}

interface Faults {
  /** Answered to everything. */
  readonly status?: number;
  /** Takes every question and answers none. */
  readonly silent?: boolean;
  /** So many changes are made, and their answers never come. */
  readonly lostAnswers?: number;
}

const FAULTS = ['status', 'silent', 'lostAnswers'];

interface Books {
  readonly alerts: AlertBook;
  readonly silences: SilenceBook;
}

type Handler = (books: Books, body: unknown, id: string) => ApiAnswer;

const ROUTES: Readonly<Record<string, Handler>> = {
  'GET /api/v2/status': () => ok({ versionInfo: { version: '0.25.0' } }),
  'GET /api/v2/alerts': ({ alerts }) => alerts.all(),
  'POST /api/v2/alerts': ({ alerts }, body) => alerts.post(body),
  'GET /api/v2/silences': ({ silences }) => silences.all(),
  'POST /api/v2/silences': ({ silences }, body) => silences.make(body),
  'GET /api/v2/silence/': ({ silences }, _body, id) => silences.get(id),
  'DELETE /api/v2/silence/': ({ silences }, _body, id) => silences.expire(id),
};

/** `now`: the playground's clock, by which alerts begin and end. Silences end by the wall clock, as bots reckon it. */
export async function startAlertmanager({ now }: { readonly now: () => number }): Promise<ShopAlertmanager> {
  const silences = createSilenceBook(Date.now);
  const alerts = createAlertBook({ now, silencing: silences.silencing });
  let faults: Faults = {};
  const server = createServer((request, response) => {
    if (faults.silent) return;
    if (faults.status !== undefined) return write(response, refused(faults.status, 'as it was told to'));
    answer(request, { alerts, silences }).then(
      (said) => (isLost(request) ? response.destroy() : write(response, said)),
      (error: unknown) => write(response, refused(500, String(error))),
    );
  });

  function isLost({ method }: IncomingMessage): boolean {
    const { lostAnswers = 0 } = faults;
    if (method === 'GET' || lostAnswers === 0) return false;
    faults = { ...faults, lostAnswers: lostAnswers - 1 };
    return true;
  }

  const port = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${port}`,
    alerts,
    silences,
    faults: {
      set(wanted) {
        faults = faultsIn(wanted);
      },
    },
    end: () => closeNow(server),
  };
}

function faultsIn(wanted: Readonly<Record<string, unknown>>): Faults {
  const unknown = Object.keys(wanted).filter((name) => !FAULTS.includes(name));
  if (unknown.length > 0)
    throw new Error(`alertmanager has the faults ${FAULTS.join(', ')}, not ${unknown.join()}`);
  return wanted;
}

async function answer(request: IncomingMessage, books: Books): Promise<ApiAnswer> {
  const { pathname } = new URL(request.url ?? '/', 'http://alertmanager');
  const [, stem = pathname, id = ''] = /^(\/api\/v2\/silence\/)(.*)$/u.exec(pathname) ?? [];
  const handler = ROUTES[`${request.method} ${stem}`];
  if (handler === undefined) return { status: 404 };
  return handler(books, await bodyOf(request), decodeURIComponent(id));
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}

function write(response: ServerResponse, { status, body }: ApiAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body === undefined ? '' : JSON.stringify(body));
}
