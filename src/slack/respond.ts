// Posts to a response_url: five uses, thirty minutes; https://docs.slack.dev/interactivity/handling-user-interaction

import type { Blocks, NewerBlocks } from './newer-blocks.ts';
import type { SlackAnswer } from './web-api.ts';

const RESPOND_TIMEOUT_MS = 2_500;

/** Rejects when Slack did not take it; what it may have taken is never sent twice. */
export function createRespond(
  newer: Pick<NewerBlocks, 'offer'>,
): (url: string, body: { readonly blocks: Blocks }) => Promise<void> {
  return async (url, body) => {
    const offer = (given: Blocks) => newer.offer(given, (blocks) => post(url, { ...body, blocks }));
    if ((await offer(body.blocks)).ok) return;
    // A picture that was just uploaded may not be ready to be shown yet; the words say the same.
    const words = body.blocks.filter((block) => !('slack_file' in block));
    const isSent = words.length < body.blocks.length && (await offer(words)).ok;
    if (!isSent) throw new Error('Slack refused what was sent to a response_url');
  };
}

/** It gives no reason that can be relied on, but of a message that we built there is little else that it refuses so. */
const BAD_REQUEST = 400;

async function post(url: string, body: object): Promise<SlackAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(RESPOND_TIMEOUT_MS),
    redirect: 'error',
  });
  await response.arrayBuffer();
  if (response.ok) return { ok: true, body: undefined };
  if (response.status !== BAD_REQUEST) throw new Error(`response_url answered ${response.status}`);
  return { ok: false, kind: 'refused', error: 'invalid_blocks', details: [] };
}
