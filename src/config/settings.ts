// The one table of every setting with its default and its help; schemas, faults and the README are made from it.

import { besideSettings } from './beside-settings.ts';

export interface Entry {
  readonly help: string;
  readonly default?: string | number | boolean | readonly string[];
  readonly required?: true;
}

export const settings = {
  'slack.mode': {
    default: 'socket',
    help: 'How Slack reaches Faultline: `socket` (no public address needed) or `http` (signed requests).',
  },
  'slack.blocks': {
    default: 'classic',
    help: "`native`: beside its pictures a message also holds Slack's own charts, which only repeat it; where Slack refuses them it goes without. `classic`: never.",
  },
  namespace: {
    default: 'faultline',
    help: "Faultline's own namespace in each cluster: Lease and halt latch live there; never a target.",
  },
  clusters: { required: true, help: 'The clusters in which faults may be injected.' },
  'clusters[].name': {
    required: true,
    help: 'The name people type and read, `staging`: lower-case letters, digits and dashes.',
  },
  'clusters[].context': { help: "Context of the kubeconfig; absent: the kubeconfig's current one." },
  'clusters[].production': {
    default: false,
    help: 'true: never implied by a channel, only named; policy sees it as `production`.',
  },
  'clusters[].namespaces': {
    help: 'The only namespaces that are looked at and may be targets; absent: all but the protected ones.',
  },
  'clusters[].alsoCalled': {
    default: [],
    help: 'Names by which monitoring calls it in the `cluster` label of its alerts.',
  },
  people: { default: [], help: 'The identity map: who a Slack person is in the clusters.' },
  'people[].email': { required: true, help: "The person's e-mail address in Slack." },
  'people[].user': { required: true, help: 'Kubernetes user they act as; never `system:…`.' },
  'people[].groups': {
    default: [],
    help: 'Kubernetes groups they act with and vote for; never `system:…`.',
  },
  channels: { default: [], help: 'Which cluster and namespace a channel means when a line names none.' },
  'channels[].channel': { required: true, help: "A channel's name without # or its id." },
  'channels[].cluster': { required: true, help: 'A name from `clusters`.' },
  'channels[].namespace': { required: true, help: 'The namespace the channel stands for.' },
  'policy.protectedNamespaces': {
    default: ['kube-system', 'kube-public', 'kube-node-lease', 'chaos-mesh'],
    help: "Namespaces nobody may target; Faultline's own is always one of them.",
  },
  'policy.optOut': {
    default: ['faultline.dev/chaos=never'],
    help: 'Labels or annotations, `key=value` or `key`, by which a namespace, workload or pod is never a target.',
  },
  'policy.optIn': {
    default: [],
    help: 'Labels or annotations one of which a namespace must carry to be a target; none: every namespace is open.',
  },
  'policy.limits.maxDuration': { default: '1h', help: 'The longest a fault may last, `30m`.' },
  'policy.limits.maxPods': { default: 20, help: 'The most pods one experiment may hit.' },
  'policy.limits.maxShare': {
    default: '100%',
    help: "The largest share of the target's pods one experiment may hit, `50%`.",
  },
  'policy.rules': {
    default: [],
    help: 'Read from the top; the first whose `when` is true decides; where none is, the answer is no.',
  },
  'policy.rules[].name': { required: true, help: "The rule's name, as plans and refusals cite it." },
  'policy.rules[].when': {
    help: 'A CEL condition over cluster, production, ns, kind, action, risk, pods, share, durationSeconds, user, groups and labels; absent: always.',
  },
  'policy.rules[].on': {
    help: 'What it is about: a list of `pods`, `machines`, `cloud`. A rule that allows at once is about pods, others about everything.',
  },
  'policy.rules[].allow': { help: '`at-once`: no approval needed.' },
  'policy.rules[].approvals': { help: 'Who must agree: a list of `{group, count}`.' },
  'policy.rules[].approvals[].group': { required: true, help: 'A group of the identity map.' },
  'policy.rules[].approvals[].count': { default: 1, help: 'How many of that group must approve.' },
  'policy.rules[].refuse': { help: 'Refused, with this sentence to the person.' },
  'policy.rules[].start': {
    default: 'auto',
    help: 'After the last vote: `auto` starts by itself, `requester` waits for the requester to press Start.',
  },
  'policy.rules[].expires': { default: '60m', help: 'How long a request waits for votes.' },
  'policy.rules[].maxShare': { help: 'Like `limits.maxShare`, for what this rule decides.' },
  'policy.rules[].maxPods': { help: 'Like `limits.maxPods`, for what this rule decides.' },
  'policy.rules[].maxDuration': { help: 'Like `limits.maxDuration`, for what this rule decides.' },
  ...besideSettings,
  templates: {
    help: 'Folder of templates for `/chaos use`, from where this file is; absent: there are none.',
  },
  retention: {
    default: '90d',
    help: 'How long ended runs stay in Redis; then their verified logs leave as `archived` log lines.',
  },
  'timing.lockMs': { default: 5_000, help: 'How long a worker holds a run, in milliseconds.' },
  'timing.stalledMs': { default: 2_000, help: 'How often workers look for a lost lock, in milliseconds.' },
  'timing.sweepMs': { default: 2_000, help: 'How often overdue runs are woken, in milliseconds.' },
  SLACK_BOT_TOKEN: { required: true, help: "The app's bot token, `xoxb-…`." },
  SLACK_APP_TOKEN: { help: 'The app-level token, `xapp-…`; needed with `slack.mode: socket`.' },
  SLACK_SIGNING_SECRET: { help: 'The signing secret; needed with `slack.mode: http`.' },
  SLACK_API_URL: { help: "Another address of Slack's Web API, ending in `/api/`." },
  REDIS_URL: { required: true, help: 'Where Redis is, `redis://…` or `rediss://…`.' },
  KUBECONFIG: { help: 'The kubeconfig; absent: in-cluster, then `~/.kube/config`.' },
  FAULTLINE_SEAL_KEYS: {
    required: true,
    help: 'Keys that seal what Faultline creates, separated by commas, each at least 32 characters; the first signs, all verify.',
  },
  FAULTLINE_HOOK_TOKENS: {
    help: 'Tokens that open /hooks/…, separated by commas, each at least 20 characters; absent: no hooks.',
  },
  PROMETHEUS_AUTHORIZATION: {
    help: 'The `Authorization` header for every Prometheus, `Bearer …`; absent: none is sent.',
  },
  ALERTMANAGER_AUTHORIZATION: {
    help: 'The `Authorization` header for the API of every Alertmanager, `Bearer …`; absent: none is sent.',
  },
  GRAFANA_TOKEN: { help: 'Of a service account that may read and write annotations; absent: only links.' },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    help: 'Where spans of runs go; an SDK must be loaded.',
  },
  OTEL_TRACES_EXPORTER: { help: 'Wants spans as well, unless it is `none`.' },
  FAULTLINE_WEB_PORT: {
    default: '8080',
    help: 'Port of /livez, /readyz, /metrics and /hooks/…; 0: a free one.',
  },
  FAULTLINE_SLACK_PORT: { default: '3000', help: 'Port for Slack with `slack.mode: http`.' },
  FAULTLINE_LOG_LEVEL: { default: 'info', help: '`debug`, `info`, `warn` or `error`.' },
} as const satisfies Record<string, Entry>;

