// A Slack that answers from a script and keeps what it was asked, for tests above the HTTP client.

import type { SlackAnswer, SlackCall } from '../../../src/slack/web-api.ts';

export interface Asked {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
}

type Script = Readonly<Record<string, (args: Readonly<Record<string, unknown>>) => SlackAnswer>>;

export function createScript(script: Script): { readonly call: SlackCall; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const call: SlackCall = async (method, args) => {
    asked.push({ method, args });
    return script[method]?.(args) ?? refused('unknown_method');
  };
  return { call, asked };
}

export function ok(body: Readonly<Record<string, unknown>> = {}): SlackAnswer {
  return { ok: true, body: { ok: true, ...body } };
}

export function refused(error: string): SlackAnswer {
  return { ok: false, kind: 'refused', error, details: [] };
}

export function unknown(): SlackAnswer {
  return { ok: false, kind: 'unknown', cause: new Error('no answer') };
}
