// The hooks by which alerts come in: one path for each sender of the configuration.

import type { AlertsConfig } from '../config/config.ts';
import { type MessageAnswer, readAlertmanager } from './alertmanager-message.ts';
import type { Intake } from './intake.ts';
import { KNOWN_SENDERS, readMapped } from './mapped-message.ts';

export interface AlertHookDeps {
  readonly config: Pick<AlertsConfig, 'alertmanagers' | 'senders'>;
  readonly intake: Pick<Intake, 'take'>;
  /** A message came in; `truncated`: how many alerts it left out. */
  readonly onHeard: (sender: string, heard: { alerts: number; matched: number; truncated: number }) => void;
  readonly onRefused: (sender: string, sentence: string) => void;
}

export interface HookResult {
  readonly ok: boolean;
  readonly sentence: string;
}

export type AlertHook = (body: unknown) => Promise<HookResult>;

/** By path. Each rejects when Redis does not answer, so that its sender tries again. */
export function createAlertHooks(deps: AlertHookDeps): ReadonlyMap<string, AlertHook> {
  const { alertmanagers, senders } = deps.config;
  const hooks = new Map<string, AlertHook>();
  for (const { name, cluster } of alertmanagers)
    hooks.set(
      `/hooks/alertmanager/${name}`,
      hookOf(deps, name, (body) => readAlertmanager(body, name, cluster)),
    );
  for (const { name, cluster, like, fields } of senders) {
    const all = { ...(like && KNOWN_SENDERS[like]), ...fields };
    hooks.set(
      `/hooks/alerts/${name}`,
      hookOf(deps, name, (body) => readMapped(body, all, name, cluster)),
    );
  }
  return hooks;
}

function hookOf(
  { intake, onHeard, onRefused }: AlertHookDeps,
  sender: string,
  read: (body: unknown) => MessageAnswer,
): AlertHook {
  return async (body) => {
    const answer = read(body);
    if (!answer.ok) {
      onRefused(sender, answer.sentence);
      return answer;
    }
    const { alerts, truncated } = answer.heard;
    const { matched } = alerts.length === 0 ? { matched: 0 } : await intake.take(alerts);
    onHeard(sender, { alerts: alerts.length, matched, truncated });
    return { ok: true, sentence: `${matched} of ${alerts.length} alerts belong to runs.` };
  };
}