export type SettingName = keyof typeof settings;

export interface SettingRow {
  readonly name: string;
  readonly default: string;
  readonly help: string;
}

/** The rows of the README's configuration table, in the order people meet the settings. */
export function settingsTable(): readonly SettingRow[] {
  return entries().map(([name, entry]) => ({ name, default: shownDefault(entry), help: entry.help }));
}

/** The help of the setting at a concrete path such as `policy.rules[2].when`. */
export function helpAt(path: string): string | undefined {
  const name = path.replace(/\[\d+\]/g, '[]');
  return entries().find(([known]) => known === name)?.[1].help;
}

/** The names of the settings directly under a concrete path; the empty path is the file itself. */
export function namesUnder(path: string): readonly string[] {
  const parent = path === '' ? '' : `${path.replace(/\[\d+\]/g, '[]')}.`;
  const inside = entries()
    .map(([name]) => name)
    .filter((name) => name.startsWith(parent) && !isVariable(name));
  return [...new Set(inside.map((name) => name.slice(parent.length).split(/[.[]/)[0] ?? name))];
}

function isVariable(name: string): boolean {
  return /^[A-Z_]+$/.test(name);
}

function entries(): readonly (readonly [string, Entry])[] {
  return Object.entries<Entry>(settings);
}

function shownDefault(entry: Entry): string {
  if (entry.required) return 'required';
  if (entry.default === undefined) return '';
  if (typeof entry.default === 'object') return entry.default.join(', ') || 'none';
  return String(entry.default);
}
