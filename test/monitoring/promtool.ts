// promtool, which comes with Prometheus: its exit code and its words.

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../../tools/find-redis.js';

export interface Said {
  readonly ok: boolean;
  readonly words: string;
}

export function promtool(...words: readonly string[]): Promise<Said> {
  const path = findProgram('promtool', process.env['PATH'], ['/usr/bin', '/usr/local/bin']);
  if (path === undefined) throw new Error("no promtool on this machine: Debian's package prometheus has it");
  return new Promise((resolve) => {
    execFile(path, [...words], (error, out, err) => resolve({ ok: error === null, words: `${out}\n${err}` }));
  });
}

/** The same, with a file of this text as its last word. */
export async function promtoolOn(text: string, ...words: readonly string[]): Promise<Said> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-promtool-'));
  try {
    const file = join(folder, 'given.yml');
    await writeFile(file, text);
    return await promtool(...words, file);
  } finally {
    await rm(folder, { recursive: true });
  }
}
