// Asking Alertmanager now and then, in case its webhook is silent: what fires is taken in, what no longer does is resolved.

import type { RunAlerts, SeenAlert } from '../runs/alerts.ts';
import type { AlertBatches } from '../store/alert-batches.ts';
import type { Alertmanager } from './alertmanager.ts';
import type { Intake, WaitingAlert } from './intake.ts';

export interface PollDeps {
  readonly intake: Pick<Intake, 'take'>;
  readonly batches: Pick<AlertBatches, 'append'>;
  /** The runs that hear alerts. */
  readonly hearing: () => Promise<readonly { readonly id: string; readonly alerts: RunAlerts }[]>;
  /** Redis time. */
  readonly now: () => number;
  readonly wake: (run: string) => Promise<void>;
}

/** Rejects with AlertmanagerUnavailable or StoreUnavailable. Nothing is asked while no run would listen. */
export async function pollOnce(
  alertmanager: Alertmanager,
  { intake, batches, hearing, now, wake }: PollDeps,
  signal: AbortSignal,
): Promise<void> {
  const before = await hearing();
  if (before.length === 0) return;
  const firing = await alertmanager.firing(signal);
  if (firing.length > 0) await intake.take(firing);
  const there = new Set(
    firing.map(({ fingerprint, startsAt }) => keyOf(alertmanager, fingerprint, startsAt)),
  );
  for (const { id, alerts } of before) {
    const over = alerts.seen.filter((alert) => isOver(alert, alertmanager, there));
    if (over.length === 0) continue;
    await batches.append(
      id,
      over.map((alert) => resolved(alert, now())),
    );
    await wake(id);
  }
}

function keyOf({ name }: Alertmanager, fingerprint: string, startsAt: number): string {
  return `${name}:${fingerprint}:${startsAt}`;
}

/** Of this Alertmanager, open as far as the run knows, and firing there no more. */
function isOver(alert: SeenAlert, { name }: Alertmanager, there: ReadonlySet<string>): boolean {
  const isItsOwn = alert.key.startsWith(`${name}:`);
  return isItsOwn && alert.resolvedAt === undefined && !there.has(alert.key);
}

function resolved(alert: SeenAlert, at: number): { readonly once: string; readonly text: string } {
  const { heardAt: _heard, expected: _expected, ruling: _ruling, ...rest } = alert;
  const waiting: WaitingAlert = { ...rest, resolvedAt: at };
  return { once: `${alert.key}:resolved`, text: JSON.stringify(waiting) };
}
