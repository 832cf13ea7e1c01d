// How the shop does, by a small model: requests get slow and fail as faults are on its pods and as pods are missing.
import type { Clock } from '../clock.ts';

/** What is true of one workload at a moment. */
export interface Load {
  readonly namespace: string;
  readonly workload: string;
  readonly wanted: number;
  readonly ready: number;
  readonly faults: readonly LoadFault[];
}

/** A fault on some share of the workload's pods. */
export interface LoadFault {
  readonly kind: string;
  readonly action: string;
  readonly spec: Readonly<Record<string, unknown>>;
  /** 0 to 1. */
  readonly share: number;
}

export const METRICS = ['shop_request_p99_milliseconds', 'shop_request_errors_percent'] as const;
export type Metric = (typeof METRICS)[number];

export interface Measures {
  /** Every workload's value at a moment, with its labels. */
  at(
    metric: Metric,
    ms: number,
  ): readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
}

export interface Model extends Measures {
  /** Notes how things stand now, where that is news. */
  note(loads: readonly Load[]): void;
  /** Once the shop has opened: from then on there is something to measure, and a past. */
  isOpen(): boolean;
}

const QUIET_P99_MS = 60;
const QUIET_ERRORS = 0.1;
/** Whoever calls another workload waits for it, and passes on part of its errors. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  checkout: ['web', 'payments'],
  web: ['search', 'cart'],
};
const PASSED_ON = 0.5;

interface Noted {
  readonly at: number;
  readonly loads: readonly Load[];
}

export interface ModelDeps {
  readonly clock: Pick<Clock, 'now'>;
  readonly cluster: string;
}

export function createModel({ clock, cluster }: ModelDeps): Model {
  const history: Noted[] = [];
  let last = '';
  let lookedAt = clock.now();

  function standingAt(ms: number): readonly Load[] {
    return history.findLast(({ at }) => at <= ms)?.loads ?? history[0]?.loads ?? [];
  }

  return {
    note(loads) {
      const said = JSON.stringify(loads);
      // Somewhere between two looks it changed: whoever asks for a moment in between must see it.
      const since = lookedAt;
      lookedAt = clock.now();
      // Before the shop has opened nothing is usual about it.
      const isOpening = history.length === 0 && loads.some(({ wanted, ready }) => ready < wanted);
      if (said === last || isOpening) return;
      last = said;
      history.push({ at: since, loads });
    },
    isOpen: () => history.length > 0,
    at(metric, ms) {
      const loads = standingAt(ms);
      return loads.map((load) => ({
        labels: { cluster, namespace: load.namespace, workload: load.workload },
        value: measureOf(metric, load, loads) * waver(load.workload, ms),
      }));
    },
  };
}

/** No two moments are quite alike, and the same moment always is. */
function waver(name: string, ms: number): number {
  return 1 + 0.04 * Math.sin(ms / 7_000 + name.length) + 0.03 * Math.sin(ms / 2_300);
}

function measureOf(metric: Metric, load: Load, all: readonly Load[]): number {
  const needed = all.filter(
    (one) => one.namespace === load.namespace && NEEDS[load.workload]?.includes(one.workload),
  );
  if (metric === 'shop_request_p99_milliseconds')
    return QUIET_P99_MS + ownDelay(load) + needed.reduce((sum, one) => sum + ownDelay(one), 0);
  const passedOn = needed.reduce((sum, one) => sum + PASSED_ON * ownErrors(one), 0);
  return Math.min(100, QUIET_ERRORS + ownErrors(load) + passedOn);
}

/** The slowest of a hundred feels a fault that is on any share worth naming. */
function ownDelay({ faults, wanted, ready }: Load): number {
  const crowd = ready === 0 ? 5_000 : 40 * Math.max(0, wanted / ready - 1);
  return faults.reduce((sum, fault) => sum + (fault.share >= 0.01 ? delayOf(fault) : 0), crowd);
}

function delayOf({ kind, action, spec }: LoadFault): number {
  if (kind === 'NetworkChaos' && action === 'delay')
    return millisecondsIn(textAt(spec, ['delay', 'latency']));
  if (kind === 'StressChaos') return 180;
  return kind === 'IOChaos' ? 120 : 0;
}

function ownErrors({ faults, wanted, ready }: Load): number {
  const missing = wanted === 0 ? 0 : 100 * Math.max(0, 1 - ready / wanted) * 0.3;
  return faults.reduce((sum, fault) => sum + fault.share * errorsOf(fault), missing);
}

function errorsOf({ kind, action, spec }: LoadFault): number {
  if (kind === 'PodChaos') return 30;
  if (kind === 'NetworkChaos' && action === 'loss') return Number(textAt(spec, ['loss', 'loss']) || 0) * 0.6;
  if (kind === 'NetworkChaos' && action === 'partition') return 80;
  if (kind === 'HTTPChaos' || kind === 'DNSChaos') return 60;
  return 0;
}

function textAt(value: unknown, path: readonly string[]): string {
  const found = path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value);
  return typeof found === 'string' ? found : '';
}

/** `200ms`, `1.5s` */
function millisecondsIn(text: string): number {
  const [, amount = '0', unit = ''] = /^([\d.]+)(ms|s|m)/u.exec(text) ?? [];
  return Number(amount) * ({ ms: 1, s: 1_000, m: 60_000 }[unit] ?? 0);
}
