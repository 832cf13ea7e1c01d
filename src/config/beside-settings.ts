// The settings about what stands beside a run: where it is measured, by which signals, whose alerts are heard.

import type { Entry } from './settings.ts';

export const besideSettings = {
  prometheus: { default: [], help: 'Where the clusters are measured: a list of Prometheus servers.' },
  'prometheus[].cluster': { required: true, help: 'A name from `clusters`.' },
  'prometheus[].url': { required: true, help: 'Up to where `/api/v1` begins.' },
  'prometheus[].scrapeInterval': {
    default: '15s',
    help: 'How often it scrapes: no finer steps are asked for.',
  },
  signals: {
    default: [],
    help: 'What is measured beside every run, unless its `faultline.dev/signals` names some of them or `none`; see docs/signals.md.',
  },
  'signals[].preset': {
    help: 'A ready signal to begin with, `http-p99`; what else is written here counts instead of its own.',
  },
  'signals[].name': { help: 'How people call it; absent: the name of the preset.' },
  'signals[].title': { help: 'What it is, in a few words.' },
  'signals[].query': { help: 'PromQL with places like `{{namespace}}`; of several series the worst counts.' },
  'signals[].unit': { help: '`ms`, `s`, `%`, `req/s`, `bytes`, `count`, `ratio` or nothing.' },
  'signals[].worse': { help: 'Which way is bad: `higher` or `lower`.' },
  'signals[].limit': {
    help: '`500ms`, `2x baseline`, `2x baseline, at least 1%`, `+20% of baseline` or `+2 points of baseline`.',
  },
  'signals[].for': { default: '15s', help: 'How long it must be past the limit to be a breach.' },
  'signals[].noData': {
    default: 'inconclusive',
    help: 'What a run without data is worth: `inconclusive` or `breach`; it never passes.',
  },
  'signals[].stopOnBreach': { default: true, help: 'A breach ends the fault at once.' },
  'signals[].startWithoutData': {
    default: false,
    help: 'true: a run may start when nothing is known about this signal.',
  },
  'signals[].burnRate': { help: 'Also a breach: an error budget spent too fast.' },
  'signals[].burnRate.objective': {
    required: true,
    help: 'The share of requests that must succeed, `99.9%`.',
  },
  'signals[].burnRate.factor': { default: 14.4, help: 'How many times too fast is too fast.' },
  'signals[].burnRate.window': { default: '5m', help: 'Over how long the errors are averaged.' },
  'alerts.alertmanagers': { default: [], help: 'The Alertmanagers that tell Faultline of alerts.' },
  'alerts.alertmanagers[].name': {
    required: true,
    help: 'Its webhook sends to `/hooks/alertmanager/NAME`, with a token of FAULTLINE_HOOK_TOKENS.',
  },
  'alerts.alertmanagers[].url': {
    help: 'Where its API is: asked every 30 s as well, in case the webhook is silent; absent: only the webhook.',
  },
  'alerts.alertmanagers[].cluster': { help: 'The cluster that its alerts mean when no label says one.' },
  'alerts.alertmanagers[].silences': {
    default: false,
    help: 'true: alerts that an experiment declares expected are silenced there for its targets while the fault lasts; needs `url`.',
  },
  'alerts.senders': { default: [], help: 'Other systems that send alerts to `/hooks/alerts/NAME`.' },
  'alerts.senders[].name': { required: true, help: 'The last part of its path.' },
  'alerts.senders[].cluster': { help: 'The cluster that its alerts mean when no field says one.' },
  'alerts.senders[].like': { help: '`datadog`, `pagerduty` or `oncall`: their fields are known.' },
  'alerts.senders[].fields': {
    help: 'Where things stand in its message, `name: data.title`; see docs/alerts.md. They add to those of `like`.',
  },
  'alerts.labels': {
    default: [],
    help: 'Labels that say where an alert is, for each of cluster, namespace, workload, service, pod and node, instead of the usual ones.',
  },
  'alerts.dependencies': {
    default: [],
    help: 'What depends on what: alerts of `name` belong to a fault in what it `needs`.',
  },
  'alerts.dependencies[].name': { required: true, help: 'A workload, `shop/checkout`.' },
  'alerts.dependencies[].needs': { required: true, help: 'What it depends on, a list like `[shop/web]`.' },
  'alerts.onCall': {
    default: [],
    help: 'Who is told of drills that may page them, and of pages that overlap one; the first entry that fits counts.',
  },
  'alerts.onCall[].cluster': { help: 'Only for runs in this cluster.' },
  'alerts.onCall[].namespace': { help: 'Only for runs in this namespace.' },
  'alerts.onCall[].people': { required: true, help: 'E-mail addresses from `people`.' },
  'alerts.channels': {
    default: [],
    help: 'Channels that are told of alerts which belong to no run; the first entry that fits counts. None: they are nobody’s business here.',
  },
  'alerts.channels[].channel': { required: true, help: 'Name or id; the bot must be in it.' },
  'alerts.channels[].cluster': { help: 'Only alerts that are known to be of this cluster.' },
  'alerts.channels[].namespace': { help: 'Only alerts of this namespace.' },
  'alerts.channels[].alerts': { help: 'Only alerts of these names, `[Checkout*]`.' },
  'alerts.onSurprise.production': {
    default: 'stop',
    help: 'After an unexpected alert in production: `stop` at once, `ask` and stop after 30 s unless kept, or only `tell`.',
  },
  'alerts.onSurprise.elsewhere': { default: 'ask', help: 'The same for every other cluster.' },
  'grafana.url': {
    help: 'Where Grafana is, up to where `/d/` begins. With GRAFANA_TOKEN each run is marked there as an annotation.',
  },
  'grafana.dashboard': { help: 'The uid of the dashboard that Details link to, at the time of the run.' },
  'grafana.cluster': { help: 'The only cluster whose runs it knows; absent: those of every cluster.' },
} as const satisfies Record<string, Entry>;
