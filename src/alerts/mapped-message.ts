// One alert from the JSON of any other sender, by where its parts stand in the message.

import { asObject, type JsonObject } from '../chaos/narrow.ts';
import { type Alert, clean, cleanLabels, LIMITS, link } from './alert.ts';
import type { MessageAnswer } from './alertmanager-message.ts';

/**
 * Part of an alert → dotted path into the message; what begins with `=` is the text itself. `labels` leads to an object of
 * texts, `tags` to a text or list of `key:value`, `label.pod` to one label.
 */
export type Fields = Readonly<Record<string, string>>;

/** Documented messages: Datadog's as docs/alerts.md sets it up, PagerDuty's v3 webhook, Grafana OnCall's outgoing one. */
export const KNOWN_SENDERS = {
  datadog: {
    id: 'id',
    // Each of its messages has the time of its own, and all of one episode share the id.
    episode: 'id',
    name: 'title',
    status: 'transition',
    startsAt: 'date',
    summary: 'body',
    dashboard: 'link',
    tags: 'tags',
  },
  pagerduty: {
    id: 'event.data.id',
    name: 'event.data.title',
    status: 'event.event_type',
    startsAt: 'event.data.created_at',
    endsAt: 'event.occurred_at',
    dashboard: 'event.data.html_url',
    'label.service': 'event.data.service.summary',
  },
  oncall: {
    id: 'alert_group.id',
    name: 'alert_group.title',
    status: 'alert_group.state',
    startsAt: 'alert_group.created_at',
    endsAt: 'alert_group.resolved_at',
    dashboard: 'alert_group.permalinks.web',
    labels: 'alert_payload.commonLabels',
  },
} as const satisfies Record<string, Fields>;

const FIRING = /^(firing|alerting|triggered|incident\.triggered|incident\.reopened|open|error|critical)$/iu;
/** `[Triggered on {host:a}] ` before the title of a monitor. */
const STATE = /^\[(?:Triggered|Recovered|Warn|No data)[^\]]{0,200}\]\s*/iu;
const RESOLVED = /^(resolved?|recovered|ok|closed|incident\.resolved|normal)$/iu;

/** What is neither the beginning nor the end of an alert is thanked for and forgotten. */
export function readMapped(body: unknown, fields: Fields, sender: string, cluster?: string): MessageAnswer {
  const message: Message = { text: (field) => textAt(body, fields[field]), labels: labelsOf(body, fields) };
  const status = message.text('status') ?? '';
  const isOver = RESOLVED.test(status);
  if (status !== '' && !isOver && !FIRING.test(status))
    return { ok: true, heard: { alerts: [], truncated: 0 } };
  const head = headOf(message);
  const lacks = Object.entries({ ...head, status: status || undefined })
    .filter(([, value]) => value === undefined)
    .map(([field]) => `${field} (${fields[field] ?? 'not set'})`);
  if (!isComplete(head) || lacks.length > 0)
    return { ok: false, sentence: `Not found in the message: ${lacks.join(', ')}.` };
  const { id: fingerprint, ...rest } = head;
  const alert: Alert = {
    ...{ fingerprint, ...rest, status: isOver ? 'resolved' : 'firing', labels: message.labels, sender },
    ...(isOver && optional('endsAt', timeOf(message.text('endsAt')))),
    ...optional('cluster', cluster),
    ...optional('episode', message.text('episode')?.slice(0, 64).toWellFormed()),
    ...optional('summary', clean(message.text('summary'), LIMITS.summary)),
    ...optional('runbook', link(message.text('runbook'))),
    ...optional('dashboard', link(message.text('dashboard'))),
  };
  return { ok: true, heard: { alerts: [alert], truncated: 0 } };
}

interface Message {
  readonly text: (field: string) => string | undefined;
  readonly labels: Alert['labels'];
}

/** Without these there is no alert. */
interface Head {
  readonly id: string;
  readonly name: string;
  readonly startsAt: number;
}

function headOf({ text }: Message): { readonly [K in keyof Head]: Head[K] | undefined } {
  return {
    id: text('id')?.slice(0, 64).toWellFormed(),
    name: clean(text('name')?.replace(STATE, ''), LIMITS.name),
    startsAt: timeOf(text('startsAt')),
  };
}

function isComplete(head: ReturnType<typeof headOf>): head is Head {
  return Object.values(head).every((value) => value !== undefined);
}

function optional<K extends string, T>(key: K, value: T | undefined): Partial<Record<K, T>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, T>);
}

function at(body: unknown, path: string | undefined): unknown {
  if (path === undefined) return undefined;
  if (path.startsWith('=')) return path.slice(1);
  return path.split('.').reduce<unknown>((value, key) => ownOf(asObject(value), key), body);
}

function ownOf(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function textAt(body: unknown, path: string | undefined): string | undefined {
  const value = at(body, path);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** ISO text, or seconds or milliseconds since 1970. */
function timeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{9,10}(\.\d+)?$/u.test(text)) return Number(text) * 1_000;
  const ms = /^\d{12,13}$/u.test(text) ? Number(text) : Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

function labelsOf(body: unknown, fields: Fields): Alert['labels'] {
  const named = Object.keys(fields)
    .filter((field) => field.startsWith('label.'))
    .map((field) => [field.slice('label.'.length), textAt(body, fields[field])] as const);
  return cleanLabels({
    ...Object.fromEntries(named.filter(([, value]) => value !== undefined)),
    ...tagsOf(at(body, fields['tags'])),
    ...asObject(at(body, fields['labels'])),
  });
}

/** Datadog's names for Kubernetes begin with `kube_`: `kube_namespace:shop`, `pod_name:web-1`. */
function tagsOf(tags: unknown): Record<string, string> {
  const list = typeof tags === 'string' ? tags.split(',') : Array.isArray(tags) ? tags.map(String) : [];
  const pairs = list.slice(0, 200).flatMap((tag) => {
    const cut = tag.indexOf(':');
    return cut <= 0
      ? []
      : [
          [
            tag
              .slice(0, cut)
              .trim()
              .replace(/^kube_/u, ''),
            tag.slice(cut + 1).trim(),
          ] as const,
        ];
  });
  return Object.fromEntries(pairs);
}
