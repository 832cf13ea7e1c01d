import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMover } from '../../../src/runs/move.ts';
import { archiveOld } from '../../../src/runs/retention.ts';
import { createMemoryStore } from './memory-store.ts';
import { ana, draft, T0 } from './sample-run.ts';

async function withRun(ended: boolean) {
  const store = createMemoryStore();
  const mover = createMover({
    store,
    crash: () => undefined,
    random: () => 0,
    sleep: async () => undefined,
    onMove: () => undefined,
  });
  const { id, requester, origin, channel, plan } = draft();
  await mover.open({ id, requester, origin, channel, plan }, { id: 'd', notAfter: T0 });
  if (ended) await mover.intend(id, { kind: 'stop', by: ana }, { id: 'e', notAfter: T0 });
  const archived: string[] = [];
  const round = () =>
    archiveOld({
      store,
      keepSeconds: 60,
      archive: (run, entries, broken) =>
        void archived.push(`${run} ${entries.map(({ kind }) => kind).join()} ${broken}`),
    });
  return { store, round, archived, id };
}

test('an ended run leaves with its whole verified log, once', async () => {
  const { store, round, archived, id } = await withRun(true);
  assert.equal(await round(), 1);
  assert.deepEqual(archived, [`${id} open,stop undefined`]);
  assert.equal((await store.read(id)).record, undefined);
  assert.equal(await round(), 0);
});

test('an open run stays, however old', async () => {
  const { store, round, archived, id } = await withRun(false);
  assert.equal(await round(), 0);
  assert.deepEqual(archived, []);
  assert.ok((await store.read(id)).record);
});
