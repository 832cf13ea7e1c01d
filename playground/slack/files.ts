// Files on their way into the workspace: a place to upload to, the bytes, then shared or used in a block.

import type { Clock } from '../clock.ts';
import type { NewId } from './ids.ts';
import { compact, type Json } from './json.ts';

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  readonly owner: string;
  readonly altText?: string | undefined;
  readonly created: number;
  title: string;
  bytes?: Buffer;
  complete: boolean;
  /** Channel id to the messages the file is shared in. */
  readonly shares: Map<string, string[]>;
}

export interface Files {
  reserve(file: { name: string; length: number; owner: string; altText?: string | undefined }): StoredFile;
  receive(id: string, bytes: Buffer): boolean;
  find(id: string): StoredFile | undefined;
  share(file: StoredFile, channel: string, ts: string): void;
}

export function createFiles({ clock, newId }: { clock: Clock; newId: NewId }): Files {
  const files = new Map<string, StoredFile>();
  return {
    reserve(wanted) {
      const id = newId('F');
      const created = Math.floor(clock.now() / 1000);
      const file = { ...wanted, id, created, title: wanted.name, complete: false, shares: new Map() };
      files.set(id, file);
      return file;
    },
    receive(id, bytes) {
      const file = files.get(id);
      if (file === undefined || file.complete || bytes.length !== file.length) return false;
      file.bytes = bytes;
      return true;
    },
    find: (id) => files.get(id),
    share(file, channel, ts) {
      file.shares.set(channel, [...(file.shares.get(channel) ?? []), ts]);
    },
  };
}

export function fileObject(file: StoredFile, baseUrl: string): Json {
  const shared = [...file.shares].map(([channel, stamps]) => [channel, stamps.map((ts) => ({ ts }))]);
  return compact({
    id: file.id,
    name: file.name,
    title: file.title,
    user: file.owner,
    size: file.length,
    created: file.created,
    mimetype: mimeOf(file.name),
    filetype: file.name.split('.').at(-1),
    alt_txt: file.altText,
    url_private: `${baseUrl}files/${file.id}`,
    url_private_download: `${baseUrl}files/${file.id}`,
    permalink: `${baseUrl}files/${file.id}`,
    shares: { public: Object.fromEntries(shared) },
    channels: [...file.shares.keys()],
  });
}

const MIME: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  yaml: 'text/plain',
  json: 'application/json',
};

export function mimeOf(name: string): string {
  return MIME[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}
