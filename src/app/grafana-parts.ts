// Grafana as the rest needs it: whom it is told of, and the dashboard of a run.

import type { GrafanaConfig } from '../config/config.ts';
import { dashboardOf } from '../runs/dashboard-link.ts';
import type { RunRecord } from '../runs/record.ts';
import { createGrafana, type Grafana } from '../signals/grafana.ts';

export interface GrafanaParts {
  /** undefined: nobody may write there. */
  readonly grafana: Grafana | undefined;
  readonly annotates: (record: RunRecord) => boolean;
  /** undefined: no dashboard knows it. */
  readonly dashboardOf: (record: RunRecord) => string | undefined;
}

export function createGrafanaParts(config: GrafanaConfig | undefined): GrafanaParts {
  const { url = '', dashboard, cluster, token } = config ?? {};
  const isKnown = ({ plan }: RunRecord): boolean =>
    cluster === undefined || cluster === plan.experiment.target.cluster;
  return {
    grafana: token && createGrafana({ url, token: token.reveal() }),
    annotates: (record) => token !== undefined && isKnown(record),
    dashboardOf: (record) =>
      dashboard !== undefined && isKnown(record) ? dashboardOf(record, { url, uid: dashboard }) : undefined,
  };
}
