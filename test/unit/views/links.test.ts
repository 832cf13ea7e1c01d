// Links in Details: the dashboard of the run, those of its alerts, and nothing that a browser should not open.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SeenAlert } from '../../../src/runs/alerts.ts';
import { createAnswerViews } from '../../../src/views/answers/answer-view.ts';
import { webLink } from '../../../src/views/escape.ts';
import { at, sampleDelay } from '../../golden/sample-record.ts';
import { viewDeps } from '../../golden/view-deps.ts';

const alert = (name: string, dashboard?: string): SeenAlert => ({
  ...{ key: name, name, why: 'same workload', score: 90, expected: 'none' as const },
  ...{ startedAt: at('11:01'), heardAt: at('11:01') },
  ...(dashboard !== undefined && { dashboard }),
});

function shownWith(alerts: readonly SeenAlert[], dashboard?: string): string {
  const views = createAnswerViews({ ...viewDeps, ...(dashboard && { dashboardOf: () => dashboard }) });
  const record = { ...sampleDelay(), alerts: { cursor: '1-0', seen: alerts } };
  const shown = views.shown({ kind: 'details', record, log: [], yaml: 'kind: x', kubectl: 'kubectl' });
  return shown.as === 'message' ? shown.view.text : '';
}

test('details lead to the dashboard at the time of the run, and to those that its alerts name', () => {
  const text = shownWith(
    [alert('CheckoutSlow', 'https://g.example/d/c?from=1&to=now'), alert('NoLink')],
    'https://g.example/d/shop?from=1&to=2',
  );
  assert.ok(text.includes('\n<https://g.example/d/shop?from=1&amp;to=2|Dashboard>\n'), text);
  assert.match(text, /CheckoutSlow: [^\n]* · <https:\/\/g\.example\/d\/c\?from=1&amp;to=now\|Dashboard>/);
  assert.match(text, /NoLink: [^\n|]*\n/);
  assert.doesNotMatch(shownWith([]), /Dashboard/);
});

test('a link from outside cannot become another one, or words of Slack', () => {
  assert.equal(
    webLink('https://a.example/x|y>z?q=<!here>', 'a|b>'),
    '<https://a.example/x%7Cy%3Ez?q=%3C!here%3E|a|b&gt;>',
  );
  assert.equal(webLink('javascript:alert(1)', 'click'), 'click');
  assert.equal(webLink('not a link', '<!here>'), '&lt;!here&gt;');
});
