// An HTTP answer that neither did what was asked nor refused it, as the fault it is.

import { ClusterUnavailable } from './cluster.ts';
import { asText, at } from './narrow.ts';
import { type HttpAnswer, refusalOf } from './refusal.ts';

export function isSuccess({ status }: HttpAnswer): boolean {
  return status >= 200 && status < 300;
}

export function unexpectedAnswer(cluster: string, answer: HttpAnswer): ClusterUnavailable {
  const sentence = refusalOf(answer)?.sentence ?? asText(at(answer.body, 'message')).slice(0, 300);
  const cause = new Error(`HTTP ${answer.status}${sentence === '' ? '' : `: ${sentence}`}`);
  return new ClusterUnavailable(cluster, cause);
}
