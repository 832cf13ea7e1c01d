// What HTTPChaos looks at to choose messages, and what it may put into them.

import { z } from 'zod';
import { asText, isObject } from '../../narrow.ts';
import { may, rarely } from '../kind.ts';
import { structured, textMap } from '../values/collections.ts';
import { wholeNumber } from '../values/numbers.ts';
import type { Value } from '../values/value.ts';
import { bytes, oneOf, text } from '../values/words.ts';

const TARGETS = ['Request', 'Response'] as const;
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT'];
const HEADERS = 'headers, name=value,name=value';

const port = wholeNumber({ least: 1, most: 65_535, example: '8080' }, z.int32());
const status = wholeNumber({ least: 100, most: 599, example: '503' }, z.int32());

const tls = structured(
  z.strictObject({
    certName: z.string(),
    keyName: z.string(),
    secretName: z.string(),
    secretNamespace: z.string(),
    caName: z.string().optional(),
  }),
  'a secret with its namespace and the names of certificate and key in it',
  '{secretName: tls, secretNamespace: shop, certName: tls.crt, keyName: tls.key}',
);

export const httpFilter = {
  port: may('port', port, 'The port of the pods that is listened to.', { fallback: 8080 }),
  target: may('target*', oneOf(TARGETS, z.enum(TARGETS)), 'Whether requests or responses are hit.', {
    label: 'Hit',
    fallback: 'Request',
  }),
  path: may('path', text('a path, with * for anything', '/api/*'), 'Which paths; all when nothing is said.'),
  method: may('method', oneOf(METHODS), 'Which method; all when nothing is said.'),
  code: may('code', status, 'Which status; all when nothing is said. Only responses have one.'),
  'request-headers': may(
    'request_headers',
    textMap(HEADERS, 'x-drill=yes'),
    'Only requests with these headers.',
    {
      rare: true,
    },
  ),
  'response-headers': may(
    'response_headers',
    textMap(HEADERS, 'x-drill=yes'),
    'Only responses with these headers.',
    {
      rare: true,
    },
  ),
  tls: may('tls', tls, 'How to listen to TLS.', { label: 'TLS', rare: true }),
};

export const replacePart = {
  'new-path': may('replace.path', text('a path', '/other'), 'The path instead of the real one.'),
  'new-method': may('replace.method', oneOf(METHODS), 'The method instead of the real one.'),
  'new-code': may('replace.code', status, 'The status instead of the real one.'),
  body: may('replace.body', bytes('a text, or base64:…', 'oops'), 'The body instead of the real one.'),
  headers: may('replace.headers', textMap(HEADERS, 'x-drill=yes'), 'Headers that are set.'),
  queries: may(
    'replace.queries',
    textMap('query values, name=value,name=value', 'page=0'),
    'Query values that are set.',
  ),
};

/** The only type there is: https://chaos-mesh.org/docs/simulate-http-chaos-on-kubernetes */
const jsonBody: Value = {
  ...text('JSON that is merged into the body', "{'broken': true}"),
  field: z.strictObject({ type: z.string(), value: z.string() }),
  write: (kept) => ({ type: 'JSON', value: kept }),
  read: (raw) => (isObject(raw) && asText(raw['type'], 'JSON') === 'JSON' ? asText(raw['value']) : raw),
};

const pairs = structured(z.array(z.array(z.string())), 'a list of pairs', '[[x-drill, yes]]');

export const patchPart = {
  body: may('patch.body', jsonBody, 'What is merged into a JSON body.'),
  headers: may('patch.headers', pairs, 'Headers that are added.'),
  queries: may('patch.queries', pairs, 'Query values that are added.'),
};

/** For actions that can have this part too, beside their own. */
export function prefixed(prefix: string, part: Parameters<typeof rarely>[0]): Parameters<typeof rarely>[0] {
  const entries = Object.entries(rarely(part)).map(([name, draft]) => [
    `${prefix}-${name.replace('new-', '')}`,
    draft,
  ]);
  return Object.fromEntries(entries) as Parameters<typeof rarely>[0];
}
