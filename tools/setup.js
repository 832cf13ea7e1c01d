// Makes a fresh checkout ready to run: dependencies as locked, and a redis-server. Any Node from 18 on; silent when done.
import { spawnSync } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dependenciesAreReady, installDependencies } from './dependencies.js';
import { findProgram, findRedis } from './find-redis.js';
import { withLock } from './lock.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** @param {string} text */
const say = (text) => process.stderr.write(`${text}\n`);

const redisIsReady = () => Boolean(process.env['REDIS_URL']) || findRedis(process.env['PATH']) !== undefined;

try {
  if (!dependenciesAreReady(root) || !redisIsReady())
    withLock(resolve(root, '.cache/setup.lock'), say, setUp);
} catch (error) {
  say(`Set-up failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

function setUp() {
  if (!dependenciesAreReady(root)) installDependencies(root, say);
  if (!redisIsReady()) installRedis();
}

function installRedis() {
  const installer = redisInstaller();
  if (!installer) throw new Error(cure('neither apt-get (as root) nor brew is here to install it'));
  say(`Installing redis-server (${installer.name}) …`);
  for (const command of installer.commands) if (run(command) && redisIsReady()) return;
  throw new Error(cure(`${installer.name} did not bring it`));
}

/** @returns {{ name: string, commands: string[][] } | undefined} */
function redisInstaller() {
  const path = process.env['PATH'];
  const asRoot = rootPrefix();
  if (asRoot && findProgram('apt-get', path)) return { name: 'apt-get', commands: aptCommands(asRoot) };
  if (findProgram('brew', path)) return { name: 'brew', commands: [['brew', 'install', '--quiet', 'redis']] };
  return undefined;
}

/** @returns {string[] | undefined} what to put before a command so that it runs as root, if that is possible */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  const sudo = ['sudo', '-n'];
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? sudo : undefined;
}

/**
 * Installs from the lists at hand first: an update takes longer and is needed only on a bare image.
 * @param {string[]} asRoot
 */
function aptCommands(asRoot) {
  const apt = [
    ...asRoot,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-q',
    '-o',
    'DPkg::Lock::Timeout=180',
  ];
  const install = [...apt, 'install', '-y', '--no-install-recommends', 'redis-server'];
  return [install, [...apt, 'update'], install];
}

/** @param {string[]} command */
function run([program = '', ...words]) {
  const result = spawnSync(program, words, { stdio: ['ignore', 'ignore', 'ignore'] });
  return result.status === 0;
}

/** @param {string} why */
function cure(why) {
  return `a redis-server (6.2 or newer) is needed and ${why}: install it, or set REDIS_URL to one that is running.`;
}
