// What holds for everything people read of a run, whatever its phase and whoever wrote the words in it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkBlocks } from '../../../../playground/slack/blocks/validate.ts';
import { ENDED_PHASES, OPEN_PHASES, type Phase, type RunRecord } from '../../../../src/runs/record.ts';
import type { ReplyView } from '../../../../src/views/run/replies.ts';
import { plain } from '../../../golden/plain.ts';
import { cards, dms, moreCards, oddCards, replies, tells } from '../../../golden/run-samples.ts';
import { runViews } from '../../../golden/run-views.ts';
import {
  ana,
  jon,
  mara,
  prodKill,
  proven,
  sampleRecord,
  target,
  vote,
} from '../../../golden/sample-record.ts';

const PHASES: readonly Phase[] = [...OPEN_PHASES, ...ENDED_PHASES];
const KEYS = ['card', 'dm:U0JON', ...new Set(Object.values(replies).map(([key]) => key))];

/** Everything that could be shown of a record. */
function viewsOf(record: RunRecord): readonly ReplyView[] {
  const views = [...KEYS.map((key) => runViews.messageView(record, key)), runViews.tellView(record)];
  return views.filter((view) => view !== undefined);
}

const records = [
  ...Object.values({ ...cards, ...moreCards, ...oddCards, ...dms, ...tells }),
  ...Object.values(replies).map(([, record]) => record),
];

const everyone = '<!channel> @here <@U0EVIL> *bold* `code` & <http://evil|x>\u202e\n'.repeat(90);

/** The same record with words that mean harm, and more of everything than fits. */
function hostile(record: RunRecord): RunRecord {
  const names = Array.from({ length: 60 }, (_, index) => `${everyone}${index}`);
  const finding = { severity: 'warn', check: 'x', path: 'x', sentence: everyone, cure: everyone } as const;
  return {
    ...record,
    reason: everyone,
    trouble: everyone,
    requester: { ...ana, name: everyone },
    votes: [vote({ ...jon, name: everyone }, '11:06', 'approve', everyone)],
    plan: {
      ...record.plan,
      candidates: names,
      findings: names.map(() => finding),
      experiment: {
        ...record.plan.experiment,
        target: { ...record.plan.experiment.target, word: everyone },
      },
    },
    records: names.map((name) => target(name, 'Injected', everyone)),
    proof: { at: 0, complete: false, targets: names.map((name) => proven(name, 'carries', everyone)) },
    ...(record.stop ? { stop: { ...record.stop, by: everyone, reason: everyone } } : {}),
  };
}

test('every message fits into what Slack takes', () => {
  for (const record of records.flatMap((one) => [one, hostile(one)]))
    for (const view of viewsOf(record)) {
      assert.deepEqual(checkBlocks(view.blocks, 'message'), [], `${record.phase}: ${view.text}`);
      assert.ok([...view.text].length <= 4_000);
    }
});

test('no text from outside mentions, links or breaks a line', () => {
  for (const record of records)
    for (const view of viewsOf(hostile(record))) {
      const words = plain(view);
      assert.doesNotMatch(words, /<!channel|@here|<@U0EVIL|<http|\u202e/, record.phase);
    }
});

test('"recovered" is said of nothing but what is proven to be', () => {
  for (const record of records.filter(({ phase }) => phase !== 'recovered'))
    for (const view of viewsOf(record)) assert.doesNotMatch(plain(view), /recovered/i, record.phase);
});

test('a run is said to have recovered once that is proven', () => {
  assert.match(plain(runViews.cardView(cards.recovered)), /^RECOVERED /m);
});

test('each phase has a card with its state in capitals in the second line', () => {
  for (const phase of PHASES) {
    const { text } = runViews.cardView({ ...cards[phase], phase });
    assert.match(text.split('\n')[1] ?? '', /^[A-Z]{4,}/, phase);
  }
});

test('what blocks say stands in the text of a card and a reply too', () => {
  const keys = KEYS.filter((key) => !key.startsWith('dm:'));
  for (const record of records)
    for (const view of keys.flatMap((key) => runViews.messageView(record, key) ?? [])) {
      const sections = view.blocks.flatMap((block) =>
        block.type === 'section' ? [block.text?.text ?? ''] : [],
      );
      for (const line of sections.join('\n').replaceAll('*', '').split('\n'))
        assert.ok(view.text.includes(line), `${record.phase}: ${line}`);
    }
});

function labels(record: RunRecord, key = 'card'): readonly string[] {
  const view = runViews.messageView(record, key);
  const elements = (view?.blocks ?? []).flatMap((block) => (block.type === 'actions' ? block.elements : []));
  return elements.map((element) => ('text' in element ? (element.text?.text ?? '') : '⋯'));
}

