// How what is shown reaches the person: in the acknowledgement, by response_url, as a message of their own, or a window.

import type { Shown } from '../views/answers/shown.ts';
import { classic, type MessageView, type Modal, modal } from '../views/blocks.ts';

/** Posts to a response_url; rejects when Slack did not take it. */
export type Respond = (url: string, body: ResponseBody) => Promise<void>;

export interface ResponseBody {
  readonly text: string;
  readonly blocks: MessageView['blocks'];
  readonly response_type: 'in_channel' | 'ephemeral';
  readonly replace_original: boolean;
  readonly thread_ts?: string;
}

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

export function responseBody(view: MessageView, options: ResponseOptions = {}): ResponseBody {
  const { replace = false, public: isPublic = false, threadTs } = options;
  return {
    response_type: isPublic ? 'in_channel' : 'ephemeral',
    replace_original: replace,
    ...(threadTs === undefined || replace ? {} : { thread_ts: threadTs }),
    text: view.text,
    blocks: view.blocks,
  };
}

/** A command is acknowledged with its answer; nobody says whether Slack took it, so without newer blocks. */
export function commandBody(shown: Shown): object | undefined {
  if (shown.as !== 'message') return undefined;
  const { text, blocks } = classic(shown.view);
  return { response_type: shown.public ? 'in_channel' : 'ephemeral', text, blocks };
}

/** For where no message can be answered: the Home tab, a form. */
export function asModal(view: MessageView): Modal {
  return modal('told', 'Faultline', classic(view).blocks);
}
