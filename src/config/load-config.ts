// Reads faultline.yaml and the environment once and says everything that is wrong with them at once.

import { resolve } from 'node:path';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import type {
  AlertsConfig,
  ClusterAccess,
  Config,
  MeasuringConfig,
  PolicyConfig,
  SlackConfig,
} from './config.ts';
import { crossCheck } from './cross-checks.ts';
import { clusterEnvironmentSchema, type Environment, environmentSchema } from './environment-schema.ts';
import { type ConfigFault, toFaults } from './fault.ts';
import { type FileConfig, fileSchema } from './file-schema.ts';
import { createSecret, type Secret } from './secret.ts';

export interface ConfigSource {
  /** The text of faultline.yaml. */
  readonly file: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where that file is, for paths in it; absent: where the process runs. */
  readonly folder?: string;
  /** What policy/ finds wrong with the rules' conditions; its paths begin with `policy.`. */
  readonly checkPolicy?: (policy: PolicyConfig) => readonly ConfigFault[];
  /** What signals/ finds wrong with the signals; its paths begin with `signals`. */
  readonly checkSignals?: (signals: readonly unknown[]) => readonly ConfigFault[];
}

type Loaded<T> =
  | { readonly ok: true; readonly config: T }
  | { readonly ok: false; readonly faults: readonly ConfigFault[] };

type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly ConfigFault[] };

export function loadConfig(source: ConfigSource): Loaded<Config> {
  const file = readFile(source);
  const env = readEnvironment(environmentSchema, source.env);
  const ofMode = file.ok ? modeFaults(file.value, source.env) : [];
  const slack = file.ok && env.ok ? slackConfig(file.value, env.value) : undefined;
  if (file.ok && env.ok && slack)
    return { ok: true, config: assemble(file.value, env.value, slack, source.folder) };
  return { ok: false, faults: [...faultsOf(file), ...faultsOf(env), ...ofMode] };
}

/** The part that talks to the clusters alone; the rest of the file is checked too, the rest of the environment is not. */
export function loadClusterAccess(source: ConfigSource): Loaded<ClusterAccess> {
  const file = readFile(source);
  const env = readEnvironment(clusterEnvironmentSchema, source.env);
  if (!file.ok || !env.ok) return { ok: false, faults: [...faultsOf(file), ...faultsOf(env)] };
  return { ok: true, config: clusterAccess(file.value, env.value.KUBECONFIG) };
}

/** Everything that must never be printed, for the log to mask. */
export function secretsOf(config: Config): readonly Secret[] {
  const { slack } = config;
  const ofSlack = slack.mode === 'socket' ? slack.appToken : slack.signingSecret;
  const { hookTokens, authorization } = config.alerts;
  const grafana = config.grafana?.token;
  return [
    ...[slack.botToken, ofSlack, config.redisUrl, ...passwordOf(config.redisUrl), ...config.sealKeys],
    ...hookTokens,
    ...[authorization, config.measuring.authorization, grafana].filter((secret) => secret !== undefined),
  ];
}

/** Clients print it apart from its address; a shorter one would mask half of every line. */
function passwordOf(url: Secret): readonly Secret[] {
  const password = URL.parse(url.reveal())?.password ?? '';
  return password.length < 6 ? [] : [createSecret(decodeURIComponent(password))];
}

function readFile(source: ConfigSource): Read<FileConfig> {
  const document = parseDocument(source.file);
  if (document.errors.length > 0) {
    return { ok: false, faults: document.errors.map((error) => yamlFault(error.message)) };
  }
  const parsed = fileSchema.safeParse(document.toJS() ?? {}, { reportInput: true });
  if (!parsed.success) return { ok: false, faults: toFaults(parsed.error.issues) };
  const { policy, signals } = parsed.data;
  const faults = [
    ...crossCheck(parsed.data),
    ...(source.checkPolicy?.(policy) ?? []),
    ...(source.checkSignals?.(signals) ?? []),
  ];
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: parsed.data };
}

