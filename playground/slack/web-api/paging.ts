// Cursors of the Web API: a page of a list, and the cursor of the next one.

import type { Json } from '../json.ts';
import type { Args } from './arguments.ts';
import { ApiError } from './method.ts';

export interface Page<T> {
  readonly items: readonly T[];
  /** `response_metadata` and `has_more`, as Slack answers them. */
  readonly fields: Json;
}

export function pageOf<T>(all: readonly T[], args: Args, defaultLimit: number): Page<T> {
  const limit = Math.min(args.number('limit') ?? defaultLimit, 1000);
  if (limit < 1) throw new ApiError('invalid_limit');
  const start = startOf(args.text('cursor'));
  const end = start + limit;
  const next = end < all.length ? Buffer.from(`next:${end}`).toString('base64') : '';
  return { items: all.slice(start, end), fields: { response_metadata: { next_cursor: next } } };
}

function startOf(cursor: string | undefined): number {
  if (cursor === undefined || cursor === '') return 0;
  const [, digits] = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString()) ?? [];
  if (digits === undefined) throw new ApiError('invalid_cursor');
  return Number(digits);
}
