// What a refusal says, without the words that depend on names and versions.
import type { Json, Reply } from './client.ts';

export interface Refusal {
  readonly code: number;
  readonly reason?: string;
  /** The webhook that denied it, `schema` for causes by field, else the API server's own words. */
  readonly by?: string;
  /** Paths of the fields that are wrong. */
  readonly fields?: readonly string[];
  /** What a webhook said beyond fields. */
  readonly text?: string;
}

const webhook = /admission webhook "([^"]+)" denied the request: ([\s\S]*)$/;
/** Go field errors: a path, then what is wrong with it. */
const fieldError =
  /(?:^|\[|, )([A-Za-z]+(?:\.[A-Za-z]+|\[\d+\])*): (?:Invalid|Required|Unsupported|Not found|Duplicate)/g;

export function refusalOf({ code, body }: Reply): Refusal {
  if (code < 400) return { code };
  const { reason, message, details } = body;
  const causes: Json[] = (details?.causes ?? []).filter(({ field }: Json) => field !== undefined);
  if (causes.length > 0)
    return { code, reason, by: 'schema', fields: unique(causes.map(({ field }) => field)) };
  const [, by, text = ''] = webhook.exec(message) ?? [];
  if (by === undefined) return { code, reason, by: message };
  const fields = unique([...text.matchAll(fieldError)].map(([, path]) => path ?? ''));
  return fields.length > 0 ? { code, reason, by, fields } : { code, reason, by, text };
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)].sort();
}
