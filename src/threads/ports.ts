// What the effects on Slack messages need, handed in by app.ts.

import type { RunRecord } from '../runs/record.ts';
import type { Messages } from '../slack/messages.ts';
import type { Blocks } from '../slack/newer-blocks.ts';

export interface RunMessage {
  readonly text: string;
  readonly blocks: Blocks;
  /** A reply that is also sent to the channel. */
  readonly broadcast?: boolean;
}

/** All edits of cards share 50 calls a minute, whichever replica makes them. */
export interface EditBudget {
  take(): Promise<{ readonly ok: true } | { readonly ok: false; readonly waitMs: number }>;
}

export interface ThreadDeps {
  /** Over the client for cards: 10 s, no retries. */
  readonly slack: Pick<Messages, 'post' | 'update' | 'ephemeral' | 'openDm' | 'findByMetadata'>;
  readonly budget: EditBudget;
  /** By the key of a message; undefined: it is no longer true. */
  readonly view: (record: RunRecord, key: string) => RunMessage | undefined;
  /** What a reply becomes once what it asked for is done or past: the same without its buttons. */
  readonly answered: (record: RunRecord, key: string) => RunMessage | undefined;
  /** undefined: nothing to tell. */
  readonly tellView: (record: RunRecord) => RunMessage | undefined;
}
