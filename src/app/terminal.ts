// The modes of a terminal: doctor and halt, built from the same parts as the bot.

import type { ChaosObject } from '../chaos/cluster.ts';
import { loadKubeConfig } from '../chaos/kube-config.ts';
import { runDoctor } from '../cli/run-doctor.ts';
import { runHalt } from '../cli/run-halt.ts';
import type { ClusterAccess, Config } from '../config/config.ts';
import { loadClusterAccess } from '../config/load-config.ts';
import { createLatch } from '../halt/latch.ts';
import { RUN_LABEL, verifySeal } from '../halt/seal.ts';
import { policyFaults } from '../policy/policy-faults.ts';
import { createClusters } from './clusters.ts';
import { createHaltHome } from './halt-home.ts';
import { createParts } from './parts.ts';
import { signalFaults } from './signal-parts.ts';

interface Terminal {
  readonly home: string | undefined;
  readonly write: (text: string) => void;
}

const SYNC_MS = 5_000;

export interface DoctorAsked extends Terminal {
  readonly json: boolean;
  readonly as?: string;
}

/** The exit code. */
export async function doctorInTerminal(
  config: Config,
  { home, write, json, as }: DoctorAsked,
): Promise<number> {
  const quiet = { write: () => undefined };
  const { clusters, redis, doctor } = createParts({ config, testClock: false, home, logTo: quiet });
  clusters.start();
  await redis.connect().catch(() => undefined);
  await Promise.allSettled(clusters.all.map(({ cache }) => cache.whenSynced(AbortSignal.timeout(SYNC_MS))));
  const code = await runDoctor({
    doctor,
    people: config.people,
    json,
    write,
    ...(as === undefined ? {} : { as }),
  });
  await clusters.stop();
  await redis.close();
  return code;
}

export interface HaltAsked extends Terminal {
  readonly scope: string;
  readonly because: string;
  readonly by: string;
  /** As in the environment, comma separated; without them the run label must do: these are the operator's own rights. */
  readonly sealKeys: string | undefined;
}

/** Needs the clusters alone: no Slack, no Redis, no bot. The exit code. */
export async function haltInTerminal(access: ClusterAccess, asked: HaltAsked): Promise<number> {
  const clusters = createClusters({ config: access, home: asked.home, onFault: () => undefined });
  const latches = createLatch({ namespace: access.namespace });
  const keys = (asked.sealKeys ?? '').split(',').filter((key) => key !== '');
  const isOurs = (object: ChaosObject): boolean =>
    keys.length === 0 ? object.labels[RUN_LABEL] !== undefined : verifySeal(object, keys).ok;
  const homes = clusters.all.map(({ cluster }) => createHaltHome({ cluster, latches, isOurs }));
  const { scope, because, by, write } = asked;
  const code = await runHalt({ homes, scope, because, by, write, now: Date.now });
  await clusters.stop();
  return code;
}

/** A faultline.yaml for whoever has a kubeconfig and nothing else: its current cluster, the usual namespace. */
export function currentClusterOnly({
  kubeconfig,
  home,
  write,
}: Pick<Terminal, 'home' | 'write'> & { readonly kubeconfig: string | undefined }): string {
  const where = { ...(kubeconfig && { kubeconfig }), ...(home && { home }) };
  const context = loadKubeConfig(where).getCurrentContext();
  write(`There is no faultline.yaml here: the cluster of the kubeconfig's context ${context} is meant.\n`);
  const name = context
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '')
    .slice(0, 40);
  return `clusters: [{ name: ${JSON.stringify(name === '' ? 'current' : name)} }]\n`;
}

export function configureClusters(file: string, env: Readonly<Record<string, string | undefined>>) {
  return loadClusterAccess({ file, env, checkPolicy: policyFaults, checkSignals: signalFaults });
}
