// What the product is configured with, once everything was checked; durations in seconds, shares from 0 to 1.

import type { Secret } from './secret.ts';

export interface Config {
  readonly slack: SlackConfig;
  /** Faultline's own namespace in each cluster. */
  readonly namespace: string;
  readonly clusters: readonly ClusterConfig[];
  readonly people: readonly PersonConfig[];
  readonly channels: readonly ChannelConfig[];
  readonly policy: PolicyConfig;
  readonly alerts: AlertsConfig;
  readonly measuring: MeasuringConfig;
  /** Absent: there is none. */
  readonly grafana?: GrafanaConfig;
  /** Absolute, or from where the process runs. */
  readonly templates?: string;
  readonly retentionSeconds: number;
  readonly timing: Timing;
  /** May hold a password. */
  readonly redisUrl: Secret;
  readonly kubeconfig?: string;
  /** The first signs, all verify. */
  readonly sealKeys: readonly Secret[];
  readonly webPort: number;
  readonly logLevel: LogLevel;
  /** Somebody wants spans. */
  readonly tracing: boolean;
}

/** What `faultline halt` and `faultline check` need: they work without Slack and Redis. */
export type ClusterAccess = Pick<Config, 'namespace' | 'clusters' | 'people' | 'kubeconfig' | 'policy'>;

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export type SlackConfig = SlackCommon &
  (
    | { readonly mode: 'socket'; readonly appToken: Secret }
    | { readonly mode: 'http'; readonly signingSecret: Secret; readonly port: number }
  );

interface SlackCommon {
  readonly botToken: Secret;
  /** `native`: newer blocks repeat what is in words. */
  readonly blocks: 'classic' | 'native';
  readonly apiUrl?: string;
}

export interface ClusterConfig {
  readonly name: string;
  readonly context?: string;
  readonly production: boolean;
  /** Absent: every namespace but the protected ones. */
  readonly namespaces?: readonly string[];
  /** What monitoring calls it. */
  readonly alsoCalled?: readonly string[];
}

export interface MeasuringConfig {
  readonly prometheus: readonly {
    readonly cluster: string;
    readonly url: string;
    readonly scrapeSeconds: number;
  }[];
  /** As written; `signals/read-signals.ts` has found nothing wrong with them. */
  readonly signals: readonly unknown[];
  /** The whole header. */
  readonly authorization?: Secret;
}

type OnSurprise = 'tell' | 'ask' | 'stop';

export interface AlertsConfig {
  readonly alertmanagers: readonly AlertmanagerConfig[];
  readonly senders: readonly SenderConfig[];
  readonly labels: Readonly<
    Partial<Record<'cluster' | 'namespace' | 'workload' | 'service' | 'pod' | 'node', readonly string[]>>
  >;
  /** Names are `namespace/name`. */
  readonly dependencies: readonly { readonly name: string; readonly needs: readonly string[] }[];
  readonly onCall: readonly {
    readonly cluster?: string;
    readonly namespace?: string;
    readonly people: readonly string[];
  }[];
  readonly channels: readonly ChannelRuleConfig[];
  readonly onSurprise: { readonly production: OnSurprise; readonly elsewhere: OnSurprise };
  /** Of hooks; none: there are no hooks. */
  readonly hookTokens: readonly Secret[];
  /** The whole header. */
  readonly authorization?: Secret;
}

/** Alerts outside of any run that a channel is told of. */
export interface ChannelRuleConfig {
  readonly channel: string;
  readonly cluster?: string;
  readonly namespace?: string;
  readonly alerts?: readonly string[];
}

export interface AlertmanagerConfig {
  readonly name: string;
  readonly url?: string;
  readonly cluster?: string;
  /** Expected alerts of a run are silenced there; then it has a `url`. */
  readonly silences: boolean;
}

export interface SenderConfig {
  readonly name: string;
  readonly cluster?: string;
  readonly like?: 'datadog' | 'pagerduty' | 'oncall';
  /** Part of an alert → path in the message. */
  readonly fields?: Readonly<Record<string, string>>;
}

export interface GrafanaConfig {
  readonly url: string;
  /** Its uid. */
  readonly dashboard?: string;
  /** Absent: of every cluster. */
  readonly cluster?: string;
  /** Absent: it is only linked to. */
  readonly token?: Secret;
}

export interface PersonConfig {
  /** Lower case. */
  readonly email: string;
  readonly user: string;
  readonly groups: readonly string[];
}

export interface ChannelConfig {
  /** Name without # or id. */
  readonly channel: string;
  readonly cluster: string;
  readonly namespace: string;
}

export interface Timing {
  readonly lockMs: number;
  readonly stalledMs: number;
  readonly sweepMs: number;
}

export interface PolicyConfig {
  readonly protectedNamespaces: readonly string[];
  readonly limits: Required<RuleLimits>;
  readonly rules: readonly RuleConfig[];
  /** `key=value` or `key`, labels or annotations; absent: none. */
  readonly optOut?: readonly string[];
  readonly optIn?: readonly string[];
}

export interface RuleLimits {
  readonly maxDurationSeconds?: number;
  readonly maxPods?: number;
  readonly maxShare?: number;
}

export interface RuleConfig {
  readonly name: string;
  /** CEL; absent: always. */
  readonly when?: string;
  /** What it is about; absent: pods where it allows at once, else everything. */
  readonly on?: readonly ('pods' | 'machines' | 'cloud')[];
  readonly outcome: RuleOutcome;
  readonly limits: RuleLimits;
}

export type RuleOutcome =
  | { readonly kind: 'allow' }
  | { readonly kind: 'refuse'; readonly sentence: string }
  | {
      readonly kind: 'approvals';
      readonly approvals: readonly { readonly group: string; readonly count: number }[];
      readonly start: 'auto' | 'requester';
      readonly expireSeconds: number;
    };
