import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClusterUnavailable, type ConfigMapValue } from '../../../src/chaos/cluster.ts';
import { createLatch, type LatchHome, latchCovers } from '../../../src/halt/latch.ts';

interface Memory extends LatchHome {
  value: ConfigMapValue | undefined;
  /** So many writes are lost to somebody else. */
  lose: number;
  down: boolean;
}

function memory(value?: Omit<ConfigMapValue, 'resourceVersion'>): Memory {
  let version = 1;
  const home: Memory = {
    value: value && { ...value, resourceVersion: '1' },
    lose: 0,
    down: false,
    async readConfigMap() {
      if (home.down) throw new ClusterUnavailable('staging', new Error('down'));
      return home.value;
    },
    async writeConfigMap(_namespace, _name, next, expected) {
      if (home.lose > 0 || expected !== home.value?.resourceVersion) {
        home.lose -= 1;
        return false;
      }
      version += 1;
      home.value = { ...next, resourceVersion: String(version) };
      return true;
    },
  };
  return home;
}

const latch = createLatch({ namespace: 'faultline', random: () => 0 });
const all = { scope: 'all', by: 'ana', at: 1, reason: 'page' } as const;
const shop = { scope: 'ns/shop', by: 'jon', at: 2, reason: '' } as const;

test('without a ConfigMap the latch is open', async () => {
  assert.deepEqual(await latch.read(memory()), { state: 'open' });
});

test('closing adds a scope and says so by a label that others can read', async () => {
  const home = memory();
  await latch.close(home, shop);
  const closed = await latch.close(home, all);
  assert.deepEqual(closed, { state: 'closed', scopes: [shop, all] });
  assert.deepEqual(await latch.read(home), closed);
  assert.equal(home.value?.labels['faultline.dev/halt'], 'all');
});

test('a latch of one namespace leaves the others alone', async () => {
  const home = memory();
  const closed = await latch.close(home, shop);
  assert.equal(latchCovers(closed, 'shop'), true);
  assert.equal(latchCovers(closed, 'bank'), false);
  assert.equal(home.value?.labels['faultline.dev/halt'], undefined);
});

test('a label set by hand closes, and so does data nobody can read', async () => {
  const labelled = await latch.read(memory({ labels: { 'faultline.dev/halt': 'all' }, data: {} }));
  assert.equal(latchCovers(labelled, 'shop'), true);
  for (const scopes of ['{', '"all"', '[{"scope":"everything"}]']) {
    const odd = await latch.read(memory({ labels: {}, data: { scopes } }));
    assert.equal(latchCovers(odd, 'shop'), true, scopes);
  }
  assert.equal(latchCovers(await latch.read(memory({ labels: {}, data: { scopes: '[]' } })), 'shop'), false);
});

test('an unreadable latch holds every start back', async () => {
  const home = memory();
  home.down = true;
  const unreadable = await latch.read(home);
  assert.equal(unreadable.state, 'unreadable');
  assert.equal(latchCovers(unreadable, 'shop'), true);
  await assert.rejects(latch.close(home, all), ClusterUnavailable);
});

test('release takes two people, and the one who halted may be one of them', async () => {
  const home = memory();
  await latch.close(home, all);
  assert.deepEqual(await latch.confirmRelease(home, 'jon'), { ok: false, refusal: 'not-asked' });
  await latch.askRelease(home, { by: 'ana', at: 3, reason: 'fixed' });
  assert.deepEqual(await latch.confirmRelease(home, 'ana'), { ok: false, refusal: 'same-person' });
  const closed = await latch.read(home);
  assert.equal(closed.state === 'closed' && closed.release?.by, 'ana');
  assert.equal((await latch.confirmRelease(home, 'jon')).ok, true);
  assert.deepEqual(await latch.read(home), { state: 'open' });
  assert.deepEqual(await latch.confirmRelease(home, 'jon'), { ok: false, refusal: 'not-halted' });
});

test('a new halt takes back a release that was asked for', async () => {
  const home = memory();
  await latch.close(home, all);
  await latch.askRelease(home, { by: 'ana', at: 3, reason: 'fixed' });
  await latch.close(home, shop);
  assert.deepEqual(await latch.confirmRelease(home, 'jon'), { ok: false, refusal: 'not-asked' });
});

test('a lost write is tried again, and what others keep in the ConfigMap stays', async () => {
  const home = memory({ labels: { team: 'sre' }, data: { note: 'mine' } });
  home.lose = 3;
  await latch.close(home, all);
  assert.equal(home.value?.labels['team'], 'sre');
  assert.equal(home.value?.data['note'], 'mine');
});
