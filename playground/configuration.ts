// The faultline.yaml a playground's bots read: the shop's own, with what this playground asks to be otherwise.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';

const shopFile = new URL('shop/faultline.yaml', import.meta.url);

/** Top-level sections given here replace those of the shop's file, but for `slack`, which is merged. */
export type ConfigPatch = Readonly<Record<string, unknown>>;

export interface ConfigurationOptions {
  readonly mode: 'socket' | 'http';
  readonly patch?: ConfigPatch | undefined;
  /** Absent: none is written down. */
  readonly grafana?: string | undefined;
}

export async function writeConfiguration(
  file: string,
  { mode, patch = {}, grafana }: ConfigurationOptions,
): Promise<void> {
  const shop = parse(await readFile(shopFile, 'utf8')) as Record<string, object>;
  const slack = { ...shop['slack'], ...(patch['slack'] as object | undefined), mode };
  // It is written elsewhere, and its paths are meant from where the shop's file is.
  const templates = fileURLToPath(new URL(String(shop['templates']), shopFile));
  await writeFile(
    file,
    stringify({ ...shop, ...(grafana && { grafana: { url: grafana } }), templates, ...patch, slack }),
  );
}
