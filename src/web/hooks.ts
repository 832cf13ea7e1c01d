// Messages of other systems in: who sends is checked before a byte is read, and nothing is thanked for before it is kept.

import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface HookAnswer {
  readonly status: 200 | 400 | 401 | 404 | 405 | 413 | 503;
  readonly sentence: string;
}

/** Takes one message; rejects when it could not be kept, and the sender is to try again. */
export type Hook = (
  body: unknown,
) => Promise<
  { readonly ok: true; readonly sentence: string } | { readonly ok: false; readonly sentence: string }
>;

export interface HooksOptions {
  /** By path, `/hooks/alertmanager/main`. */
  readonly hooks: ReadonlyMap<string, Hook>;
  /** Any of them opens every hook: as bearer token, or as the password of any user. */
  readonly tokens: readonly string[];
  readonly onFault: (error: unknown) => void;
}

export interface Hooks {
  /** undefined: not a path of hooks. */
  answer(path: string, request: IncomingMessage): Promise<HookAnswer> | undefined;
}

const PREFIX = '/hooks/';
/** Alertmanager's largest groups are some hundred kilobytes. */
const MOST_BYTES = 2_000_000;
const HEARD_OUT = 10;

export function createHooks({ hooks, tokens, onFault }: HooksOptions): Hooks {
  const hashes = tokens.map(hashOf);

  async function take(path: string, request: IncomingMessage): Promise<HookAnswer> {
    const hook = hooks.get(path);
    if (!isKnown(request.headers.authorization, hashes)) return REFUSED.unknown;
    if (hook === undefined) return REFUSED.nowhere;
    if (request.method !== 'POST') return REFUSED.method;
    const text = await readBody(request, MOST_BYTES);
    if (text === undefined) return { status: 413, sentence: `More than ${MOST_BYTES} bytes.` };
    const body = parsed(text);
    return body === undefined ? REFUSED.noJson : handOver(hook, body.value, onFault);
  }

  return {
    answer: (path, request) =>
      path.startsWith(PREFIX) && tokens.length > 0 ? take(path, request) : undefined,
  };
}

const REFUSED = {
  unknown: { status: 401, sentence: 'Send one of the tokens of FAULTLINE_HOOK_TOKENS.' },
  nowhere: { status: 404, sentence: 'The configuration names no such sender.' },
  method: { status: 405, sentence: 'POST only.' },
  noJson: { status: 400, sentence: 'The body is no JSON.' },
} as const;

async function handOver(hook: Hook, body: unknown, onFault: (error: unknown) => void): Promise<HookAnswer> {
  try {
    const { ok, sentence } = await hook(body);
    return { status: ok ? 200 : 400, sentence };
  } catch (error) {
    onFault(error);
    return { status: 503, sentence: 'It could not be kept; send it again.' };
  }
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function isKnown(authorization: string | undefined, hashes: readonly Buffer[]): boolean {
  const token = tokenOf(authorization ?? '');
  const hash = hashOf(token);
  return hashes.map((one) => timingSafeEqual(one, hash)).includes(true);
}

function tokenOf(authorization: string): string {
  const [, scheme = '', value = ''] = /^(\S+) (.*)$/u.exec(authorization) ?? [];
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return '';
  const pair = Buffer.from(value, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}

/** undefined: it is too long. Most of what is too long is heard out, so that its sender can hear why it was refused. */
async function readBody(request: IncomingMessage, most: number): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > most * HEARD_OUT) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > most * HEARD_OUT) return undefined;
    if (length > most) chunks.length = 0;
    else chunks.push(chunk);
  }
  return length > most ? undefined : Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
