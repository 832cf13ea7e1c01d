// The instruments of prom-client, one for each row of the table.

import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { METRICS, type MetricName, type MetricOf, type MetricRow, metricRows } from './metric-table.ts';

export type Labels = Readonly<Record<string, string>>;

export interface Instruments {
  count(name: MetricOf<'counter'>, labels: Labels, by?: number): void;
  observe(name: MetricOf<'histogram'>, labels: Labels, seconds: number): void;
  set(name: MetricOf<'gauge'>, labels: Labels, value: number): void;
  /** No sample stands until one is set again. */
  clear(name: MetricOf<'gauge'>): void;
}

type Instrument = Counter | Gauge | Histogram;

export function createInstruments(registry: Registry): Instruments {
  const all = new Map(metricRows().map((row) => [row.name, instrumentOf(row, registry)]));
  /** The table says which class stands under a name. */
  const of = <T extends Instrument>(name: MetricName): T => all.get(name) as T;
  return {
    count: (name, labels, by = 1) => of<Counter>(name).inc({ ...labels }, by),
    observe: (name, labels, seconds) => of<Histogram>(name).observe({ ...labels }, seconds),
    set: (name, labels, value) => of<Gauge>(name).set({ ...labels }, value),
    clear: (name) => void cleared(of<Gauge>(name), METRICS[name].labels.length === 0),
  };
}

function instrumentOf({ type, name, help, labels, buckets = [] }: MetricRow, registry: Registry): Instrument {
  const common = { name, help, labelNames: [...labels], registers: [registry] };
  switch (type) {
    case 'counter':
      return new Counter(common);
    case 'gauge':
      return cleared(new Gauge(common), labels.length === 0);
    case 'histogram':
      return new Histogram({ ...common, buckets: [...buckets] });
    default:
      return type satisfies never;
  }
}

/** A gauge without labels says 0 by itself, which would be a claim. */
function cleared(gauge: Gauge, isAlone: boolean): Gauge {
  gauge.reset();
  if (isAlone) gauge.remove();
  return gauge;
}