function yamlFault(message: string): ConfigFault {
  const [sentence = message, where] = message.split(/ (?=at line \d+)/);
  return {
    path: 'faultline.yaml',
    sentence: `It is not YAML ${where?.split(':')[0] ?? ''}: ${sentence}.`,
    cure: 'Look at the indentation and the quotes there.',
  };
}

function readEnvironment<S extends z.ZodType>(
  schema: S,
  env: Readonly<Record<string, string | undefined>>,
): Read<z.output<S>> {
  // An empty variable is what compose files and CI leave behind for one that is not set.
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value));
  // Inputs stay out of the issues: they are secrets.
  const parsed = schema.safeParse(set);
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, faults: toFaults(parsed.error.issues) };
}

function faultsOf(read: Read<unknown>): readonly ConfigFault[] {
  return read.ok ? [] : read.faults;
}

function modeFaults({ slack }: FileConfig, env: ConfigSource['env']): readonly ConfigFault[] {
  const path = slack.mode === 'socket' ? 'SLACK_APP_TOKEN' : 'SLACK_SIGNING_SECRET';
  if (env[path]) return [];
  const sentence = `It is missing, and \`slack.mode: ${slack.mode}\` needs it.`;
  return [{ path, sentence, cure: 'Set it, or choose the other `slack.mode`.' }];
}

function slackConfig({ slack }: FileConfig, env: Environment): SlackConfig | undefined {
  const common = {
    botToken: env.SLACK_BOT_TOKEN,
    blocks: slack.blocks,
    ...(env.SLACK_API_URL === undefined ? {} : { apiUrl: env.SLACK_API_URL }),
  };
  if (slack.mode === 'socket') {
    const appToken = env.SLACK_APP_TOKEN;
    return appToken && { ...common, mode: 'socket', appToken };
  }
  const signingSecret = env.SLACK_SIGNING_SECRET;
  return signingSecret && { ...common, mode: 'http', signingSecret, port: env.FAULTLINE_SLACK_PORT };
}

function assemble(file: FileConfig, env: Environment, slack: SlackConfig, folder = ''): Config {
  const { templates, grafana } = file;
  const token = env.GRAFANA_TOKEN;
  return {
    ...clusterAccess(file, env.KUBECONFIG),
    slack,
    channels: file.channels,
    alerts: alertsConfig(file, env),
    measuring: measuringConfig(file, env),
    ...(grafana && { grafana: { ...grafana, ...(token && { token }) } }),
    ...(templates === undefined ? {} : { templates: resolve(folder, templates) }),
    retentionSeconds: file.retention,
    timing: file.timing,
    redisUrl: env.REDIS_URL,
    sealKeys: env.FAULTLINE_SEAL_KEYS,
    webPort: env.FAULTLINE_WEB_PORT,
    logLevel: env.FAULTLINE_LOG_LEVEL,
    tracing: wantsSpans(env),
  };
}

function measuringConfig({ prometheus, signals }: FileConfig, env: Environment): MeasuringConfig {
  const authorization = env.PROMETHEUS_AUTHORIZATION;
  return {
    prometheus: prometheus.map(({ cluster, url, scrapeInterval }) => ({
      cluster,
      url,
      scrapeSeconds: scrapeInterval,
    })),
    signals,
    ...(authorization && { authorization }),
  };
}

function wantsSpans(env: Environment): boolean {
  const exporter = env.OTEL_TRACES_EXPORTER;
  return exporter === undefined ? env.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined : exporter !== 'none';
}

function alertsConfig({ alerts }: FileConfig, env: Environment): AlertsConfig {
  const authorization = env.ALERTMANAGER_AUTHORIZATION;
  return {
    ...alerts,
    hookTokens: env.FAULTLINE_HOOK_TOKENS ?? [],
    ...(authorization && { authorization }),
  };
}

function clusterAccess(file: FileConfig, kubeconfig: string | undefined): ClusterAccess {
  const guarded = new Set([...file.policy.protectedNamespaces, file.namespace]);
  return {
    namespace: file.namespace,
    clusters: file.clusters,
    people: file.people,
    policy: { ...file.policy, protectedNamespaces: [...guarded] },
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
  };
}
