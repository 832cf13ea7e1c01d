// kubectl as a process, where there is one.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Kubectl {
  /** As it calls itself. */
  readonly version: string;
  create(file: string): Promise<void>;
  /** GET of a path, printed by kubectl. */
  get(path: string): Promise<void>;
}

export interface KubectlOptions {
  readonly kubeconfig: string;
  readonly context: string;
  /** Its cache of discovery, which a person at a terminal has as well. */
  readonly cache: string;
}

/** undefined: this machine has none. */
export async function findKubectl({
  kubeconfig,
  context,
  cache,
}: KubectlOptions): Promise<Kubectl | undefined> {
  const env = { PATH: process.env['PATH'], HOME: cache, KUBECACHEDIR: cache };
  const where = ['--kubeconfig', kubeconfig, '--context', context];
  const said = await run('kubectl', ['version', '--client', '-o', 'json'], { env }).catch(() => undefined);
  if (!said) return undefined;
  const { clientVersion } = JSON.parse(said.stdout) as { clientVersion: { gitVersion: string } };
  const most = { env, maxBuffer: 256 * 1024 * 1024 };
  return {
    version: clientVersion.gitVersion,
    create: async (file) => void (await run('kubectl', [...where, 'create', '-f', file], { env })),
    get: async (path) => void (await run('kubectl', [...where, 'get', '--raw', path], most)),
  };
}
