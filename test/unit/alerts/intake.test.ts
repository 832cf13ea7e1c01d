// Alerts in: kept for their runs before anybody is thanked, offered again to runs that were not seen yet, never kept for others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createIntake, type IntakeDeps } from '../../../src/alerts/intake.ts';
import { createOpenScopes } from '../../../src/alerts/open-scopes.ts';
import { USUAL_NAMES } from '../../../src/alerts/place.ts';
import type { Scope } from '../../../src/alerts/scope.ts';
import { NO_CONTRACT } from '../../../src/chaos/alert-contract.ts';
import type { BatchItem } from '../../../src/store/alert-batches.ts';
import { anAlert } from './sample-alerts.ts';

function scope(run: string): Scope {
  const none = new Set<string>();
  return {
    ...{ run, cluster: 'staging', namespaces: new Set(['shop']), workloads: new Set(['shop/web']) },
    ...{ pods: none, nodes: none, dependants: new Map(), contract: NO_CONTRACT, doing: () => 'during' },
  };
}

/** An intake over runs that a test opens, with a clock it moves. */
function anIntake(runs: Scope[], outside?: IntakeDeps['outside']) {
  const kept = new Map<string, BatchItem[]>();
  const woken: string[] = [];
  let time = 0;
  let reads = 0;
  let isDown = false;
  const monotonic = () => time;
  const read = async () => {
    reads += 1;
    if (isDown) throw new Error('Redis did not answer');
    return runs;
  };
  const intake = createIntake({
    open: createOpenScopes({ read, monotonic }),
    batches: {
      append: async (run, items) => {
        if (isDown) throw new Error('Redis did not answer');
        const stands = kept.get(run) ?? [];
        const fresh = items.filter(({ once }) => !stands.some((one) => one.once === once));
        kept.set(run, [...stands, ...fresh]);
        return fresh.length;
      },
    },
    labels: USUAL_NAMES,
    clusterNames: new Map(),
    wake: async (run) => void woken.push(run),
    ...(outside && { outside }),
    monotonic,
  });
  return {
    ...{ intake, kept, woken },
    reads: () => reads,
    pass(ms: number) {
      time += ms;
    },
    fail(down: boolean) {
      isDown = down;
    },
  };
}

test('an alert is kept once for each run it belongs to, however often it is told', async () => {
  const { intake, kept, woken } = anIntake([scope('r-1'), scope('r-2')]);
  assert.deepEqual(await intake.take([anAlert()]), { matched: 2, kept: 2 });
  assert.deepEqual(await intake.take([anAlert()]), { matched: 2, kept: 0 });
  assert.equal(kept.get('r-1')?.length, 1);
  assert.deepEqual(woken, ['r-1', 'r-2']);
});

test('its end is other news than its beginning', async () => {
  const { intake, kept } = anIntake([scope('r-1')]);
  await intake.take([anAlert(), anAlert({ status: 'resolved', endsAt: 5 })]);
  const texts = kept.get('r-1')?.map(({ text }) => (JSON.parse(text) as { resolvedAt?: number }).resolvedAt);
  assert.deepEqual(texts, [undefined, 5]);
});

test('an alert of no run is forgotten, and nothing is written for it', async () => {
  const { intake, kept } = anIntake([scope('r-1')]);
  const other = anAlert({ labels: { namespace: 'bank' } });
  assert.deepEqual(await intake.take([other]), { matched: 0, kept: 0 });
  assert.equal(kept.size, 0);
});

test('while Redis is away the sender is not thanked', async () => {
  const { intake, fail } = anIntake([scope('r-1')]);
  await intake.take([anAlert()]);
  fail(true);
  await assert.rejects(intake.take([anAlert({ fingerprint: 'b' })]));
});

test('open runs are read once a second, however many messages come', async () => {
  const { intake, reads, pass } = anIntake([scope('r-1')]);
  await Promise.all(Array.from({ length: 50 }, () => intake.take([anAlert()])));
  assert.equal(reads(), 1);
  pass(1_000);
  await intake.take([anAlert()]);
  assert.equal(reads(), 2);
});

test('an alert that came just before its run was seen to be open is offered to it', async () => {
  const runs = [scope('r-1')];
  const { intake, kept, pass } = anIntake(runs);
  await intake.take([anAlert()]);
  runs.push(scope('r-2'));
  pass(1_000);
  await intake.offerAgain();
  assert.equal(kept.get('r-2')?.length, 1);
  pass(10_000);
  runs.push(scope('r-3'));
  await intake.offerAgain();
  assert.equal(kept.get('r-3'), undefined);
});

test('what belongs to no run, and every end, is offered to whoever asked; what they cannot keep is not thanked for', async () => {
  const told: string[][] = [];
  let isDown = false;
  const { intake } = anIntake([scope('r-1')], async (strays) => {
    if (isDown) throw new Error('Redis did not answer');
    told.push(strays.map(({ alert }) => `${alert.name} ${alert.status}`));
  });
  const stray = anAlert({ name: 'BankDown', labels: { namespace: 'bank' } });
  await intake.take([anAlert(), stray, anAlert({ status: 'resolved', endsAt: 5 })]);
  await intake.take([anAlert()]);
  await intake.offerAgain();
  assert.deepEqual(told, [['BankDown firing', 'CheckoutErrorsHigh resolved']]);
  isDown = true;
  await assert.rejects(intake.take([stray]), /Redis/);
});
