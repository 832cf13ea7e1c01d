// What a route hands back to the server: a JSON body, plain text, or a stream it writes itself.

import type { ServerResponse } from 'node:http';

export type Answer =
  | { readonly code: number; readonly body: unknown }
  | { readonly code: number; readonly text: string }
  | { readonly code: number; readonly stream: (response: ServerResponse) => void };

export function ok(body: unknown): Answer {
  return { code: 200, body };
}
