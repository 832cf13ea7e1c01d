// The faultline.yaml a playground's bots read: the shop's own, with what this playground asks to be otherwise.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';

const signalsFile = new URL('shop/signals.yaml', import.meta.url);
const shopFile = new URL('shop/faultline.yaml', import.meta.url);

/** Top-level sections given here replace those of the shop's file, but for `slack`, which is merged. */
export type ConfigPatch = Readonly<Record<string, unknown>>;

export interface ConfigurationOptions {
  readonly mode: 'socket' | 'http';
  /** Where the shop's is, which is only known now; absent: it only sends. */
  readonly alertmanager?: string;
  readonly patch?: ConfigPatch | undefined;
  /** Address by cluster: every run is measured there. */
  readonly prometheus?: Readonly<Record<string, string>> | undefined;
  /** Absent: none is written down. */
  readonly grafana?: string | undefined;
}

export async function writeConfiguration(
  file: string,
  { mode, alertmanager, patch = {}, prometheus, grafana }: ConfigurationOptions,
): Promise<void> {
  const shop = parse(await readFile(shopFile, 'utf8')) as Record<string, object>;
  const slack = { ...shop['slack'], ...(patch['slack'] as object | undefined), mode };
  // It is written elsewhere, and its paths are meant from where the shop's file is.
  const templates = fileURLToPath(new URL(String(shop['templates']), shopFile));
  const alerts = withAddress(shop['alerts'] as ShopAlerts, alertmanager);
  const beside = { alerts, ...(await measured(prometheus)), ...(grafana && { grafana: { url: grafana } }) };
  await writeFile(file, stringify({ ...shop, templates, ...beside, ...patch, slack }));
}

interface ShopAlerts {
  readonly alertmanagers: readonly object[];
}

function withAddress(alerts: ShopAlerts, url: string | undefined): ShopAlerts {
  if (url === undefined) return alerts;
  return { ...alerts, alertmanagers: alerts.alertmanagers.map((one) => ({ ...one, url, silences: true })) };
}

async function measured(prometheus: ConfigurationOptions['prometheus']): Promise<object> {
  if (prometheus === undefined) return {};
  const servers = Object.entries(prometheus).map(([cluster, url]) => ({
    cluster,
    url,
    scrapeInterval: '1s',
  }));
  return { prometheus: servers, signals: parse(await readFile(signalsFile, 'utf8')) as object };
}
