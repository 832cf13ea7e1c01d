// ConfigMaps read and written whole, each write conditional on the version last read.

import type { Cluster } from './cluster.ts';
import type { KubeConnection } from './kube-connection.ts';
import { asText, asTextMap, at } from './narrow.ts';
import { isSuccess, unexpectedAnswer } from './unexpected-answer.ts';

const LOST = [404, 409];

export function createConfigMaps(
  connection: KubeConnection,
): Pick<Cluster, 'readConfigMap' | 'writeConfigMap'> {
  return {
    async readConfigMap(namespace, name, options) {
      const answer = await connection.call({ ...options, method: 'GET', path: pathOf(namespace, name) });
      if (answer.status === 404 && at(answer.body, 'details', 'name') === name) return undefined;
      if (!isSuccess(answer)) throw unexpectedAnswer(connection.cluster, answer);
      return {
        data: asTextMap(at(answer.body, 'data')),
        labels: asTextMap(at(answer.body, 'metadata', 'labels')),
        resourceVersion: asText(at(answer.body, 'metadata', 'resourceVersion')),
      };
    },
    async writeConfigMap(namespace, name, { data, labels }, expected, options) {
      const version = expected === undefined ? {} : { resourceVersion: expected };
      const answer = await connection.call({
        ...options,
        method: expected === undefined ? 'POST' : 'PUT',
        path: pathOf(namespace, expected === undefined ? undefined : name),
        query: { fieldManager: 'faultline' },
        body: {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name, namespace, labels, ...version },
          data,
        },
      });
      if (isSuccess(answer)) return true;
      if (lost(answer.status, expected)) return false;
      throw unexpectedAnswer(connection.cluster, answer);
    },
  };
}

/** Somebody was first: it exists by now, was changed, or was deleted since. A 404 on create is a missing namespace. */
function lost(status: number, expected: string | undefined): boolean {
  return expected === undefined ? status === 409 : LOST.includes(status);
}

function pathOf(namespace: string, name?: string): string {
  const collection = `/api/v1/namespaces/${encodeURIComponent(namespace)}/configmaps`;
  return name === undefined ? collection : `${collection}/${encodeURIComponent(name)}`;
}
