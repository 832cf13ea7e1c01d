// Reads a Kubernetes request line: which verb on which resource, in which namespace, under which name.

import type { IncomingMessage } from 'node:http';
import { splitTokenPath } from './token-path.ts';

export interface RequestInfo {
  readonly verb: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly isResource: boolean;
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

const VERBS: Readonly<Record<string, string>> = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
  HEAD: 'get',
};

// Under these names a namespace's path goes on with a part of the namespace itself.
const NAMESPACE_PARTS = ['status', 'finalize'];

function verbOf(method: string, query: URLSearchParams, name: string): string {
  if (method === 'DELETE' && name === '') return 'deletecollection';
  if (method !== 'GET') return VERBS[method] ?? method.toLowerCase();
  const isWatch = ['true', '1'].includes(query.get('watch') ?? '');
  if (isWatch) return 'watch';
  return name === '' ? 'list' : 'get';
}

interface Place {
  readonly namespace: string | undefined;
  readonly resource: string;
  readonly name: string;
  readonly subresource: string;
}

function placeOf(parts: readonly string[]): Place {
  const [first = '', second = '', third = '', ...more] = parts;
  const isInside = first === 'namespaces' && third !== '' && !NAMESPACE_PARTS.includes(third);
  if (isInside)
    return { namespace: second, resource: third, name: more[0] ?? '', subresource: more[1] ?? '' };
  // A request for a namespace counts as one within it, for the rules that grant it.
  const namespace = first === 'namespaces' && second !== '' ? second : undefined;
  return { namespace, resource: first, name: second, subresource: third };
}

type Resourceless = Omit<RequestInfo, 'path' | 'query'>;

function outsideOf(method: string): Resourceless {
  const verb = method === 'GET' ? 'get' : (VERBS[method] ?? method.toLowerCase());
  const none = { group: '', version: '', resource: '', subresource: '', namespace: undefined, name: '' };
  return { ...none, verb, isResource: false };
}

/** The parts after `/api/v1` or `/apis/GROUP/VERSION`, if the path goes on after that. */
function splitVersion(
  parts: readonly string[],
): { group: string; version: string; rest: string[] } | undefined {
  const [root, second = '', third = '', ...more] = parts;
  if (root === 'api' && third !== '') return { group: '', version: second, rest: [third, ...more] };
  if (root === 'apis' && more.length > 0) return { group: second, version: third, rest: more };
  return undefined;
}

export function requestInfo(request: IncomingMessage): RequestInfo {
  const url = new URL(splitTokenPath(request.url ?? '/').rest, 'http://sandbox');
  const parts = url.pathname.split('/').filter((part) => part !== '');
  const method = request.method ?? 'GET';
  const base = { path: url.pathname, query: url.searchParams };
  const split = splitVersion(parts.map(decodeURIComponent));
  if (split === undefined) return { ...base, ...outsideOf(method) };
  const { group, version, rest } = split;
  const place = placeOf(rest);
  return {
    ...base,
    ...place,
    group,
    version,
    isResource: true,
    verb: verbOf(method, url.searchParams, place.name),
  };
}

/** `pods`, `pods/log`. */
export function resourceText({ resource, subresource }: RequestInfo): string {
  return subresource === '' ? resource : `${resource}/${subresource}`;
}
