// A question to an API server of which only the body matters.

import type { KubeConnection, KubeRequest } from './kube-connection.ts';
import type { HttpAnswer } from './refusal.ts';
import { isSuccess, unexpectedAnswer } from './unexpected-answer.ts';

/** The body of a GET; undefined for answers that say there is nothing to see. Any other answer rejects with ClusterUnavailable. */
export async function bodyOf(
  connection: Pick<KubeConnection, 'call' | 'cluster'>,
  question: Omit<KubeRequest, 'method'>,
  isNothing: (answer: HttpAnswer) => boolean = () => false,
): Promise<unknown> {
  const answer = await connection.call({ ...question, method: 'GET' });
  if (isSuccess(answer)) return answer.body;
  if (isNothing(answer)) return undefined;
  throw unexpectedAnswer(connection.cluster, answer);
}
