// From an answer of the API server that is no success to a refusal, or to the judgement that its outcome is unknown.

import type { ClusterRefusal } from './cluster.ts';
import { asList, asText, asTexts, at } from './narrow.ts';
import { firstLine } from './objects.ts';

export interface HttpAnswer {
  readonly status: number;
  /** Parsed JSON, or undefined. */
  readonly body: unknown;
  readonly retryAfterSeconds?: number;
}

/** What the API server writes before a webhook's own words; the only sign of who said no. */
const DENIED = /^admission webhook "(?<hook>[^"]+)" denied the request: (?<words>[\s\S]*)$/u;

/** Also definite: with failurePolicy Fail nothing is stored when a webhook cannot be asked. */
const NO_WEBHOOK = 'failed calling webhook';

const REASONS: Readonly<Record<number, ClusterRefusal['reason']>> = {
  400: 'invalid',
  403: 'forbidden',
  404: 'not-found',
  405: 'invalid',
  413: 'invalid',
  415: 'invalid',
  422: 'invalid',
  429: 'throttled',
};

/** Undefined when nothing definite was said: 401, 5xx, anything unheard of. */
export function refusalOf(answer: HttpAnswer): ClusterRefusal | undefined {
  const message = asText(at(answer.body, 'message'));
  if (answer.status === 500 && message.includes(NO_WEBHOOK)) return noWebhook(message);
  const reason = reasonOf(answer, message);
  if (reason === undefined) return undefined;
  const words = message === '' ? `The cluster answered ${answer.status}.` : cleaned(message);
  const wait = answer.retryAfterSeconds === undefined ? '' : ` Again in ${answer.retryAfterSeconds} s.`;
  return {
    reason,
    sentence: reason === 'throttled' ? `${words}${wait}` : words,
    fields: fieldsOf(answer.body),
  };
}

function reasonOf({ status, body }: HttpAnswer, message: string): ClusterRefusal['reason'] | undefined {
  if (status === 409) return at(body, 'reason') === 'AlreadyExists' ? 'exists' : 'conflict';
  const hook = DENIED.exec(message)?.groups?.['hook'];
  // Chaos Mesh's `vauth` asks whether the person may; its other webhooks judge the object.
  if (hook !== undefined) return hook.startsWith('vauth.') ? 'forbidden' : 'denied';
  return REASONS[status];
}

/** The webhook's own words without stack traces; what embedded types say twice is said once. */
export function cleaned(message: string): string {
  const words = DENIED.exec(message)?.groups?.['words'] ?? message;
  const line = firstLine(words);
  const list = /^(?<head>[^[\]]*)\[(?<items>.*)\]$/u.exec(line);
  const items = list?.groups?.['items'];
  if (items === undefined) return clipped(line);
  const seen = new Set<string>();
  const kept = items.split(/, (?=[A-Za-z][\w.[\]]*: )/u).filter((item) => isNew(seen, item));
  return clipped(`${list?.groups?.['head'] ?? ''}${kept.join('; ')}`);
}

/** Same text under another Go path (`Spec.ContainerSelector.value`, `Spec.ContainerSelector.PodSelector.value`). */
function isNew(seen: Set<string>, item: string): boolean {
  const text = item.replace(/^[A-Za-z][\w.[\]]*: /u, '');
  if (seen.has(text)) return false;
  seen.add(text);
  return true;
}

function clipped(text: string): string {
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}

function noWebhook(message: string): ClusterRefusal {
  const words = clipped(firstLine(message).replace(/^Internal error occurred: /u, ''));
  return { reason: 'no-webhook', sentence: words, fields: [] };
}

/** Fields as the server names them: causes of a Status, or the paths in a webhook's list of errors. */
function fieldsOf(body: unknown): readonly string[] {
  const causes = asList(at(body, 'details', 'causes')).map((cause) => at(cause, 'field'));
  const named = asTexts(causes).filter((field) => field !== '' && field !== '<nil>');
  if (named.length > 0) return [...new Set(named)];
  const message = asText(at(body, 'message'));
  const strict = [...message.matchAll(/unknown field "([^"]+)"/gu)].map((match) => match[1] ?? '');
  const paths = [...message.matchAll(/\b(Spec(?:\.\w+)+): /gu)].map((match) => match[1] ?? '');
  return [...new Set([...strict, ...paths])];
}
