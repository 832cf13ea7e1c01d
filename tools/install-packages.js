// Installs packages of the system where that can be done without asking: by apt-get as root, or by brew.
import { spawnSync } from 'node:child_process';
import { findProgram } from './find-redis.js';

/**
 * @param {{ apt: readonly string[], brew: readonly string[] }} packages
 * @param {() => boolean} isReady
 * @param {(line: string) => void} say
 * @returns {string | undefined} why they are not there now
 */
export function installPackages(packages, isReady, say) {
  const installer = installerOf(packages);
  if (!installer) return 'neither apt-get (as root) nor brew is here to install it';
  say(`Installing ${packages.apt.join(' and ')} (${installer.name}) …`);
  for (const command of installer.commands) if (run(command) && isReady()) return undefined;
  return `${installer.name} did not bring it`;
}

/**
 * @param {{ apt: readonly string[], brew: readonly string[] }} packages
 * @returns {{ name: string, commands: string[][] } | undefined}
 */
function installerOf({ apt, brew }) {
  const path = process.env['PATH'];
  const asRoot = rootPrefix();
  if (asRoot && findProgram('apt-get', path)) return { name: 'apt-get', commands: aptCommands(asRoot, apt) };
  if (findProgram('brew', path)) return { name: 'brew', commands: [['brew', 'install', '--quiet', ...brew]] };
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
 * @param {readonly string[]} names
 */
function aptCommands(asRoot, names) {
  const quiet = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', '-o', 'DPkg::Lock::Timeout=180'];
  const apt = [...asRoot, ...quiet];
  const install = [...apt, 'install', '-y', '--no-install-recommends', ...names];
  return [install, [...apt, 'update'], install];
}

/** @param {string[]} command */
function run([program = '', ...words]) {
  return spawnSync(program, words, { stdio: 'ignore' }).status === 0;
}
