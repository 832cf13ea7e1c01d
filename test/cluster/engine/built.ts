// Makes sure that the engine's programs are there: built once, by one process at a time.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { withLock } from '../../../tools/lock.js';
import { builtFolder } from './repository.ts';

const buildFile = fileURLToPath(new URL('build.ts', import.meta.url));

export function isBuilt(): boolean {
  return existsSync(builtFolder());
}

/** Throws when the build fails; what the build said stands on stderr by then. */
export function ensureBuilt(say: (text: string) => void): void {
  if (isBuilt()) return;
  const folder = builtFolder();
  withLock(`${folder}.lock`, say, () => {
    if (isBuilt()) return;
    const { status } = spawnSync(process.execPath, [buildFile, folder], { stdio: ['ignore', 2, 2] });
    if (status !== 0) throw new Error('the engine could not be built');
  });
}
