// The part of faultline.yaml about alerts: who tells of them, how their labels are read, what depends on what.

import { z } from 'zod';
import { complain, described, kubernetesName, text } from './field-schemas.ts';
import { settings } from './settings.ts';

const webAddress = z.url({ protocol: /^https?$/ });

const alertmanager = z.strictObject({
  name: described('alerts.alertmanagers[].name', kubernetesName),
  url: described('alerts.alertmanagers[].url', webAddress.exactOptional()),
  cluster: described('alerts.alertmanagers[].cluster', text.exactOptional()),
  silences: described(
    'alerts.alertmanagers[].silences',
    z.boolean().prefault(settings['alerts.alertmanagers[].silences'].default),
  ),
});

/** `shop/web`. */
const workload = z.string().superRefine((written, context) => {
  if (/^[a-z0-9][-a-z0-9]*\/[a-z0-9][-a-z0-9.]*$/.test(written)) return;
  complain(context, `\`${written}\` names no workload in a namespace.`, 'Write it like `shop/web`.');
});

const dependency = z.strictObject({
  name: described('alerts.dependencies[].name', workload),
  needs: described('alerts.dependencies[].needs', z.array(workload).min(1)),
});

const labelNames = z.array(text).min(1);

const labels = z.strictObject({
  cluster: labelNames.exactOptional(),
  namespace: labelNames.exactOptional(),
  workload: labelNames.exactOptional(),
  service: labelNames.exactOptional(),
  pod: labelNames.exactOptional(),
  node: labelNames.exactOptional(),
});

/** The parts of an alert that can be looked for in a message. */
const field = z
  .string()
  .regex(
    /^(id|episode|name|status|startsAt|endsAt|summary|runbook|dashboard|labels|tags|label\.[A-Za-z_][A-Za-z0-9_]*)$/,
  );

const sender = z.strictObject({
  name: described('alerts.senders[].name', kubernetesName),
  cluster: described('alerts.senders[].cluster', text.exactOptional()),
  like: described('alerts.senders[].like', z.enum(['datadog', 'pagerduty', 'oncall']).exactOptional()),
  fields: described('alerts.senders[].fields', z.record(field, text).exactOptional()),
});

const onCall = z.strictObject({
  cluster: described('alerts.onCall[].cluster', text.exactOptional()),
  namespace: described('alerts.onCall[].namespace', kubernetesName.exactOptional()),
  people: described(
    'alerts.onCall[].people',
    z.array(z.email().transform((email) => email.toLowerCase())).min(1),
  ),
});

const channelRule = z.strictObject({
  channel: described('alerts.channels[].channel', text),
  cluster: described('alerts.channels[].cluster', text.exactOptional()),
  namespace: described('alerts.channels[].namespace', kubernetesName.exactOptional()),
  alerts: described('alerts.channels[].alerts', z.array(text).min(1).exactOptional()),
});

const onSurprise = z.enum(['tell', 'ask', 'stop']);

export const alertsSchema = z.strictObject({
  alertmanagers: described('alerts.alertmanagers', z.array(alertmanager).prefault([])),
  senders: described('alerts.senders', z.array(sender).prefault([])),
  labels: described('alerts.labels', labels.prefault({})),
  dependencies: described('alerts.dependencies', z.array(dependency).prefault([])),
  onCall: described('alerts.onCall', z.array(onCall).prefault([])),
  channels: described('alerts.channels', z.array(channelRule).prefault([])),
  onSurprise: z
    .strictObject({
      production: described(
        'alerts.onSurprise.production',
        onSurprise.prefault(settings['alerts.onSurprise.production'].default),
      ),
      elsewhere: described(
        'alerts.onSurprise.elsewhere',
        onSurprise.prefault(settings['alerts.onSurprise.elsewhere'].default),
      ),
    })
    .prefault({}),
});
