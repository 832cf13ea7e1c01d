// What a Web API method is here: arguments in, the fields of a good answer out, Slack's error codes thrown.

import type { Json } from '../json.ts';
import type { Args } from './arguments.ts';

export type Method = (args: Args) => Json | Promise<Json>;
export type Methods = Readonly<Record<string, Method>>;

/** An answer with `ok: false`; `extra` stands beside the code. */
export class ApiError extends Error {
  readonly code: string;
  readonly extra: Json;

  constructor(code: string, extra: Json = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

/** Slack lists what is wrong twice: bare in `errors`, with a level in the response metadata. */
export function refusedFor(code: string, problems: readonly string[]): ApiError {
  return new ApiError(code, {
    errors: problems,
    response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) },
  });
}
