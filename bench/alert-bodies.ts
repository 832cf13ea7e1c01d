// A thousand open runs and the alerts of a flood: which share of them belongs to a run is a number.
import type { Alert } from '../src/alerts/alert.ts';
import type { Scope } from '../src/alerts/scope.ts';
import { NO_CONTRACT } from '../src/chaos/alert-contract.ts';

export const RUNS = 1_000;
export const TOKEN = 'a-token-for-the-bench-alone';
export const PATH = '/hooks/alertmanager/main';
const NAMESPACES = 50;

/** Twenty runs in each namespace, each with a workload of its own. */
export function scopes(): readonly Scope[] {
  return Array.from({ length: RUNS }, (_, index) => {
    const namespace = `team-${index % NAMESPACES}`;
    const name = `app-${index}`;
    const pods = ['a', 'b', 'c'].map((pod) => `${namespace}/${name}-7d9f8-${pod}`);
    return {
      ...{ run: `r-${index}`, cluster: 'staging', namespaces: new Set([namespace]) },
      ...{
        workloads: new Set([`${namespace}/${name}`]),
        pods: new Set(pods),
        nodes: new Set([`node-${index % 30}`]),
      },
      dependants: new Map(),
      contract: NO_CONTRACT,
      doing: () => 'during',
    };
  });
}

/** `share`: of them that belong to runs, 0 to 1. What matches nothing is of other teams. */
export function alerts(count: number, share: number, round = 0): readonly Alert[] {
  return Array.from({ length: count }, (_, index) => {
    const isOurs = index % 100 < share * 100;
    const app = (index * 7 + round) % RUNS;
    const namespace = isOurs ? `team-${app % NAMESPACES}` : `other-${index % 500}`;
    const labels = {
      ...{
        alertname: 'RequestErrorsHigh',
        cluster: 'staging',
        severity: 'page',
        prometheus: 'monitoring/k8s',
      },
      ...{ namespace, deployment: `app-${app}`, pod: `app-${app}-7d9f8-a`, container: 'app', job: 'kubelet' },
    };
    return {
      ...{ fingerprint: `${round}-${index}`, name: 'RequestErrorsHigh', status: 'firing' as const, labels },
      ...{ startsAt: 1_767_610_830_000, sender: 'main', summary: 'more than 5 % of requests fail' },
    };
  });
}

/** As Alertmanager sends them, ten in a group. */
export function bodies(count: number, share: number): readonly string[] {
  return Array.from({ length: count }, (_, round) =>
    JSON.stringify({
      ...{ version: '4', groupKey: '{}', truncatedAlerts: 0, status: 'firing', receiver: 'faultline' },
      ...{
        groupLabels: {},
        commonLabels: {},
        commonAnnotations: {},
        externalURL: 'http://alertmanager:9093',
      },
      alerts: alerts(100, share, round)
        .filter((_alert, index) => index % 10 === round % 10)
        .map(({ fingerprint, labels, summary }) => ({
          ...{
            status: 'firing',
            labels,
            annotations: { summary, runbook_url: 'https://runbooks.example/errors' },
          },
          ...{ startsAt: '2026-01-05T11:00:30Z', endsAt: '0001-01-01T00:00:00Z', fingerprint },
          generatorURL: 'http://prometheus:9090/graph?g0.expr=errors',
        })),
    }),
  );
}
