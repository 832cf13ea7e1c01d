// Finds an etcd, or fetches Debian's into the cache: unpacked rather than installed, so that no service is started.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../../../tools/find-redis.js';
import { withLock } from '../../../tools/lock.js';
import { cacheBase } from './repository.ts';

const quiet = ['-q', '-o', 'APT::Sandbox::User=root'];

export function findEtcd(): string | undefined {
  const cached = join(folder(), 'usr/bin/etcd');
  return findProgram('etcd', process.env['PATH']) ?? (existsSync(cached) ? cached : undefined);
}

/** Fetching needs no root, but for the package lists of a bare image. */
export function ensureEtcd(say: (text: string) => void): string | undefined {
  const found = findEtcd();
  if (found ?? !findProgram('apt-get', process.env['PATH'])) return found;
  withLock(`${folder()}.lock`, say, () => {
    if (!findEtcd()) fetchPackage(say);
  });
  return findEtcd();
}

function fetchPackage(say: (text: string) => void): void {
  say('engine: fetching Debian’s etcd-server');
  const partial = `${folder()}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const fetched = download(partial) || (run('apt-get', [...quiet, 'update'], partial) && download(partial));
  const file = readdirSync(partial).find((name) => name.endsWith('.deb'));
  if (fetched && file) run('dpkg-deb', ['-x', file, folder()], partial);
  rmSync(partial, { recursive: true, force: true });
}

function download(cwd: string): boolean {
  return run('apt-get', [...quiet, 'download', 'etcd-server'], cwd);
}

function run(command: string, words: readonly string[], cwd: string): boolean {
  return spawnSync(command, words, { cwd, stdio: 'ignore' }).status === 0;
}

function folder(): string {
  return join(cacheBase(), 'etcd');
}
