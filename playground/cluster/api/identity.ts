// Who asks: the bearer token's identity, and the person it impersonates when the cluster's rules allow that.

import type { IncomingMessage } from 'node:http';
import { badRequest, StatusError } from '../objects/status-error.ts';
import { forbidden } from './forbidden.ts';
import type { AccessReview } from './rbac.ts';
import { tokenOf } from './token-path.ts';

export interface Identity {
  readonly user: string;
  readonly groups: readonly string[];
}

export type Tokens = Readonly<Record<string, { readonly user: string; readonly groups: readonly string[] }>>;

const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

export function withImpliedGroups({ user, groups }: Identity): Identity {
  const namespace = SERVICE_ACCOUNT.exec(user)?.[1];
  const implied =
    namespace === undefined ? [] : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
  return { user, groups: [...new Set([...groups, ...implied, 'system:authenticated'])] };
}

const ANONYMOUS: Identity = { user: 'system:anonymous', groups: ['system:unauthenticated'] };

export function authenticate(request: IncomingMessage, tokens: Tokens): Identity {
  const token = tokenOf(request.headers.authorization, request.url ?? '');
  if (token === undefined) return ANONYMOUS;
  const known = Object.hasOwn(tokens, token) ? tokens[token] : undefined;
  if (known === undefined) throw new StatusError(401, 'Unauthorized', 'Unauthorized');
  return withImpliedGroups(known);
}

/** The impersonation headers, unread by any rule; undefined when there are none. */
export function impersonation(request: IncomingMessage): Identity | undefined {
  const user = request.headersDistinct['impersonate-user']?.[0];
  const groups = request.headersDistinct['impersonate-group'] ?? [];
  if (user !== undefined && user !== '') return { user, groups };
  if (groups.length === 0) return undefined;
  throw badRequest(`requested [${groups.join(' ')}] without impersonating a user`);
}

interface Asked {
  readonly resource: string;
  readonly name: string;
  readonly namespace: string | undefined;
}

function asked({ user, groups }: Identity): Asked[] {
  const account = SERVICE_ACCOUNT.exec(user);
  const person: Asked =
    account === null
      ? { resource: 'users', name: user, namespace: undefined }
      : { resource: 'serviceaccounts', name: account[2] ?? '', namespace: account[1] };
  return [person, ...groups.map((name) => ({ resource: 'groups', name, namespace: undefined }))];
}

/** The person to act as, once every header of theirs is allowed by an `impersonate` rule. */
export function actAs(authenticated: Identity, wanted: Identity, review: AccessReview): Identity {
  for (const { resource, name, namespace } of asked(wanted)) {
    const attributes = { verb: 'impersonate', group: '', resource, subresource: '', namespace, name };
    if (!review.allows(authenticated, attributes)) throw forbidden(authenticated.user, attributes);
  }
  return withImpliedGroups(wanted);
}
