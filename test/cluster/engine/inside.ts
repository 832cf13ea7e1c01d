// Runs a command inside the network the engine lives in, once everything it needs is there; ends all of it afterwards.
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWarded } from '../../../playground/ward.ts';
import { ensureBuilt } from './built.ts';
import { insideNamespace, withoutProxies } from './namespace.ts';
import { root } from './repository.ts';
import { missingRequirements } from './requirements.ts';

export type Say = (text: string) => void;

/** True once the engine is built and can be entered; else what is missing has been said. */
export function engineIsReady(say: Say): boolean {
  const lacks = missingRequirements(say);
  for (const sentence of lacks) say(`engine: ${sentence}`);
  if (lacks.length === 0) ensureBuilt(say);
  return lacks.length === 0;
}

/** Resolves with the command's exit code; its words go to stdout. Temporary files end with it. */
export async function runInside(command: readonly string[]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-cluster-'));
  const exitFile = join(folder, 'exit-code');
  // Whatever ends this process, the ward ends what runs inside and removes every file that was made for it.
  const inside = await startWarded({
    command: insideNamespace(command, exitFile),
    env: { ...withoutProxies(process.env), TMPDIR: folder },
    cwd: root,
    remove: folder,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void inside.end());
  inside.output.pipe(process.stdout);
  await inside.exited;
  const code = existsSync(exitFile) ? Number(readFileSync(exitFile, 'utf8')) : 1;
  await inside.end();
  return code;
}
