// Who counts, for what, and when it suffices.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Person } from '../../../src/identity/person.ts';
import { type GivenVote, quorum } from '../../../src/policy/quorum.ts';
import { chooseAsked, mayVote } from '../../../src/policy/voters.ts';
import { fc } from '../../seeded.ts';

const approvals = [
  { group: 'owners', count: 1 },
  { group: 'sre', count: 1 },
];

function person(id: string, ...groups: string[]): Person {
  return { id, groups, name: id, email: `${id}@x`, user: `${id}@x` };
}

const ana = person('ana', 'owners', 'sre');
const mara = person('mara', 'owners');
const jon = person('jon', 'sre');
const both = person('both', 'owners', 'sre');

function yes(...people: Person[]): GivenVote[] {
  return people.map((by) => ({ by, vote: 'approve' }));
}

test('one of each group is enough', () => {
  const answer = quorum(approvals, yes(mara, jon), 'ana');
  assert.equal(answer.met, true);
  assert.deepEqual(answer.counted, [
    { id: 'mara', group: 'owners' },
    { id: 'jon', group: 'sre' },
  ]);
});

test('what is missing is said by group', () => {
  const answer = quorum([{ group: 'owners', count: 2 }, ...approvals.slice(1)], yes(mara), 'ana');
  assert.deepEqual(answer.missing, [
    { group: 'owners', more: 1 },
    { group: 'sre', more: 1 },
  ]);
  assert.equal(answer.met, false);
});

test('the requester never counts', () => {
  assert.deepEqual(quorum(approvals, yes(ana, mara), 'ana').missing, [{ group: 'sre', more: 1 }]);
});

test('a person counts once, though in both groups and however often they press', () => {
  assert.equal(quorum(approvals, yes(both, both), 'ana').met, false);
});

test('a member of both groups serves the one that the others cannot', () => {
  assert.equal(quorum(approvals, yes(both, mara), 'ana').met, true);
  assert.equal(quorum(approvals, yes(both, jon), 'ana').met, true);
});

test('one denial outweighs all approvals', () => {
  const answer = quorum(approvals, [...yes(mara, jon), { by: both, vote: 'deny' }], 'ana');
  assert.equal(answer.denied, true);
  assert.equal(answer.met, false);
});

test('a denial by somebody who may not vote is none', () => {
  const votes: GivenVote[] = [
    ...yes(mara, jon),
    { by: person('zoe'), vote: 'deny' },
    { by: ana, vote: 'deny' },
  ];
  assert.equal(quorum(approvals, votes, 'ana').met, true);
});

test('nothing demanded is met by nobody', () => {
  assert.equal(quorum([], [], 'ana').met, true);
});

test('the requester and people of other groups may not vote', () => {
  assert.deepEqual(mayVote(jon, approvals, 'ana'), { ok: true });
  assert.deepEqual(mayVote(ana, approvals, 'ana'), {
    ok: false,
    why: 'requester',
    groups: ['owners', 'sre'],
  });
  assert.deepEqual(mayVote(person('zoe'), approvals, 'ana'), {
    ok: false,
    why: 'not-in-a-group',
    groups: ['owners', 'sre'],
  });
});

test('the fewest people are asked, the first of the list where several could be', () => {
  const people = [ana, both, mara, jon];
  assert.deepEqual(
    chooseAsked({ approvals, requesterId: 'ana', people }).asked.map(({ id }) => id),
    ['both', 'mara'],
  );
});

test('who has approved is not asked again, and only the open seat is asked for', () => {
  const { asked, lacking } = chooseAsked({
    approvals,
    requesterId: 'ana',
    people: [both, mara, jon],
    approved: [mara],
  });
  assert.deepEqual([asked.map(({ id }) => id), lacking], [['both'], []]);
});

test('seats nobody can be asked for are named', () => {
  const { asked, lacking } = chooseAsked({
    approvals,
    requesterId: 'ana',
    people: [ana, mara, jon],
    leaveOut: ['jon'],
  });
  assert.deepEqual([asked.map(({ id }) => id), lacking], [['mara'], [{ group: 'sre', more: 1 }]]);
});

const groups = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 });
const voters = fc
  .array(groups, { maxLength: 6 })
  .map((list) => list.map((names, at) => person(`p${at}`, ...names)));
const demands = fc.array(
  fc.record({ group: fc.constantFrom('a', 'b', 'c'), count: fc.integer({ min: 1, max: 2 }) }),
  { maxLength: 3 },
);

/** Every way of giving seats to people, tried out. */
function seatable(seats: readonly string[], people: readonly Person[]): boolean {
  const [seat, ...rest] = seats;
  if (seat === undefined) return true;
  return people.some(
    (one) =>
      one.groups.includes(seat) &&
      seatable(
        rest,
        people.filter((other) => other !== one),
      ),
  );
}

test('a request passes exactly when the approvers can be seated one by one', () => {
  fc.assert(
    fc.property(demands, voters, (wanted, people) => {
      const seats = wanted.flatMap(({ group, count }) => Array.from({ length: count }, () => group));
      const others = people.filter(({ id }) => id !== 'p0');
      assert.equal(quorum(wanted, yes(...people), 'p0').met, seatable(seats, others));
    }),
  );
});

test('once all who are asked have approved, the request passes', () => {
  fc.assert(
    fc.property(demands, voters, fc.nat(3), (wanted, people, voted) => {
      const approved = people.slice(1, 1 + voted);
      const { asked, lacking } = chooseAsked({ approvals: wanted, requesterId: 'p0', people, approved });
      const after = quorum(wanted, yes(...approved, ...asked), 'p0');
      assert.equal(after.met, lacking.length === 0);
    }),
  );
});

test('a later approval never makes a met request unmet', () => {
  fc.assert(
    fc.property(demands, voters, (wanted, people) => {
      const met = people.map((_, at) => quorum(wanted, yes(...people.slice(0, at + 1)), 'p0').met);
      assert.deepEqual(met, met.toSorted());
    }),
  );
});
