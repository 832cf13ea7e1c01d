// Alerts as Alertmanager sends them, and as they are once read.

import type { Alert } from '../../../src/alerts/alert.ts';

export const FIRING = {
  status: 'firing',
  labels: { alertname: 'CheckoutErrorsHigh', namespace: 'shop', deployment: 'checkout', severity: 'page' },
  annotations: { summary: '8 % of requests fail', runbook_url: 'https://runbooks.example/checkout' },
  startsAt: '2026-01-05T11:00:30Z',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://prometheus:9090/graph',
  fingerprint: 'a1b2c3d4e5f60718',
};

/** https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
export function aMessage(alerts: readonly unknown[], changes: object = {}): Record<string, unknown> {
  return {
    version: '4',
    groupKey: '{}:{alertname="CheckoutErrorsHigh"}',
    truncatedAlerts: 0,
    status: 'firing',
    receiver: 'faultline',
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: 'http://alertmanager:9093',
    alerts,
    ...changes,
  };
}

export function anAlert(changes: Partial<Alert> = {}): Alert {
  return {
    fingerprint: 'a1',
    name: 'CheckoutErrorsHigh',
    status: 'firing',
    startsAt: Date.UTC(2026, 0, 5, 11, 0, 30),
    labels: { namespace: 'shop', deployment: 'web' },
    sender: 'main',
    cluster: 'staging',
    ...changes,
  };
}
