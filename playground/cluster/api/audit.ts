// The record of every request a sandbox cluster was sent, and how often each kind of call was made.

import type { IncomingMessage } from 'node:http';
import type { Answer } from './answer.ts';
import type { Tokens } from './identity.ts';
import { type RequestInfo, resourceText } from './request-info.ts';
import { tokenOf } from './token-path.ts';

export interface AuditEntry {
  readonly at: number;
  /** The token's owner, whoever was impersonated. */
  readonly user: string;
  /** As sent: a refused impersonation belongs here too. */
  readonly impersonated?: { readonly user: string; readonly groups: readonly string[] };
  readonly verb: string;
  readonly group: string;
  /** With its subresource, as `pods/log`; the path for requests that are about no resource. */
  readonly resource: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly dryRun: boolean;
  readonly code: number;
}

export interface Audit {
  add(entry: AuditEntry): void;
  entries(): AuditEntry[];
  calls(): Record<string, number>;
}

const KEPT = 50_000;

export function createAudit(): Audit {
  let entries: AuditEntry[] = [];
  const calls = new Map<string, number>();
  return {
    add(entry) {
      entries.push(entry);
      if (entries.length > 2 * KEPT) entries = entries.slice(-KEPT);
      const call = `${entry.verb} ${entry.resource}`;
      calls.set(call, (calls.get(call) ?? 0) + 1);
    },
    entries: () => [...entries],
    calls: () => Object.fromEntries(calls),
  };
}

export interface Answered {
  readonly at: number;
  readonly info: RequestInfo;
  readonly request: IncomingMessage;
  readonly body: string;
  readonly answer: Answer;
  readonly tokens: Tokens;
}

function userOf(request: IncomingMessage, tokens: Tokens): string {
  const token = tokenOf(request.headers.authorization, request.url ?? '') ?? '';
  return Object.hasOwn(tokens, token) ? (tokens[token]?.user ?? '') : 'system:anonymous';
}

function impersonatedBy(request: IncomingMessage): Pick<AuditEntry, 'impersonated'> {
  const user = request.headersDistinct['impersonate-user']?.[0];
  if (user === undefined) return {};
  return { impersonated: { user, groups: request.headersDistinct['impersonate-group'] ?? [] } };
}

/** Creates with generateName learn their name from the answer. */
function nameOf({ name, verb }: RequestInfo, answer: Answer): { name?: string } {
  if (name !== '') return { name };
  if (verb !== 'create' || !('body' in answer)) return {};
  const made = (answer.body as { metadata?: { name?: string } }).metadata?.name;
  return made === undefined ? {} : { name: made };
}

export function auditEntry({ at, info, request, body, answer, tokens }: Answered): AuditEntry {
  const { verb, group, namespace, query, isResource, path } = info;
  return {
    at,
    user: userOf(request, tokens),
    ...impersonatedBy(request),
    verb,
    group,
    resource: isResource ? resourceText(info) : path,
    ...(namespace === undefined ? {} : { namespace }),
    ...nameOf(info, answer),
    // A deletion may say so in its options instead.
    dryRun: query.has('dryRun') || (verb.startsWith('delete') && /"dryRun":\s*\["All"\]/.test(body)),
    code: answer.code,
  };
}
