// Whom to ask, who is waited for, and when they are reminded.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAsk } from '../../../src/approvals/ask.ts';
import { missingSeats, notYetVoted, voterGroups, waitsFor } from '../../../src/approvals/open-seats.ts';
import type { Person } from '../../../src/identity/person.ts';
import { ana, ben, jon, mara, sampleDelay, sampleRecord, vote } from '../../golden/sample-record.ts';

const approvals = [
  { group: 'shop-owners', count: 1 },
  { group: 'sre', count: 1 },
];

/** Everybody may be asked `limit` times. */
function askOf(people: readonly Person[], limit = 10, counts = new Map<string, number>()) {
  const ask = createAsk({
    membersOf: async (group) => people.filter((person) => person.groups.includes(group)),
    takeQuestion: async (id) => {
      const count = counts.get(id) ?? 0;
      counts.set(id, Math.min(limit, count + 1));
      return count < limit;
    },
  });
  return { ask, counts };
}

const ids = (people: readonly Person[]) => people.map(({ id }) => id).sort();

test('one person is asked for each empty seat, the first of their group', async () => {
  const { ask, counts } = askOf([ana, mara, jon, ben]);
  assert.deepEqual(ids(await ask({ approvals, requester: ana, votes: [] })), ids([mara, jon]));
  assert.deepEqual([...counts.keys()].sort(), ids([mara, jon]), 'and only who is asked is counted');
});

test('the requester is never asked', async () => {
  const { ask } = askOf([jon, mara, ben]);
  assert.deepEqual(ids(await ask({ approvals, requester: jon, votes: [] })), ids([mara, ben]));
});

test('a seat that is taken asks nobody, and who has voted is not asked again', async () => {
  const { ask } = askOf([mara, jon, ben]);
  assert.deepEqual(ids(await ask({ approvals, requester: ana, votes: [vote(jon, '11:06')] })), ids([mara]));
});

test('somebody asked often enough today is passed over for the next of the group', async () => {
  const { ask } = askOf([mara, jon, ben], 10, new Map([[jon.id, 10]]));
  assert.deepEqual(ids(await ask({ approvals, requester: ana, votes: [] })), ids([mara, ben]));
});

test('a seat for which nobody may be asked any more stays empty', async () => {
  const { ask } = askOf([mara, jon], 10, new Map([[jon.id, 10]]));
  assert.deepEqual(ids(await ask({ approvals, requester: ana, votes: [] })), ids([mara]));
});

test('a member of both groups leaves the seat that only they can fill to themselves', async () => {
  const either = { ...ben, groups: ['shop-owners', 'sre'] };
  const { ask } = askOf([either, jon]);
  assert.deepEqual(ids(await ask({ approvals, requester: ana, votes: [] })), ids([either, jon]));
});

test('the same question asks the same people', async () => {
  const people = [mara, jon, ben];
  const first = await askOf(people).ask({ approvals, requester: ana, votes: [] });
  assert.deepEqual(await askOf(people).ask({ approvals, requester: ana, votes: [] }), first);
});

test('a request names the groups that vote and the seats still empty', () => {
  const record = sampleRecord({ votes: [vote(jon, '11:06')] });
  assert.deepEqual(voterGroups(record), ['shop-owners', 'sre']);
  assert.deepEqual(missingSeats(record), [{ group: 'shop-owners', more: 1 }]);
  assert.deepEqual(ids(notYetVoted(record)), ids([mara]));
  assert.deepEqual(voterGroups(sampleDelay()), []);
});

test('a request waits for whoever can fill an empty seat, asked or not', () => {
  const record = sampleRecord({ votes: [vote(jon, '11:06')] });
  assert.equal(waitsFor(record, mara), true);
  assert.equal(waitsFor(record, jon), false, 'has voted');
  assert.equal(waitsFor(record, ben), false, 'the seat of sre is taken');
  assert.equal(waitsFor(record, ana), false, 'asked for it');
  assert.equal(waitsFor(sampleDelay(), mara), false, 'nothing to vote on');
});