test('a late thumb does no harm: Details stands where Approve stood, Stop or Run again where Deny stood', () => {
  assert.deepEqual(labels(cards.awaiting), ['Approve', 'Deny', 'Details']);
  assert.deepEqual(labels(cards.approved), ['Details', 'Stop']);
  assert.deepEqual(labels(cards.running), ['Details', 'Stop', '⋯']);
  assert.deepEqual(labels(cards.stuck), ['Details', 'Try again', '⋯']);
  for (const phase of ENDED_PHASES) assert.deepEqual(labels(cards[phase]), ['Details', 'Run again'], phase);
});

test('a kill that is over offers no Stop', () => {
  assert.deepEqual(labels(cards.verifying), ['Details', '⋯']);
});

test('only who starts the run gets the button for it', () => {
  const [key, record] = replies['approved'] ?? ['', sampleRecord()];
  assert.deepEqual(labels(record, key), ['Start now']);
  assert.equal(runViews.messageView({ ...record, startAsked: true }, key), undefined);
});

test('a direct message has buttons until its reader has voted or it is decided', () => {
  assert.deepEqual(labels(sampleRecord(), 'dm:U0JON'), ['Approve', 'Deny', 'Details']);
  assert.deepEqual(labels(sampleRecord({ votes: [vote(jon, '11:06')] }), 'dm:U0JON'), []);
  assert.deepEqual(labels(cards.denied, 'dm:U0JON'), []);
});

test('the lock screen tells the whole question in the zone of its reader', () => {
  const { text } = runViews.dmView(sampleRecord(), jon.id);
  assert.equal(text.split('\n')[0], 'PROD: kill 1 of 12 web pods (eu-1/shop)? Ana asks you, until 13:05');
});

test('outside production nothing says PROD', () => {
  for (const record of [cards.running, cards.stuck, cards.recovered])
    assert.doesNotMatch(plain(runViews.cardView(record)), /PROD/);
});

test('the card calls those who are asked and have not voted, nobody else', () => {
  const called = (record: RunRecord) =>
    [...runViews.cardView(record).text.matchAll(/<@(\w+)>/g)].map(([, id]) => id);
  assert.deepEqual(called(sampleRecord()), [mara.id, jon.id]);
  assert.deepEqual(called(sampleRecord({ votes: [vote(jon, '11:06')] })), [mara.id]);
  for (const phase of PHASES.filter((one) => one !== 'awaiting'))
    assert.deepEqual(called(cards[phase]), [], phase);
});

test('each escalation calls the next person, and the requester again when nobody is left', () => {
  const called = (key: string) => {
    const { text } = runViews.replyView(cards.stuck, key) ?? { text: '' };
    return [...text.matchAll(/<@(\w+)>/g)].map(([, id]) => id);
  };
  assert.deepEqual(called('reply:stuck'), [ana.id, jon.id]);
  assert.deepEqual(called('reply:stuck-1'), [mara.id]);
  assert.deepEqual(called('reply:stuck-2'), [ana.id]);
});

test('what the channel must know is sent to it: halted, stuck, and an end after being stuck', () => {
  const told = Object.entries(replies).flatMap(([name, [key, record]]) =>
    runViews.messageView(record, key)?.broadcast ? [name] : [],
  );
  assert.deepEqual(told, [
    'halted',
    'stuck',
    'stuck-unproven',
    'stuck-unknown',
    'stuck-kill',
    'stuck-1',
    'stuck-2',
    'verdict-late',
    'verdict-abandoned',
    'verdict-cancelled',
  ]);
});

test('a reply that is no longer true is not shown', () => {
  assert.equal(runViews.replyView(cards.recovered, 'reply:stuck'), undefined);
  assert.equal(runViews.replyView(cards.recovered, 'reply:injected'), undefined);
  assert.equal(runViews.replyView(cards.running, 'reply:halted'), undefined);
  assert.equal(runViews.replyView(cards.running, 'reply:verdict'), undefined);
  assert.equal(runViews.replyView(cards.running, 'reply:unheard-of'), undefined);
});

test('fifty targets are told as a count', () => {
  const targets = Array.from({ length: 50 }, (_, index) => proven(`web-${index}`, 'clean', 'ready'));
  const text = plain(runViews.cardView({ ...cards.recovered, proof: { at: 0, complete: true, targets } }));
  assert.match(text, /50\/50 proven clean/);
  assert.match(text, /and 40 more in Details/);
});

test('a stop that somebody asked for is named on the card of a run that has recovered', () => {
  const stop = { why: 'stopped', at: cards.recovered.since, by: 'Mara', reason: 'enough seen' } as const;
  assert.match(plain(runViews.cardView({ ...cards.recovered, stop })), /^Stopped by Mara .*: enough seen$/m);
});

test('no budget, an empty choice and a random share are said as such', () => {
  const plan = {
    ...prodKill,
    candidates: [],
    affected: { least: 0, most: 2 },
    headroom: { staysReady: 1 },
  };
  const text = plain(runViews.dmView(sampleRecord({ plan }), jon.id));
  assert.match(text, /up to 2 of 0/);
  assert.match(text, /1 stays ready · no disruption budget/);
  assert.match(text, /No Running pod matches/);
});
