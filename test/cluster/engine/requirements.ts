// What this machine lacks to run the engine, each with the way to get it.
import { findProgram } from '../../../tools/find-redis.js';
import { isBuilt } from './built.ts';
import { ensureEtcd } from './etcd-program.ts';
import { canEnterNamespace } from './namespace.ts';

type Say = (text: string) => void;

/** Sentences; none means that everything is here. Fetches etcd where that is possible. */
export function missingRequirements(say: Say): readonly string[] {
  const lacks = [linux(), goToolchain(), openssl(), namespace(), etcd(say)];
  return lacks.filter((sentence) => sentence !== undefined);
}

function linux(): string | undefined {
  return process.platform === 'linux'
    ? undefined
    : 'Linux is needed: run it in a Linux machine or container.';
}

function goToolchain(): string | undefined {
  if (isBuilt() || has('go')) return undefined;
  return 'Go 1.26 or newer is needed to build the engine once: install it from https://go.dev/dl and put it in the PATH.';
}

function openssl(): string | undefined {
  return has('openssl') ? undefined : 'openssl is needed for the certificates: apt-get install openssl.';
}

function namespace(): string | undefined {
  const tools = ['unshare', 'ip'].filter((name) => !has(name));
  if (tools.length > 0) return `${tools.join(' and ')} is missing: apt-get install util-linux iproute2.`;
  if (canEnterNamespace()) return undefined;
  return (
    'A network namespace of one’s own is needed and this user may not make one: run as root, allow it ' +
    '(sysctl kernel.unprivileged_userns_clone=1, kernel.apparmor_restrict_unprivileged_userns=0), or start the ' +
    'container with --security-opt seccomp=unconfined.'
  );
}

function etcd(say: Say): string | undefined {
  if (ensureEtcd(say)) return undefined;
  return 'etcd 3.4 or newer is needed and could not be fetched: apt-get install etcd-server, or put etcd in the PATH.';
}

function has(name: string): boolean {
  return findProgram(name, process.env['PATH'], ['/usr/sbin', '/sbin']) !== undefined;
}
