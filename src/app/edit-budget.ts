// The edits of messages that all replicas share: Slack allows so many a minute to the whole app.

import type { Metrics } from '../ops/metrics.ts';
import type { Values } from '../store/values.ts';

/** What Slack bears in all: `chat.update` is tier 3. */
const EDITS_A_MINUTE = 50;
const MINUTE_MS = 60_000;

/** Takes one; answers 0, or the milliseconds to wait. */
export async function takeEdit(
  values: Pick<Values, 'take'>,
  metrics: Pick<Metrics, 'slackLimit'>,
): Promise<number> {
  const waitMs = await values.take('edits', EDITS_A_MINUTE, MINUTE_MS);
  if (waitMs > 0) metrics.slackLimit('chat.update', 'deferred');
  return waitMs;
}
