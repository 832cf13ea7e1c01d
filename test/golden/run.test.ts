// What people read of a run: every card, reply, direct message and private note once.

import { test } from 'node:test';
import { allCards, allDms, allReplies } from './all-samples.ts';
import { matchesGolden } from './golden-file.ts';
import { plain } from './plain.ts';
import { cards, replies, tells } from './run-samples.ts';
import { runViews } from './run-views.ts';
import { jon } from './sample-record.ts';

for (const [name, record] of Object.entries(allCards))
  test(`the card of a run that is ${name} reads as agreed`, () => {
    matchesGolden(`run/card-${name}.md`, plain(runViews.messageView(record, 'card')));
  });

for (const [name, [key, record]] of Object.entries(allReplies))
  test(`the reply ${name} reads as agreed`, () => {
    matchesGolden(`run/reply-${name}.md`, plain(runViews.messageView(record, key)));
  });

for (const [name, record] of Object.entries(allDms))
  test(`the direct message ${name} reads as agreed`, () => {
    matchesGolden(`run/dm-${name}.md`, plain(runViews.messageView(record, `dm:${jon.id}`)));
  });

for (const [name, record] of Object.entries(tells))
  test(`the private note ${name} reads as agreed`, () => {
    matchesGolden(`run/tell-${name}.md`, plain(runViews.tellView(record)));
  });

const approved = replies['approved']?.[1] ?? cards.recovered;

for (const [name, key, record] of [
  ['approved-started', 'reply:approved', { ...approved, startAsked: true }],
  ['approved-expired', 'reply:approved', { ...approved, phase: 'expired', from: 'approved' }],
  ['stuck-recovered', 'reply:stuck', cards.recovered],
] as const)
  test(`the reply ${name}, with nothing left to press, reads as agreed`, () => {
    matchesGolden(`run/reply-${name}.md`, plain(runViews.answeredView(record, key)));
  });
