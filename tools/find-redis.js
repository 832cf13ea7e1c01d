// Finds a redis-server on this machine, in the PATH and in the places installers use outside it.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const usualFolders = [
  '/usr/bin',
  '/usr/local/bin',
  '/usr/sbin',
  '/opt/homebrew/bin',
  '/home/linuxbrew/.linuxbrew/bin',
];

/**
 * @param {string | undefined} path the PATH to look through
 * @returns {string | undefined} the absolute path of redis-server
 */
export function findRedis(path) {
  return findProgram('redis-server', path, usualFolders);
}

/**
 * @param {string} name
 * @param {string | undefined} path
 * @param {readonly string[]} [more] folders tried after those of the PATH
 * @returns {string | undefined}
 */
export function findProgram(name, path, more = []) {
  const folders = [...(path ?? '').split(delimiter).filter(Boolean), ...more];
  return folders.map((folder) => join(folder, name)).find(canRun);
}

/** @param {string} file */
function canRun(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
