// The engine's etcd itself, for what only an administrator of etcd can do to a cluster.
// Source: https://etcd.io/docs/v3.4/dev-guide/api_grpc_gateway/
import { etcdUrl } from './plans.ts';

/** The number of the last write. */
export async function revision(): Promise<string> {
  const { header } = await ask<{ readonly header: { readonly revision: string } }>('kv/range', {
    key: Buffer.from('/').toString('base64'),
  });
  return header.revision;
}

/** Forgets everything older, so that whoever watches from before is answered 410. */
export async function compact(to: string): Promise<void> {
  await ask('kv/compaction', { revision: to, physical: true });
}

async function ask<T>(what: string, body: object): Promise<T> {
  const answer = await fetch(`${etcdUrl}/v3/${what}`, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`etcd answered ${what} with ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}
