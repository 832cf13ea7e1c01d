// A folder of etcd with everything in it that every test begins with, made once and copied for each start.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeCertificates } from './certificates.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { installObjects, sceneObjects, workloadsAvailable } from './objects.ts';
import { apiUrl, webhookUrl } from './plans.ts';
import { builtFolder } from './repository.ts';

export interface PreparedEtcd {
  readonly data: string;
  /** What is in etcd was signed with these, so they belong together. */
  readonly certificates: string;
}

/** Raised when what is prepared changes otherwise than by its objects. */
const version = 1;
const stages = new URL('kwok.yaml', import.meta.url);

export async function preparedEtcd(): Promise<PreparedEtcd> {
  const folder = join(builtFolder(), `prepared-${keyOfScene()}`);
  if (!existsSync(folder)) await prepare(folder);
  return { data: join(folder, 'etcd'), certificates: join(folder, 'certificates') };
}

export async function copyEtcd({ data }: PreparedEtcd, to: string): Promise<void> {
  await cp(data, to, { recursive: true });
}

function keyOfScene(): string {
  const hash = createHash('sha256').update(JSON.stringify([version, apiUrl, webhookUrl, sceneObjects()]));
  return hash.update(readFileSync(stages)).digest('hex').slice(0, 16);
}

/** Two may prepare at once; who comes second throws theirs away. */
async function prepare(folder: string): Promise<void> {
  mkdirSync(builtFolder(), { recursive: true });
  const partial = await mkdtemp(`${folder}.`);
  try {
    const cluster = await startFromNothing(partial);
    await cluster.stop();
    await rename(partial, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** Certificates, an empty etcd, and everything up to the last pod; all of it lies in this folder. */
export async function startFromNothing(folder: string): Promise<Cluster> {
  const certificates = makeCertificates(join(folder, 'certificates'));
  const cluster = await startCluster(folder, certificates);
  try {
    await installObjects(cluster.api, { url: webhookUrl, ca: certificates.ca });
    await workloadsAvailable(cluster.api);
    return cluster;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}
