// The private network the engine lives in: addresses of its own, nothing to the outside, and an end that nobody escapes.
import { spawnSync } from 'node:child_process';
import { networkInterfaces } from 'node:os';

/** The machine itself. EndpointSlices refuse loopback addresses; these are for documentation (RFC 5737). */
export const hostAddress = '192.0.2.10';

const enter = ['--map-root-user', '--net', '--pid', '--fork', '--kill-child'];
// The /24 makes every address of it local, so each node of the cluster has one of its own.
const bringUp = `ip link set lo up && ip addr add ${hostAddress}/24 dev lo`;
const proxies = ['http_proxy', 'https_proxy', 'no_proxy', 'all_proxy'];

/**
 * The words that run a command inside, as root of the new namespaces; works for ordinary users too. The shell stays as
 * the first process: it takes in the orphans, and with it the kernel ends whatever runs inside.
 * @param exitFile gets the command's exit code
 */
export function insideNamespace(command: readonly string[], exitFile: string): readonly string[] {
  const script = `${bringUp} && "$@"; echo $? > '${exitFile}'`;
  return ['unshare', ...enter, 'sh', '-c', script, 'sh', ...command];
}

export function canEnterNamespace(): boolean {
  return spawnSync('unshare', [...enter, 'sh', '-c', bringUp], { stdio: 'ignore' }).status === 0;
}

export function isInsideNamespace(): boolean {
  return Object.values(networkInterfaces())
    .flat()
    .some((one) => one?.address === hostAddress);
}

/** Nothing outside can be reached from within, a proxy least of all. */
export function withoutProxies(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !proxies.includes(name.toLowerCase())));
}
