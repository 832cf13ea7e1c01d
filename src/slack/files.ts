// Sends a text as a file to one person: Slack wants it in three steps, and a file is never only for one person in a channel.

import { z } from 'zod';
import { readAnswer } from './answer.ts';
import type { Messages } from './messages.ts';
import type { SlackCall } from './web-api.ts';

export interface TextFile {
  /** `r-7k3m9q.yaml` */
  readonly name: string;
  readonly content: string;
}

export interface Files {
  /** Into the direct messages with this person; `ok: false`: not sent, for want of a right or an answer. */
  send(userId: string, file: TextFile): Promise<{ readonly ok: boolean }>;
}

const reserved = z.object({ upload_url: z.url(), file_id: z.string() });
const UPLOAD_MS = 5_000;

/** https://docs.slack.dev/messaging/working-with-files#upload */
export function createFiles(call: SlackCall, { openDm }: Pick<Messages, 'openDm'>): Files {
  return {
    async send(userId, { name, content }) {
      const bytes = new TextEncoder().encode(content);
      const dm = await openDm(userId);
      if (!dm.ok) return { ok: false };
      const size = { filename: name, length: bytes.length };
      const place = readAnswer(await call('files.getUploadURLExternal', size), reserved);
      if (!place.ok || !(await put(place.body.upload_url, bytes))) return { ok: false };
      const files = [{ id: place.body.file_id, title: name }];
      const done = await call('files.completeUploadExternal', { files, channel_id: dm.channel });
      return { ok: done.ok };
    },
  };
}

async function put(url: string, body: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const signal = AbortSignal.timeout(UPLOAD_MS);
  return fetch(url, { method: 'POST', body, signal, redirect: 'error' }).then(
    ({ ok }) => ok,
    () => false,
  );
}
