// Serves the files of the page, and nothing else of the disk.
import { readdir, readFile } from 'node:fs/promises';
import { extname } from 'node:path';

const folder = new URL('page/', import.meta.url);

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

export interface PageFile {
  readonly contentType: string;
  readonly content: Buffer;
}

export async function pageFile(path: string): Promise<PageFile | undefined> {
  const name = path === '/' ? 'index.html' : path.slice(1);
  const names = await readdir(folder);
  if (!names.includes(name)) return undefined;
  const contentType = contentTypes[extname(name)] ?? 'application/octet-stream';
  return { contentType, content: await readFile(new URL(name, folder)) };
}
