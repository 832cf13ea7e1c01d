// Links to dashboards in Grafana that open at the time in question; https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/create-dashboard-url-variables/

import { faultBegan } from './fault-time.ts';
import { isEnded, type RunRecord } from './record.ts';

/** What came before and after is half of what one wants to see. */
const AROUND_MS = 10 * 60_000;

export interface DashboardPlace {
  /** Up to where `/d/` begins. */
  readonly url: string;
  readonly uid: string;
}

/** `to`: absent for what goes on. Grafana ignores variables that the dashboard does not have. */
export function dashboardLink(
  { url, uid }: DashboardPlace,
  from: number,
  to: number | undefined,
  variables: Readonly<Record<string, string>>,
): string {
  const link = new URL(`d/${encodeURIComponent(uid)}`, url.endsWith('/') ? url : `${url}/`);
  const range = { from: String(from), to: to === undefined ? 'now' : String(to) };
  for (const [name, value] of Object.entries(range)) link.searchParams.set(name, value);
  for (const [name, value] of Object.entries(variables)) link.searchParams.set(`var-${name}`, value);
  return link.href;
}

/** Around the fault, else around the request. */
export function dashboardOf(record: RunRecord, place: DashboardPlace): string {
  const { cluster, namespace } = record.plan.experiment.target;
  const from = (faultBegan(record) ?? record.createdAt) - AROUND_MS;
  const to = isEnded(record.phase) ? record.since + AROUND_MS : undefined;
  return dashboardLink(place, from, to, { cluster, namespace, run: record.id });
}

/** A link to a dashboard of some Grafana that says no time shows the last hours, whenever it is opened. */
export function withRange(link: string, at: number): string {
  const url = URL.parse(link);
  if (url === null || !/\/d(-solo)?\/[\w-]+/u.test(url.pathname) || url.searchParams.has('from')) return link;
  url.searchParams.set('from', String(at - AROUND_MS));
  url.searchParams.set('to', 'now');
  return url.href;
}
