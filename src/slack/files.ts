// Files in Slack, which wants them in three steps: a text for one person, a picture that only our messages show.

import { z } from 'zod';
import { readAnswer } from './answer.ts';
import type { Messages } from './messages.ts';
import type { SlackCall } from './web-api.ts';

export interface TextFile {
  /** `r-7k3m9q.yaml` */
  readonly name: string;
  readonly content: string;
}

export interface ImageFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** At most 1,000 characters. */
  readonly alt: string;
}

export type Kept = { readonly ok: true; readonly id: string } | { readonly ok: false };

export interface Files {
  /** Into the direct messages with this person; `ok: false`: not sent, for want of a right or an answer. */
  send(userId: string, file: TextFile): Promise<{ readonly ok: boolean }>;
  /** Shared with nobody until an image block of a message names it. */
  keep(file: ImageFile): Promise<Kept>;
}

const reserved = z.object({ upload_url: z.url(), file_id: z.string() });
const UPLOAD_MS = 5_000;

/** https://docs.slack.dev/messaging/working-with-files#upload */
export function createFiles(call: SlackCall, { openDm }: Pick<Messages, 'openDm'>): Files {
  async function upload(name: string, bytes: Uint8Array, more: object = {}): Promise<string | undefined> {
    const size = { filename: name, length: bytes.length, ...more };
    const place = readAnswer(await call('files.getUploadURLExternal', size), reserved);
    return place.ok && (await put(place.body.upload_url, bytes)) ? place.body.file_id : undefined;
  }

  return {
    async send(userId, { name, content }) {
      const dm = await openDm(userId);
      if (!dm.ok) return { ok: false };
      const id = await upload(name, new TextEncoder().encode(content));
      if (id === undefined) return { ok: false };
      const files = [{ id, title: name }];
      const done = await call('files.completeUploadExternal', { files, channel_id: dm.channel });
      return { ok: done.ok };
    },
    async keep({ name, bytes, alt }) {
      const id = await upload(name, bytes, { alt_txt: alt });
      if (id === undefined) return { ok: false };
      const done = await call('files.completeUploadExternal', { files: [{ id, title: name }] });
      return done.ok ? { ok: true, id } : { ok: false };
    },
  };
}

async function put(url: string, bytes: Uint8Array): Promise<boolean> {
  const body = new Uint8Array(bytes);
  const signal = AbortSignal.timeout(UPLOAD_MS);
  return fetch(url, { method: 'POST', body, signal, redirect: 'error' }).then(
    ({ ok }) => ok,
    () => false,
  );
}
