// The last words of the bots, from the files that keep them.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export async function tailOf(folder: string, lines: number): Promise<string> {
  const names = await readdir(folder).catch(() => []);
  const parts = names.map(async (name) => {
    const text = await readFile(join(folder, name), 'utf8');
    return `${name}:\n${text.trimEnd().split('\n').slice(-lines).join('\n')}`;
  });
  return (await Promise.all(parts)).join('\n');
}
