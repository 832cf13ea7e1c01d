// The dashboard under manifests/, as far as tests look at it.

import { readFileSync } from 'node:fs';
import { MANIFESTS } from './read-manifests.ts';

export interface Target {
  readonly expr: string;
  readonly datasource: { readonly uid: string };
}

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly type: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly Target[];
}

export interface Dashboard {
  readonly uid: string;
  readonly schemaVersion: number;
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly type: string }[] };
  readonly annotations: {
    readonly list: readonly { readonly target?: { readonly tags?: readonly string[] } }[];
  };
}

export function dashboard(): Dashboard {
  return JSON.parse(readFileSync(`${MANIFESTS}monitoring/grafana-dashboard.json`, 'utf8')) as Dashboard;
}

/** Those that show data. */
export function panels(): readonly (Panel & { readonly targets: readonly Target[] })[] {
  return dashboard().panels.flatMap((panel) =>
    panel.targets === undefined ? [] : [{ ...panel, targets: panel.targets }],
  );
}

/** As Grafana fills it in before it asks. */
export function filled(expr: string, job: string): string {
  return expr.replaceAll('$__rate_interval', '1m').replaceAll('$job', job);
}
