// How what is shown reaches the person: in the acknowledgement, by response_url, as a message of their own, or a window.

import type { Shown } from '../views/answers/shown.ts';
import { type MessageView, type Modal, modal } from '../views/blocks.ts';

/** Posts to a response_url; five uses, thirty minutes: https://docs.slack.dev/interactivity/handling-user-interaction */
export type Respond = (url: string, body: object) => Promise<void>;

export interface Surfaces {
  openView(triggerId: string, view: object): Promise<{ readonly ok: boolean }>;
  /** Over the window that was pressed in. */
  pushView(triggerId: string, view: object): Promise<{ readonly ok: boolean }>;
  updateView(viewId: string, view: object): Promise<{ readonly ok: boolean }>;
  publishHome(userId: string, view: object): Promise<{ readonly ok: boolean }>;
}

export interface Messages {
  post(message: PrivateMessage): Promise<{ readonly ok: boolean }>;
  ephemeral(message: PrivateMessage & { readonly user: string }): Promise<{ readonly ok: boolean }>;
}

export interface Files {
  send(
    userId: string,
    file: { readonly name: string; readonly content: string },
  ): Promise<{ readonly ok: boolean }>;
}

export interface PrivateMessage {
  readonly channel: string;
  readonly threadTs?: string;
  readonly text: string;
  readonly blocks: readonly object[];
}

export interface ResponseOptions {
  /** The message that was pressed becomes the answer. */
  readonly replace?: boolean;
  readonly public?: boolean;
  readonly threadTs?: string;
}

/** Body for a response_url or for the acknowledgement of a command. */
export function responseBody(view: MessageView, options: ResponseOptions = {}): object {
  const { replace = false, public: isPublic = false, threadTs } = options;
  return {
    response_type: isPublic ? 'in_channel' : 'ephemeral',
    ...(replace ? { replace_original: true } : { replace_original: false }),
    ...(threadTs === undefined || replace ? {} : { thread_ts: threadTs }),
    text: view.text,
    blocks: view.blocks,
  };
}

/** A command is acknowledged with its answer. */
export function commandBody(shown: Shown): object | undefined {
  if (shown.as !== 'message') return undefined;
  const { text, blocks } = shown.view;
  return { response_type: shown.public ? 'in_channel' : 'ephemeral', text, blocks };
}

/** For where no message can be answered: the Home tab, a form. */
export function asModal(view: MessageView): Modal {
  return modal('told', 'Faultline', view.blocks);
}

const RESPOND_TIMEOUT_MS = 2_500;

/** Rejects when Slack did not take it; it is never sent twice. */
export async function respondTo(url: string, body: object): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(RESPOND_TIMEOUT_MS),
    redirect: 'error',
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`response_url answered ${response.status}`);
}
