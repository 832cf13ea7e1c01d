// Why an answer of Prometheus, or of what stands before it, is none.

import { asText, at } from '../chaos/narrow.ts';
import { type NoData, type NoDataCause, noData } from './answer.ts';

export interface RefusedAnswer {
  readonly status: number;
  /** Undefined where it is no JSON. */
  readonly body: unknown;
  /** How sentences name the server: `Prometheus at prom:9090`. */
  readonly asked: string;
  /** What must not be repeated, should a proxy echo it. */
  readonly secrets: readonly string[];
}

/** Prometheus has one errorType for these and for other mistakes; its text is all that tells them apart. */
const TOO_MUCH = /exceeded maximum resolution|too many samples/u;

export function refusedAnswer(refused: RefusedAnswer): NoData {
  const { status, body, asked } = refused;
  const said = asText(at(body, 'error'));
  const cause = causeOf(status, asText(at(body, 'errorType')), said);
  const quoted = said === '' ? '' : `: ${plain(said, refused.secrets)}`;
  return noData(cause, sentenceOf(cause, asked, status) + quoted + (quoted.endsWith('.') ? '' : '.'));
}

function causeOf(status: number, errorType: string, said: string): NoDataCause {
  if (TOO_MUCH.test(said)) return 'too-much';
  if (errorType === 'timeout' || status === 408 || status === 504) return 'timeout';
  if (errorType === 'bad_data' || errorType === 'execution') return 'bad-query';
  if (status === 401 || status === 403 || status === 407) return 'auth';
  if (status >= 500 || status === 429) return 'server-error';
  return 'not-prometheus';
}

function sentenceOf(cause: NoDataCause, asked: string, status: number): string {
  switch (cause) {
    case 'too-much':
      return `The query asks ${asked} for more than it gives`;
    case 'timeout':
      return `The query takes ${asked} too long`;
    case 'bad-query':
      return `${asked} does not understand the query`;
    case 'auth':
      return `${asked} refuses Faultline's authorization (${status})`;
    case 'server-error':
      return `${asked} cannot answer now (${status})`;
    default:
      return `${asked} answers ${status}, as Prometheus does not: a login page or another path, perhaps`;
  }
}

/** The longest text of another system that goes into a sentence. */
const LONGEST = 200;

function plain(text: string, secrets: readonly string[]): string {
  const masked = secrets
    .filter((secret) => secret.length > 3)
    .reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text);
  return masked
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST)
    .toWellFormed();
}
