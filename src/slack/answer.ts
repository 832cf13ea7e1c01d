// Reads the body of a Slack answer through a schema; a body that does not fit is an unknown outcome, not a crash.

import type { z } from 'zod';
import type { SlackAnswer, SlackFailure } from './web-api.ts';

export function readAnswer<S extends z.ZodType>(
  answer: SlackAnswer,
  schema: S,
): { readonly ok: true; readonly body: z.output<S> } | SlackFailure {
  if (!answer.ok) return answer;
  const parsed = schema.safeParse(answer.body);
  if (parsed.success) return { ok: true, body: parsed.data };
  return { ok: false, kind: 'unknown', cause: parsed.error };
}
