// Ten thousand runs and five thousand experiments of others: every list still is one page that Slack takes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkBlocks } from '../../../playground/slack/blocks/validate.ts';
import { indexEntryOf } from '../../../src/runs/found-by.ts';
import { answerViews } from '../../golden/answer-views.ts';
import { sampleDelay, sampleRecord } from '../../golden/sample-record.ts';
import { object } from '../runs/sample-run.ts';
import { ana, createHouse, from } from './house.ts';

const evil = '<!channel> @here <@U0EVIL> `code` *bold* <http://evil|x>\u202e &amp;\n';

test('with ten thousand runs every list is a page within Slack’s limits, and nothing in it mentions or links', async () => {
  const house = createHouse();
  for (let n = 0; n < 10_000; n += 1) {
    house.store.now += 1;
    const sample = n % 2 === 0 ? sampleRecord() : sampleDelay();
    const id = `r-${n.toString(28).padStart(6, '2')}`;
    const record = { ...sample, id, reason: evil.repeat(20), requester: { ...ana, name: evil } };
    await house.store.swap({
      ...{
        id,
        expected: undefined,
        head: 'h',
        record: JSON.stringify(record),
        entry: '{}',
        dueAt: undefined,
      },
      index: indexEntryOf(record),
    });
  }
  for (let n = 0; n < 5_000; n += 1)
    house.experiments.push(
      object({ name: `x-${n}`, labels: {}, createdAt: n, annotations: { cluster: 'staging', evil } }),
    );
  for (const line of [
    'list',
    'list all',
    'list running',
    'list "evil"',
    'list foreign',
    'list delay web',
    'list nothing-like-it',
  ]) {
    const answer = await house.verbs.line(line, from(ana));
    assert.equal(answer.kind, 'list', line);
    const shown = answerViews.shown(answer);
    assert.ok(shown.as === 'message');
    assert.deepEqual(checkBlocks(shown.view.blocks, 'message'), [], line);
    assert.ok([...shown.view.text].length <= 4_000, line);
    const words = JSON.stringify(shown, (name, inner) => (name === 'value' ? undefined : inner));
    assert.doesNotMatch(words, /<!channel>|<@U0EVIL>|<http|@here|\u202e/u, line);
  }
});
