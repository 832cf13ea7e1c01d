// The one place that talks to Grafana: annotations of the organisation; https://grafana.com/docs/grafana/latest/developers/http_api/annotations/

import { z } from 'zod';
import { limitedBody } from './limited-body.ts';

/** A region on every dashboard that asks for one of its tags. Times in milliseconds since the epoch. */
export interface Region {
  readonly time: number;
  readonly timeEnd: number;
  readonly tags: readonly string[];
  /** Grafana shows it as HTML. */
  readonly text: string;
}

export interface KnownRegion extends Region {
  readonly id: number;
}

/** Every method rejects with GrafanaUnavailable. */
export interface Grafana {
  /** Those that carry all of these tags, oldest first. */
  find(tags: readonly string[], signal: AbortSignal): Promise<readonly KnownRegion[]>;
  create(region: Region, signal: AbortSignal): Promise<void>;
  change(id: number, region: Region, signal: AbortSignal): Promise<void>;
  /** One that is not there any more is no fault. */
  remove(id: number, signal: AbortSignal): Promise<void>;
}

export interface GrafanaOptions {
  readonly url: string;
  /** Of a service account that may read, create, write and delete annotations. */
  readonly token: string;
  readonly timeoutMs?: number;
}

/** `message` says what happened without what was sent; `cause` has the rest. */
export class GrafanaUnavailable extends Error {
  constructor(what: string, cause?: unknown) {
    super(`Grafana ${what}`, { cause });
    this.name = 'GrafanaUnavailable';
  }
}

/** A pass of a run waits for it, so it is not long. */
const TIMEOUT_MS = 1_500;
const MAX_BODY_BYTES = 2 ** 20;
const MOST_FOUND = 100;

const found = z.array(
  z.object({
    id: z.int(),
    time: z.number(),
    timeEnd: z.number().optional(),
    tags: z.array(z.string()).nullable(),
    text: z.string(),
  }),
);
const done = z.object({ message: z.string() });

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export function createGrafana({ url, token, timeoutMs = TIMEOUT_MS }: GrafanaOptions): Grafana {
  const base = url.endsWith('/') ? url : `${url}/`;

  async function ask(method: Method, path: string, signal: AbortSignal, body?: object): Promise<Response> {
    try {
      return await fetch(new URL(`api/annotations${path}`, base), {
        method,
        // A redirect would be to a login page, and would take the token along.
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${token}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
    } catch (error) {
      throw new GrafanaUnavailable('did not answer', error);
    }
  }

  return {
    async find(tags, signal) {
      const query = new URLSearchParams({ type: 'annotation', limit: String(MOST_FOUND) });
      for (const tag of tags) query.append('tags', tag);
      const regions = await answerOf(await ask('GET', `?${query}`, signal), found);
      return regions
        .map(({ timeEnd, tags: its, ...region }) => ({
          ...region,
          timeEnd: timeEnd ?? region.time,
          tags: its ?? [],
        }))
        .toSorted((a, b) => a.id - b.id);
    },
    async create(region, signal) {
      await answerOf(await ask('POST', '', signal, region), done);
    },
    async change(id, region, signal) {
      await answerOf(await ask('PATCH', `/${id}`, signal, region), done);
    },
    async remove(id, signal) {
      const response = await ask('DELETE', `/${id}`, signal);
      if (response.status === 404) await response.body?.cancel();
      else await answerOf(response, done);
    },
  };
}

async function answerOf<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
  if (!response.ok) {
    await response.body?.cancel();
    throw new GrafanaUnavailable(REFUSALS[response.status] ?? `answered ${response.status}`);
  }
  const parsed = schema.safeParse(await bodyOf(response));
  if (parsed.success) return parsed.data;
  throw new GrafanaUnavailable('answered something else than its annotations: a login page, perhaps');
}

const REFUSALS: Readonly<Record<number, string>> = {
  401: 'refuses the token (401): GRAFANA_TOKEN must be that of a service account',
  403: "refuses the token (403): its service account needs the rights on the organisation's annotations",
  404: 'answered 404: `grafana.url` must end where `/api` begins',
};

/** What is no JSON is told as another answer. */
async function bodyOf(response: Response): Promise<unknown> {
  let text: string | undefined;
  try {
    text = await limitedBody(response, MAX_BODY_BYTES);
  } catch (error) {
    throw new GrafanaUnavailable('did not answer to the end', error);
  }
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
