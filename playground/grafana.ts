// A Grafana of which only the annotations are there, held to its documentation: https://grafana.com/docs/grafana/latest/developers/http_api/annotations/
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { closeNow, listenOnLoopback } from './loopback.ts';
import { isRecord, Problem } from './server.ts';

/** The playground is nobody's but its user's. */
export const GRAFANA_TOKEN = 'glsa_playground_playground_playground';

export interface GrafanaAnnotation {
  readonly id: number;
  /** Empty: of the organisation, shown by its tags. */
  readonly dashboardUID: string;
  readonly time: number;
  readonly timeEnd: number;
  readonly tags: readonly string[];
  readonly text: string;
}

export interface GrafanaFaults {
  /** Every answer has this status. */
  readonly status?: number;
  /** A login page, as a proxy before it answers. */
  readonly html?: boolean;
  readonly delayMs?: number;
}

export interface GrafanaStandIn {
  readonly url: string;
  /** Oldest first. */
  all(): readonly GrafanaAnnotation[];
  /** As somebody else would. */
  add(annotation: Omit<GrafanaAnnotation, 'id' | 'dashboardUID'>): void;
  /** Replaces those before. */
  setFaults(faults: GrafanaFaults): void;
  /** `GET`, `POST`, `PATCH`, `DELETE`, in the order they came. */
  calls(): readonly string[];
  end(): Promise<void>;
}

interface State {
  readonly kept: Map<number, GrafanaAnnotation>;
  readonly calls: string[];
  lastId: number;
  faults: GrafanaFaults;
}

export async function startGrafana(): Promise<GrafanaStandIn> {
  const state: State = { kept: new Map(), calls: [], lastId: 0, faults: {} };
  const server = createServer((request, response) => void answer(state, request, response));
  const port = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${port}`,
    all: () => [...state.kept.values()],
    add: (annotation) => void keep(state, { ...annotation, dashboardUID: '' }),
    setFaults: (faults) => {
      state.faults = faults;
    },
    calls: () => state.calls,
    end: () => closeNow(server),
  };
}

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, html, delayMs = 0 } = state.faults;
  state.calls.push(request.method ?? '');
  await sleep(delayMs);
  try {
    if (html) return page(response);
    if (status !== undefined) throw new Problem(status, 'as the playground was told');
    json(response, 200, await answerOf(state, request));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    json(response, error instanceof Problem ? error.status : 500, { message });
  }
}

async function answerOf(state: State, request: IncomingMessage): Promise<unknown> {
  if (request.headers.authorization !== `Bearer ${GRAFANA_TOKEN}`) throw new Problem(401, 'Unauthorized');
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://grafana');
  const id = Number(/^\/api\/annotations\/(\d+)$/u.exec(pathname)?.[1] ?? Number.NaN);
  if (pathname !== '/api/annotations' && Number.isNaN(id)) throw new Problem(404, 'Not found');
  switch (`${request.method}${Number.isNaN(id) ? '' : ' ID'}`) {
    case 'GET':
      return found(state, searchParams);
    case 'POST':
      return added(state, await bodyOf(request));
    case 'PATCH ID':
      return patched(state, id, await bodyOf(request));
    case 'DELETE ID':
      if (!state.kept.delete(id)) throw new Problem(404, 'Could not find annotation to delete');
      return { message: 'Annotation deleted' };
    default:
      throw new Problem(404, 'Not found');
  }
}

/** `tags` given several times are all asked for; the newest come first. */
function found({ kept }: State, query: URLSearchParams): readonly object[] {
  const [from, to] = [numberOf(query, 'from', 0), numberOf(query, 'to', Number.POSITIVE_INFINITY)];
  const tags = query.getAll('tags');
  const dashboard = query.get('dashboardUID');
  return [...kept.values()]
    .filter((one) => tags.every((tag) => one.tags.includes(tag)))
    .filter(({ time, timeEnd }) => time <= to && timeEnd >= from)
    .filter(({ dashboardUID }) => dashboard === null || dashboardUID === dashboard)
    .toSorted((a, b) => b.time - a.time || b.id - a.id)
    .slice(0, numberOf(query, 'limit', 100))
    .map((one) => ({ alertId: 0, dashboardId: 0, panelId: 0, userId: 1, newState: '', ...one }));
}

type Body = Readonly<Record<string, unknown>>;

function added(state: State, body: Body): object {
  const { time = Date.now(), timeEnd = time, dashboardUID = '', ...rest } = body;
  const { tags = [], text = '' } = rest;
  if (text === '') throw new Problem(400, 'Failed to save annotation');
  const id = keep(state, checked({ time, timeEnd, dashboardUID, tags, text }));
  return { message: 'Annotation added', id };
}

function patched({ kept }: State, id: number, body: Body): object {
  const known = kept.get(id);
  if (known === undefined) throw new Problem(404, 'Could not find annotation to update');
  const { text = known.text, tags = known.tags, time = known.time, timeEnd = known.timeEnd } = body;
  kept.set(id, { ...checked({ time, timeEnd, dashboardUID: known.dashboardUID, tags, text }), id });
  return { message: 'Annotation patched' };
}

function keep(state: State, annotation: Omit<GrafanaAnnotation, 'id'>): number {
  state.lastId += 1;
  state.kept.set(state.lastId, { ...annotation, id: state.lastId });
  return state.lastId;
}

/** Its tables hold a hundred characters on each side of a tag's colon. */
const LONGEST_TAG = 100;

function checked(given: Readonly<Record<keyof Omit<GrafanaAnnotation, 'id'>, unknown>>) {
  const { time, timeEnd, dashboardUID, tags, text } = given;
  const isTagged =
    Array.isArray(tags) &&
    tags.every(
      (tag) => typeof tag === 'string' && tag.split(':', 2).every((part) => part.length <= LONGEST_TAG),
    );
  const isTimed = Number.isInteger(time) && Number.isInteger(timeEnd);
  if (!isTagged || !isTimed || typeof text !== 'string' || typeof dashboardUID !== 'string')
    throw new Problem(400, 'bad request data');
  return { time: Number(time), timeEnd: Number(timeEnd), dashboardUID, tags: tags as string[], text };
}

function numberOf(query: URLSearchParams, name: string, fallback: number): number {
  const given = query.get(name);
  if (given === null) return fallback;
  if (!/^\d+$/u.test(given)) throw new Problem(400, `${name} is no number`);
  return Number(given);
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  if (!request.headers['content-type']?.startsWith('application/json'))
    throw new Problem(415, 'Unsupported Media Type');
  let text = '';
  for await (const part of request) text += String(part);
  const body: unknown = JSON.parse(text);
  if (!isRecord(body)) throw new Problem(400, 'bad request data');
  return body;
}

function page(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Log in</title>');
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
