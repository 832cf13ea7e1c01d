// The shape of faultline.yaml; strict, so that a misspelled setting is a fault and not a silence.

import { z } from 'zod';
import { alertsSchema } from './alerts-schema.ts';
import { described, durationSeconds, kubernetesName, milliseconds, subject, text } from './field-schemas.ts';
import { grafanaSchema } from './grafana-schema.ts';
import { policySchema } from './policy-schema.ts';
import { settings } from './settings.ts';

const slack = z.strictObject({
  mode: described('slack.mode', z.enum(['socket', 'http']).prefault(settings['slack.mode'].default)),
  blocks: described('slack.blocks', z.enum(['classic', 'native']).prefault(settings['slack.blocks'].default)),
});

const cluster = z.strictObject({
  name: described('clusters[].name', kubernetesName),
  context: described('clusters[].context', text.exactOptional()),
  production: described(
    'clusters[].production',
    z.boolean().prefault(settings['clusters[].production'].default),
  ),
  namespaces: described('clusters[].namespaces', z.array(kubernetesName).min(1).exactOptional()),
  alsoCalled: described('clusters[].alsoCalled', z.array(text).exactOptional()),
});

const person = z.strictObject({
  email: described(
    'people[].email',
    z.email().transform((email) => email.toLowerCase()),
  ),
  user: described('people[].user', subject),
  groups: described('people[].groups', z.array(subject).prefault([])),
});

const channel = z.strictObject({
  channel: described(
    'channels[].channel',
    text.transform((name) => name.replace(/^#/, '')),
  ),
  cluster: described('channels[].cluster', text),
  namespace: described('channels[].namespace', kubernetesName),
});

const timing = z.strictObject({
  lockMs: described('timing.lockMs', milliseconds.prefault(settings['timing.lockMs'].default)),
  stalledMs: described('timing.stalledMs', milliseconds.prefault(settings['timing.stalledMs'].default)),
  sweepMs: described('timing.sweepMs', milliseconds.prefault(settings['timing.sweepMs'].default)),
});

const prometheus = z.strictObject({
  cluster: described('prometheus[].cluster', text),
  url: described('prometheus[].url', z.url({ protocol: /^https?$/ })),
  scrapeInterval: described(
    'prometheus[].scrapeInterval',
    durationSeconds.prefault(settings['prometheus[].scrapeInterval'].default),
  ),
});

export const fileSchema = z.strictObject({
  slack: slack.prefault({}),
  namespace: described('namespace', kubernetesName.prefault(settings.namespace.default)),
  clusters: described('clusters', z.array(cluster).min(1)),
  people: described('people', z.array(person).prefault([])),
  channels: described('channels', z.array(channel).prefault([])),
  policy: policySchema.prefault({}),
  prometheus: described('prometheus', z.array(prometheus).prefault([])),
  // Read by signals/, which alone knows their language.
  signals: described('signals', z.array(z.unknown()).prefault([])),
  alerts: alertsSchema.prefault({}),
  grafana: grafanaSchema.exactOptional(),
  templates: described('templates', text.exactOptional()),
  retention: described('retention', durationSeconds.prefault(settings.retention.default)),
  timing: timing.prefault({}),
});

export type FileConfig = z.output<typeof fileSchema>;
