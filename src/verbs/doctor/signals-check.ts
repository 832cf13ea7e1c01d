// Whether each cluster's Prometheus would answer queries now; without it runs that are measured do not start.

import type { Prometheus } from '../../signals/prometheus.ts';
import { broken, type Check, fine } from './check.ts';

export interface SignalsCheckPorts {
  /** By cluster. */
  readonly prometheus: ReadonlyMap<string, { readonly prometheus: Pick<Prometheus, 'ready'> }>;
  /** How many signals are measured beside every run. */
  readonly signals: number;
}

const AREA = 'signals';

export function signalsChecks({ prometheus, signals }: SignalsCheckPorts): readonly Check[] {
  return [...prometheus].map(([cluster, source]) => ({
    area: AREA,
    subject: `the Prometheus of ${cluster}`,
    run: async (abort: AbortSignal) => {
      const silent = await source.prometheus.ready(abort);
      const measured = `${signals} ${signals === 1 ? 'signal is' : 'signals are'} measured beside every run`;
      if (silent === undefined) return [fine(AREA, `The Prometheus of ${cluster} answers; ${measured}.`)];
      const what = `The Prometheus of ${cluster} gives no answer: ${silent.sentence}`;
      const cure =
        'Look at its `url` and PROMETHEUS_AUTHORIZATION; runs that are measured there do not start.';
      return [broken(AREA, what, cure)];
    },
  }));
}
