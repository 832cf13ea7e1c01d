// Read-only questions doctor asks an API server beside those of the Cluster port.

import { bodyOf } from '../../chaos/body-of.ts';
import type { KubeConnection } from '../../chaos/kube-connection.ts';
import { asList, asText, at } from '../../chaos/narrow.ts';
import type { HttpAnswer } from '../../chaos/refusal.ts';
import { isSuccess, unexpectedAnswer } from '../../chaos/unexpected-answer.ts';

export type KubeCall = Pick<KubeConnection, 'cluster' | 'call'>;

/** The body of a GET; undefined when the server knows nothing at this path. Anything else rejects. */
export async function ask(kube: KubeCall, path: string, signal: AbortSignal): Promise<unknown> {
  return bodyOf(kube, { path, signal }, isUnknown);
}

/** One page is enough for what doctor lists; nodes beyond a thousand are not looked at. */
export async function askList(
  kube: KubeCall,
  path: string,
  query: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<readonly unknown[]> {
  const body = await bodyOf(kube, { path, query: { ...query, limit: '1000' }, signal }, isUnknown);
  return asList(at(body, 'items'));
}

function isUnknown({ status }: HttpAnswer): boolean {
  return status === 404;
}

export interface Right {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  /** Absent: the whole cluster. */
  readonly namespace?: string;
  readonly name?: string;
}

export interface Subject {
  readonly user: string;
  readonly groups: readonly string[];
}

/** Whether the bot, or somebody else, has a right; https://kubernetes.io/docs/reference/access-authn-authz/authorization */
export async function mayDo(
  kube: KubeCall,
  right: Right,
  signal: AbortSignal,
  who?: Subject,
): Promise<boolean> {
  const kind = who === undefined ? 'SelfSubjectAccessReview' : 'SubjectAccessReview';
  const { group, ...attributes } = right;
  const answer = await kube.call({
    method: 'POST',
    path: `/apis/authorization.k8s.io/v1/${kind.toLowerCase()}s`,
    body: {
      apiVersion: 'authorization.k8s.io/v1',
      kind,
      spec: { resourceAttributes: { group, ...attributes }, ...who },
    },
    signal,
  });
  return allowed(kube, answer);
}

function allowed(kube: KubeCall, answer: HttpAnswer): boolean {
  if (!isSuccess(answer)) throw unexpectedAnswer(kube.cluster, answer);
  return at(answer.body, 'status', 'allowed') === true;
}

export function nameOf(object: unknown): string {
  return asText(at(object, 'metadata', 'name'));
}
