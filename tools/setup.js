// Makes a fresh checkout ready to run: dependencies as locked, and a redis-server. Any Node from 18 on; silent when done.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dependenciesAreReady, installDependencies } from './dependencies.js';
import { findRedis } from './find-redis.js';
import { installPackages } from './install-packages.js';
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
  const packages = { apt: ['redis-server'], brew: ['redis'] };
  const why = installPackages(packages, redisIsReady, say);
  if (why !== undefined)
    throw new Error(
      `a redis-server (6.2 or newer) is needed and ${why}: install it, or set REDIS_URL to one that is running.`,
    );
}
