// Reads a request's body into fields: JSON, a form, or the one file of a multipart upload.

import type { IncomingMessage } from 'node:http';
import { type Json, objectOf, parseJson } from './json.ts';

export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export function fieldsOf(bytes: Buffer, contentType: string, query: URLSearchParams): Json {
  const text = bytes.toString();
  const given = contentType.includes('json')
    ? objectOf(parseJson(text))
    : Object.fromEntries(new URLSearchParams(text));
  return { ...Object.fromEntries(query), ...given };
}

/** The file inside: the SDK sends multipart with one part, others may send the bytes as they are. */
export async function uploadedBytes(bytes: Buffer, contentType: string): Promise<Buffer> {
  if (!contentType.startsWith('multipart/form-data')) return bytes;
  const form = await new Response(new Uint8Array(bytes), {
    headers: { 'content-type': contentType },
  }).formData();
  for (const part of form.values())
    if (typeof part !== 'string') return Buffer.from(await part.arrayBuffer());
  return Buffer.alloc(0);
}
