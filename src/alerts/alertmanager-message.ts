// The message of Alertmanager's webhook, version 4, as alerts; https://prometheus.io/docs/alerting/latest/configuration/#webhook_config

import { z } from 'zod';
import { type Alert, clean, cleanLabels, LIMITS, link } from './alert.ts';

export interface Heard {
  readonly alerts: readonly Alert[];
  /** How many the sender left out, by `max_alerts`. */
  readonly truncated: number;
}

export type MessageAnswer =
  | { readonly ok: true; readonly heard: Heard }
  /** What about the message cannot be read, in a sentence for its sender. */
  | { readonly ok: false; readonly sentence: string };

const texts = z.record(z.string(), z.unknown()).prefault({});

const alertSchema = z.object({
  status: z.enum(['firing', 'resolved']),
  labels: texts,
  annotations: texts,
  startsAt: z.string(),
  endsAt: z.string().optional(),
  fingerprint: z.string().min(1).max(64),
  generatorURL: z.string().optional(),
});

const messageSchema = z.object({
  version: z.literal('4'),
  truncatedAlerts: z.number().int().min(0).optional(),
  alerts: z.array(z.unknown()).max(10_000),
});

/** One alert that cannot be read makes the others no less true; it is left out, and counted as truncated. */
export function readAlertmanager(body: unknown, sender: string, cluster?: string): MessageAnswer {
  const message = messageSchema.safeParse(body);
  if (!message.success) return { ok: false, sentence: faultOf(message.error) };
  const read = message.data.alerts.map((one) => readAlert(one, sender, cluster));
  const alerts = read.filter((one) => one !== undefined);
  if (alerts.length === 0 && read.length > 0)
    return { ok: false, sentence: 'No alert in it has a status, a start, a fingerprint and an alertname.' };
  const left = read.length - alerts.length;
  return { ok: true, heard: { alerts, truncated: (message.data.truncatedAlerts ?? 0) + left } };
}

function faultOf({ issues }: z.ZodError): string {
  const path = issues[0]?.path.join('.') ?? '';
  if (path === 'version') return 'Only version 4 of the webhook message is read.';
  return `It is no webhook message of Alertmanager: look at ${path === '' ? 'the whole' : `“${path}”`}.`;
}

function readAlert(one: unknown, sender: string, cluster: string | undefined): Alert | undefined {
  const read = alertSchema.safeParse(one);
  if (!read.success) return undefined;
  const { status, startsAt, endsAt = '' } = read.data;
  const fingerprint = read.data.fingerprint.toWellFormed();
  const labels = cleanLabels(read.data.labels);
  const name = clean(labels['alertname'], LIMITS.name);
  const starts = Date.parse(startsAt);
  if (name === undefined || Number.isNaN(starts)) return undefined;
  const ends = status === 'resolved' ? Date.parse(endsAt) : Number.NaN;
  return {
    ...{ fingerprint, name, status, startsAt: starts, labels, sender },
    ...(Number.isNaN(ends) ? {} : { endsAt: ends }),
    ...(cluster !== undefined && { cluster }),
    ...wordsOf(read.data.annotations),
  };
}

/** Annotations by their usual names. */
export function wordsOf(
  annotations: Readonly<Record<string, unknown>>,
): Pick<Alert, 'summary' | 'runbook' | 'dashboard'> {
  const summary = clean(annotations['summary'] ?? annotations['description'], LIMITS.summary);
  const runbook = link(annotations['runbook_url'] ?? annotations['runbook']);
  const dashboard = link(annotations['dashboard_url'] ?? annotations['dashboard']);
  return {
    ...(summary !== undefined && { summary }),
    ...(runbook !== undefined && { runbook }),
    ...(dashboard !== undefined && { dashboard }),
  };
}
