// Keeps node_modules level with package-lock.json, and knows quickly when it already is.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @typedef {{ packages?: Record<string, { version?: string, optional?: boolean, peer?: boolean }> }} Lock */

/** @param {string} root */
const stampFile = (root) => join(root, 'node_modules', '.faultline-lock');

/** @param {string} root */
const nodeFile = (root) => join(root, 'node_modules', '.bin', 'node');

/** @param {string} root */
function lockHash(root) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/** @param {string} root */
export function dependenciesAreReady(root) {
  if (!existsSync(nodeFile(root))) return false;
  const hash = lockHash(root);
  if (existsSync(stampFile(root)) && readFileSync(stampFile(root), 'utf8') === hash) return true;
  if (!installedMatchesLock(root)) return false;
  writeFileSync(stampFile(root), hash);
  return true;
}

/**
 * After an `npm install` by hand everything is in place already; npm keeps what it installed in a lock of its own.
 * @param {string} root
 */
function installedMatchesLock(root) {
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  const wanted = packagesOf(join(root, 'package-lock.json'));
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    const here = installed[path];
    return here ? here.version === version : optional === true;
  });
}

/** @param {string} file */
function packagesOf(file) {
  if (!existsSync(file)) return {};
  /** @type {Lock} */
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  return lock.packages ?? {};
}

/**
 * @param {string} root
 * @param {(text: string) => void} say
 */
export function installDependencies(root, say) {
  say('Installing dependencies (npm ci) …');
  npm(root, ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  // Where install scripts are switched off, the Node that npm brings lacks its last step.
  if (!existsSync(nodeFile(root)))
    npm(root, ['rebuild', 'node', '--ignore-scripts=false', '--foreground-scripts']);
  if (!existsSync(nodeFile(root))) throw new Error('npm ci ran, but node_modules/.bin/node is missing.');
  writeFileSync(stampFile(root), lockHash(root));
}

/**
 * npm itself must not run on the Node inside node_modules: it deletes that folder first.
 * @param {string} root
 * @param {string[]} words
 */
function npm(root, words) {
  const inside = join(root, 'node_modules');
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.startsWith(inside));
  const env = { ...process.env, PATH: path.join(delimiter) };
  const result = spawnSync('npm', words, { cwd: root, env, stdio: ['ignore', 2, 2] });
  if (result.status !== 0)
    throw new Error(`npm ${words[0]} did not succeed (${result.error?.message ?? result.status}).`);
}
