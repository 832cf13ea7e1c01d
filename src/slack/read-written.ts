// What somebody wrote: the text of one message or the file that hangs on it, and files by their own link.

import { z } from 'zod';
import { readAnswer } from './answer.ts';
import type { SlackAnswer, SlackCall } from './web-api.ts';

const file = z.object({
  size: z.number().default(0),
  url_private_download: z.string().optional(),
  channels: z.array(z.string()).default([]),
  groups: z.array(z.string()).default([]),
  ims: z.array(z.string()).default([]),
});

const page = z.object({
  messages: z.array(
    z.object({ ts: z.string(), text: z.string().default(''), files: z.array(file).default([]) }),
  ),
});

interface MessagePlace {
  readonly channel: string;
  readonly ts: string;
  readonly thread?: string;
}

interface FilePlace {
  readonly file: string;
  /** It is read only where it was shared in this channel. */
  readonly channel: string;
}

/** `ok: false` where it is not there, or may not be read. */
export type Written = { readonly ok: true; readonly text: string } | { readonly ok: false };

export interface ReadWritten {
  /** Rejects when Slack did not answer. */
  message(place: MessagePlace): Promise<Written>;
  file(place: FilePlace): Promise<Written>;
}

export interface ReadWrittenDeps {
  readonly call: SlackCall;
  readonly token: string;
  /** Where the Web API is; Slack's own when absent. */
  readonly apiUrl?: string;
}

/** More is not read by whoever asks either. */
const MOST_BYTES = 70_000;
const TIMEOUT_MS = 2_000;

export function createReadWritten({ call, token, apiUrl }: ReadWrittenDeps): ReadWritten {
  const download = (one: z.output<typeof file> | undefined) => fetched(one, token, apiUrl);
  return {
    async message({ channel, ts, thread }) {
      const args = { channel, latest: ts, oldest: ts, inclusive: true, limit: 1 };
      const answer = await (thread === undefined
        ? call('conversations.history', args)
        : call('conversations.replies', { ...args, ts: thread }));
      const found = said(answer, page)?.messages.find((message) => message.ts === ts);
      if (found === undefined) return { ok: false };
      return found.files.length > 0 ? download(found.files[0]) : { ok: true, text: found.text };
    },
    async file({ file: id, channel }) {
      const found = said(await call('files.info', { file: id }), z.object({ file }))?.file;
      const shared = [...(found?.channels ?? []), ...(found?.groups ?? []), ...(found?.ims ?? [])];
      return shared.includes(channel) ? download(found) : { ok: false };
    },
  };
}

/** Undefined where Slack said no. */
function said<S extends z.ZodType>(answer: SlackAnswer, schema: S): z.output<S> | undefined {
  const read = readAnswer(answer, schema);
  if (read.ok) return read.body;
  if (read.kind === 'refused') return undefined;
  throw new Error(`Slack did not answer: ${read.kind}`);
}

/** The token goes to Slack alone; a page that asks to sign in is no file. */
async function fetched(
  one: z.output<typeof file> | undefined,
  token: string,
  apiUrl: string | undefined,
): Promise<Written> {
  const url = URL.parse(one?.url_private_download ?? '');
  if (url === null || (one?.size ?? 0) > MOST_BYTES || !isSlack(url, apiUrl)) return { ok: false };
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}` },
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
  const text = await response.text();
  return response.ok && !isPage && text.length <= MOST_BYTES ? { ok: true, text } : { ok: false };
}

function isSlack({ protocol, hostname, host }: URL, apiUrl: string | undefined): boolean {
  const own = apiUrl === undefined ? null : URL.parse(apiUrl);
  return host === own?.host || (protocol === 'https:' && /(^|\.)slack\.com$/u.test(hostname));
}
