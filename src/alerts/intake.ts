// Alerts in: those that belong to runs are kept for them before the sender is thanked; all others are forgotten.

import type { SeenAlert } from '../runs/alerts.ts';
import { withRange } from '../runs/dashboard-link.ts';
import type { AlertBatches, BatchItem } from '../store/alert-batches.ts';
import type { Alert } from './alert.ts';
import { claimed } from './claimed.ts';
import { type Correlator, createCorrelator, type Match } from './correlate.ts';
import type { OpenNow, OpenScopes } from './open-scopes.ts';
import type { Stray } from './outside/stray-alerts.ts';
import { type LabelNames, placeOf } from './place.ts';

/** An alert as it waits for its run's next pass. */
export type WaitingAlert = Omit<SeenAlert, 'heardAt' | 'expected' | 'ruling'>;

export interface Taken {
  readonly matched: number;
  /** How many were new to a run. */
  readonly kept: number;
}

export interface Intake {
  /** Rejects with StoreUnavailable: the sender must try again. */
  take(alerts: readonly Alert[]): Promise<Taken>;
  /** Alerts heard just before a run was seen to be open are offered to it; from time to time. */
  offerAgain(): Promise<void>;
}

export interface IntakeDeps {
  readonly open: OpenScopes;
  readonly batches: Pick<AlertBatches, 'append'>;
  readonly labels: LabelNames;
  readonly clusterNames: ReadonlyMap<string, string>;
  readonly wake: (run: string) => Promise<void>;
  /** Keeps what belongs to no run, where somebody asked for it; absent: nobody did. */
  readonly outside?: (strays: readonly Stray[]) => Promise<void>;
  readonly monotonic: () => number;
}

/** A run is seen a second after it opened, at the latest. */
const REMEMBER_MS = 5_000;
const MOST_REMEMBERED = 5_000;

export function createIntake(deps: IntakeDeps): Intake {
  const { open, batches, labels, clusterNames, wake, outside, monotonic } = deps;
  const recent: { readonly at: number; readonly alerts: readonly Alert[] }[] = [];
  let remembered = 0;
  /** Runs to which what was heard before them was offered. */
  let offered: ReadonlySet<string> = new Set();

  /** `tell`: told of what belongs to no run. */
  async function keep(
    alerts: readonly Alert[],
    correlator: Correlator,
    scopes: OpenNow['scopes'],
    tell?: IntakeDeps['outside'],
  ): Promise<Taken> {
    const { byRun, strays } = sorted(alerts, correlator, scopes);
    const [kept] = await Promise.all([
      Promise.all([...byRun].map(([run, items]) => keepFor(run, items))),
      tell && strays.length > 0 ? tell(strays) : undefined,
    ]);
    const matched = [...byRun.values()].reduce((sum, items) => sum + items.length, 0);
    return { matched, kept: kept.reduce((sum, one) => sum + one, 0) };
  }

  function sorted(alerts: readonly Alert[], correlator: Correlator, scopes: OpenNow['scopes']) {
    const byRun = new Map<string, BatchItem[]>();
    const strays: Stray[] = [];
    for (const alert of alerts) {
      const place = placeOf(alert, labels, clusterNames);
      const matches = claimed(correlator.match(place), alert, scopes);
      for (const match of matches) add(byRun, match, alert);
      // What began outside of any run may end beside one.
      if (matches.length === 0 || alert.status === 'resolved') strays.push({ alert, place });
    }
    return { byRun, strays };
  }

  async function keepFor(run: string, items: readonly BatchItem[]): Promise<number> {
    const kept = await batches.append(run, items);
    if (kept > 0) await wake(run);
    return kept;
  }

  function remember(alerts: readonly Alert[]): void {
    recent.push({ at: monotonic(), alerts });
    remembered += alerts.length;
    for (let [oldest] = recent; oldest !== undefined && isForgotten(oldest.at); [oldest] = recent) {
      recent.shift();
      remembered -= oldest.alerts.length;
    }
  }

  function isForgotten(at: number): boolean {
    return remembered > MOST_REMEMBERED || monotonic() - at >= REMEMBER_MS;
  }

  return {
    async take(alerts) {
      const { all, scopes } = await open.current();
      const taken = await keep(alerts, all, scopes, outside);
      remember(alerts);
      return taken;
    },
    async offerAgain() {
      const now = monotonic();
      const lately = recent.filter(({ at }) => now - at < REMEMBER_MS);
      if (lately.length === 0) return;
      const { scopes } = await open.current();
      const fresh = [...scopes.values()].filter(({ run }) => !offered.has(run));
      const again = lately.flatMap(({ alerts }) => alerts);
      if (fresh.length > 0) await keep(again, createCorrelator(fresh), scopes);
      offered = new Set(scopes.keys());
    },
  };
}

function add(byRun: Map<string, BatchItem[]>, { run, score, why }: Match, alert: Alert): void {
  const { fingerprint, name, status, startsAt, endsAt, summary, runbook, dashboard, sender } = alert;
  const key = `${sender}:${fingerprint}:${alert.episode ?? startsAt}`;
  const waiting: WaitingAlert = {
    ...{ key, name, why, score, startedAt: startsAt },
    ...(summary !== undefined && { summary }),
    ...(runbook !== undefined && { runbook }),
    ...(dashboard !== undefined && { dashboard: withRange(dashboard, startsAt) }),
    ...(status === 'resolved' && { resolvedAt: endsAt ?? startsAt }),
  };
  const item = { once: `${key}:${status}`, text: JSON.stringify(waiting) };
  const stands = byRun.get(run);
  if (stands === undefined) byRun.set(run, [item]);
  else stands.push(item);
}
