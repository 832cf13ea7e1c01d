// Finds a cluster's address and credentials as kubectl does: flag, KUBECONFIG, in-cluster, home.

import { accessSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';

interface Where {
  /** A path from the command line or configuration; wins over everything. */
  readonly path?: string;
  /** The value of KUBECONFIG: one path or several, merged. */
  readonly kubeconfig?: string;
  readonly home?: string;
  /** Folder with the pod's service account; replaced in tests. */
  readonly serviceAccountRoot?: string;
}

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Throws with the places that were looked at when there is no configuration anywhere. */
export function loadKubeConfig(where: Where): KubeConfig {
  if (where.path !== undefined) return fromFiles([where.path]);
  const listed = (where.kubeconfig ?? '').split(delimiter).filter((path) => path !== '' && isReadable(path));
  if (listed.length > 0) return fromFiles(listed);
  if (isReadable(join(where.serviceAccountRoot ?? SERVICE_ACCOUNT, 'token'))) return inCluster();
  const homeFile = join(where.home ?? '', '.kube', 'config');
  if (where.home !== undefined && isReadable(homeFile)) return fromFiles([homeFile]);
  throw new Error(
    `no kubeconfig: none given, KUBECONFIG is “${where.kubeconfig ?? ''}”, not in a pod, no ${homeFile}`,
  );
}

/** The same configuration seen through one of its contexts. Throws when there is none of that name. */
export function inContext(config: KubeConfig, context: string = config.getCurrentContext()): KubeConfig {
  if (config.getContextObject(context) === null) {
    const names = config.getContexts().map((known) => known.name);
    throw new Error(`the kubeconfig has no context “${context}”; it has ${names.join(', ') || 'none'}`);
  }
  const copy = new KubeConfig();
  copy.loadFromOptions({
    clusters: config.clusters,
    users: config.users,
    contexts: config.contexts,
    currentContext: context,
  });
  return copy;
}

function fromFiles(paths: readonly string[]): KubeConfig {
  const [first, ...others] = paths.map((path) => {
    const config = new KubeConfig();
    config.loadFromFile(path);
    return config;
  });
  const merged = first ?? new KubeConfig();
  // As kubectl merges: the first file that says something wins.
  for (const other of others) addMissing(merged, other);
  return merged;
}

function addMissing(merged: KubeConfig, other: KubeConfig): void {
  for (const cluster of other.clusters)
    if (merged.getCluster(cluster.name) === null) merged.addCluster(cluster);
  for (const user of other.users) if (merged.getUser(user.name) === null) merged.addUser(user);
  for (const context of other.contexts) {
    if (merged.getContextObject(context.name) === null) merged.addContext(context);
  }
  if (!merged.getCurrentContext()) merged.setCurrentContext(other.getCurrentContext());
}

function inCluster(): KubeConfig {
  const config = new KubeConfig();
  config.loadFromCluster();
  return config;
}

function isReadable(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}
