// Finds Debian's chromium on this machine, in the PATH and in the places installers use outside it.
import { findProgram } from './find-redis.js';

/**
 * @param {string | undefined} path the PATH to look through
 * @returns {string | undefined}
 */
export function findChromium(path) {
  return findProgram('chromium', path, ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin']);
}
