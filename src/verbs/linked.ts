// YAML that stands in a message or file of the same channel: what somebody may not read is not read for them.

import type { Answer } from './answer.ts';
import { refusedVerb } from './answer.ts';
import { apply, NOTHING_GIVEN } from './apply.ts';
import type { Asking } from './asking.ts';
import type { Command } from './command.ts';
import type { RequestPorts } from './request.ts';

export interface LinkedMessage {
  readonly channel: string;
  readonly ts: string;
  /** The first message of its thread, where it is a reply. */
  readonly thread?: string;
}

type Written = { readonly ok: true; readonly text: string } | { readonly ok: false };

/** What people wrote in Slack; both reject when Slack did not answer. */
export interface ReadLinked {
  /** Its text, or that of the file that hangs on it. */
  message(place: LinkedMessage): Promise<Written>;
  /** Only where it was shared in the channel. */
  file(place: { readonly file: string; readonly channel: string }): Promise<Written>;
}

/** https://docs.slack.dev/reference/methods/chat.getPermalink */
const MESSAGE = /\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})/u;
const THREAD = /[?&]thread_ts=(\d{10}\.\d{6})/u;
const FILE = /\/files\/(?:[UW][A-Z0-9]+\/)?(F[A-Z0-9]+)/u;

export async function applyLinked(
  { link = '', cluster = '', because = '' }: Extract<Command, { verb: 'apply' }>,
  asking: Asking,
  ports: RequestPorts & { readonly readLinked: ReadLinked },
): Promise<Answer> {
  const message = messageIn(link);
  const file = FILE.exec(link)?.[1];
  if (message === undefined && file === undefined)
    return refusedVerb({ kind: 'unreadable-link', why: 'no-message' });
  if (message !== undefined && message.channel !== asking.channel)
    return refusedVerb({ kind: 'unreadable-link', why: 'elsewhere' });
  const { channel } = asking;
  const read = await asking.reach({ kind: 'slack' }, () =>
    message === undefined
      ? ports.readLinked.file({ file: file ?? '', channel })
      : ports.readLinked.message(message),
  );
  if (!read.ok) return refusedVerb({ kind: 'unreadable-link', why: 'not-read' });
  return apply({ ...NOTHING_GIVEN, text: yamlIn(read.text), cluster, reason: because }, asking, ports);
}

function messageIn(link: string): LinkedMessage | undefined {
  const [, channel, seconds, micros] = MESSAGE.exec(link) ?? [];
  if (channel === undefined) return undefined;
  const thread = THREAD.exec(link)?.[1];
  return { channel, ts: `${seconds}.${micros}`, ...(thread === undefined ? {} : { thread }) };
}

/** What stands between the first three backquotes and the next, else all of it; as Slack escapes it. */
function yamlIn(text: string): string {
  const inside = /```(?:ya?ml\n)?([\s\S]*?)```/u.exec(text)?.[1] ?? text;
  return inside.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
