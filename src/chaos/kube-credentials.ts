// What every request to a cluster needs: address, headers that say who the bot is, and TLS material.

import type { RequestOptions } from 'node:https';
import type { ConnectionOptions } from 'node:tls';
import type { KubeConfig } from '@kubernetes/client-node';

export interface Credentials {
  readonly server: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: Pick<
    ConnectionOptions,
    'ca' | 'cert' | 'key' | 'pfx' | 'passphrase' | 'rejectUnauthorized' | 'servername'
  >;
}

// Files and exec plugins are asked again this often, so that rotated tokens are picked up.
const FRESH_MS = 10_000;

export interface CredentialSource {
  /** Cached for ten seconds. */
  current(): Promise<Credentials>;
  /** After a 401: the next request asks again. */
  forget(): void;
}

export function createCredentialSource(config: KubeConfig, monotonic: () => number): CredentialSource {
  let kept: { readonly at: number; readonly value: Promise<Credentials> } | undefined;
  return {
    current() {
      if (kept === undefined || monotonic() - kept.at > FRESH_MS) {
        const value = read(config);
        kept = { at: monotonic(), value };
        value.catch(() => {
          kept = undefined;
        });
      }
      return kept.value;
    },
    forget() {
      kept = undefined;
    },
  };
}

async function read(config: KubeConfig): Promise<Credentials> {
  const cluster = config.getCurrentCluster();
  if (cluster === null) throw new Error(`context “${config.getCurrentContext()}” names no cluster`);
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  const { ca, cert, key, pfx, passphrase, rejectUnauthorized, servername } = options;
  const tls = { ca, cert, key, pfx, passphrase, rejectUnauthorized, servername };
  const basic: Record<string, string> = options.auth
    ? { Authorization: `Basic ${Buffer.from(options.auth).toString('base64')}` }
    : {};
  const said = Object.entries(options.headers ?? {}).map(([name, value]) => [name, String(value)]);
  return {
    server: cluster.server.replace(/\/+$/u, ''),
    headers: { ...basic, ...Object.fromEntries(said) },
    tls: Object.fromEntries(Object.entries(tls).filter((entry) => entry[1] !== undefined)),
  };
}
