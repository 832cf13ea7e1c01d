import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Cluster, ClusterUnavailable } from '../../../src/chaos/cluster.ts';
import { endMany } from '../../../src/halt/end-many.ts';
import { anObject } from '../chaos/sample-objects.ts';

const delay = anObject({ kind: 'NetworkChaos', name: 'delay', spec: { action: 'delay' } });
const failure = anObject({ name: 'fail' });
const kernel = anObject({ kind: 'KernelChaos', name: 'kernel', spec: {} });
const foreign = anObject({ name: 'foreign', createdAt: 5 });

type Removal = readonly [string, string | undefined];

function cluster(seen: Removal[]): Pick<Cluster, 'remove'> {
  return {
    async remove(ref, _uid, as) {
      seen.push([ref.name, as?.user]);
      if (ref.name === 'kernel') throw new ClusterUnavailable('staging', new Error('reset'));
      if (as !== undefined)
        return { ok: false, refusal: { reason: 'forbidden', sentence: 'no right', fields: [] } };
      return { ok: true, gone: ref.name === 'delay' };
    },
  };
}

test('the worst risk is ended first, foreign objects as the person, and every object has a result', async () => {
  const seen: Removal[] = [];
  const results = await endMany({
    cluster: cluster(seen),
    objects: [delay, foreign, failure, kernel],
    isOurs: (object) => object !== foreign,
    person: { user: 'ana', groups: [] },
    concurrency: 1,
  });
  assert.deepEqual(seen, [
    ['kernel', undefined],
    ['fail', undefined],
    ['foreign', 'ana'],
    ['delay', undefined],
  ]);
  assert.deepEqual(
    results.map(({ object, outcome }) => [object.name, outcome]),
    [
      ['delay', 'gone'],
      ['foreign', 'refused'],
      ['fail', 'accepted'],
      ['kernel', 'unknown'],
    ],
  );
  assert.equal(results[1]?.sentence, 'no right');
});

test('without a person foreign objects are left alone and said so', async () => {
  const seen: Removal[] = [];
  const [result] = await endMany({ cluster: cluster(seen), objects: [foreign], isOurs: () => false });
  assert.equal(result?.outcome, 'refused');
  assert.deepEqual(seen, []);
});

test('no more deletions are under way at once than allowed', async () => {
  let now = 0;
  let most = 0;
  const counting: Pick<Cluster, 'remove'> = {
    async remove() {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return { ok: true, gone: false };
    },
  };
  const objects = Array.from({ length: 40 }, (_, index) => anObject({ name: `x-${index}` }));
  const results = await endMany({ cluster: counting, objects, isOurs: () => true, concurrency: 4 });
  assert.equal(results.length, 40);
  assert.equal(most, 4);
});
