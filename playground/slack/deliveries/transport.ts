// How something that happened in the workspace reaches the app: over a socket or over HTTP.

import type { Json } from '../json.ts';

export type DeliveryKind = 'slash_commands' | 'interactive' | 'events_api';

export interface Retry {
  readonly attempt: number;
  readonly reason: string;
}

export interface Delivery {
  readonly kind: DeliveryKind;
  readonly payload: Json;
  readonly retry?: Retry | undefined;
}

export type Ack =
  | { readonly outcome: 'acked'; readonly payload: unknown }
  | { readonly outcome: 'timeout' }
  /** No socket is open, or the request url does not answer. */
  | { readonly outcome: 'unreachable' }
  | { readonly outcome: 'refused'; readonly status: number; readonly noRetry: boolean };

export interface Transport {
  send(delivery: Delivery): Promise<Ack>;
  /** Ends every connection at once; what waits for an answer is told that there will be none. */
  close(): void;
}

/** Slack waits this long for the app to acknowledge. */
export const ACK_MS = 3_000;
