// One kubeconfig with a context per sandbox cluster, for kubectl and for the bot.

import { stringify } from 'yaml';
import { tokenPath } from './api/token-path.ts';

export interface KubeconfigCluster {
  readonly name: string;
  readonly url: string;
  readonly token: string;
}

export interface KubeconfigOptions {
  readonly clusters: readonly KubeconfigCluster[];
  /** What the users are called in the file; the cluster's name is appended. */
  readonly user: string;
}

export function kubeconfigFor({ clusters, user }: KubeconfigOptions): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': clusters[0]?.name ?? '',
    // client-node refuses plain http unless verification is off; kubectl sends no bearer token over plain
    // http, so the sandbox takes the token from the address as well.
    clusters: clusters.map(({ name, url, token }) => ({
      name,
      cluster: { server: `${url}${tokenPath(token)}`, 'insecure-skip-tls-verify': true },
    })),
    users: clusters.map(({ name, token }) => ({ name: `${user}-${name}`, user: { token } })),
    contexts: clusters.map(({ name }) => ({ name, context: { cluster: name, user: `${user}-${name}` } })),
  });
}
