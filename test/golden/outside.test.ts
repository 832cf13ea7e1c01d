// What a channel reads of alerts that belong to no run: firing, partly over, all over, a flood, and hostile texts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkBlocks } from '../../playground/slack/blocks/validate.ts';
import type { Notice, OutsideAlert } from '../../src/alerts/outside/notice.ts';
import { outsideAlertsView } from '../../src/views/outside-alerts.ts';
import { matchesGolden } from './golden-file.ts';
import { at } from './sample-record.ts';
import { plainBlocks } from './shown.ts';

function alert(name: string, rest: Partial<OutsideAlert> = {}): OutsideAlert {
  return { key: name, name, where: 'staging/shop checkout', startedAt: at('11:05:51'), ...rest };
}

const slow = alert('CheckoutSlow', {
  summary: 'p99 is 900 ms (limit 500 ms)',
  runbook: 'https://runbooks.example/checkout',
  dashboard: 'https://grafana.example/d/shop',
});
const down = alert('WebDown', { where: 'shop', resolvedAt: at('11:09:00') });
const bare = { key: 'x', name: 'Watchdog', startedAt: at('11:00:00') };

const samples: Readonly<Record<string, Pick<Notice, 'alerts' | 'more'>>> = {
  firing: { alerts: [slow], more: [] },
  partly: { alerts: [slow, down, bare], more: ['a', 'b'] },
  over: { alerts: [down], more: [] },
};

for (const [name, notice] of Object.entries(samples))
  test(`alerts outside of runs, ${name}, read as agreed`, () =>
    matchesGolden(`outside/${name}.md`, plainBlocks(outsideAlertsView(notice).blocks)));

test('a flood with long and hostile texts fits one message and marks nothing up', () => {
  const evil = `<!channel> *evil* <https://evil.example|x> ${'\u202e_`~'.repeat(50)}`;
  const hostile = alert(evil, {
    ...{ where: evil, summary: evil.repeat(3), resolvedAt: at('11:09:00') },
    runbook: `https://runbooks.example/${'a'.repeat(270)}`,
    dashboard: `https://grafana.example/${'<b>|'.repeat(60)}`,
  });
  const alerts = Array.from({ length: 20 }, () => hostile);
  const { text, blocks } = outsideAlertsView({ alerts, more: Array.from({ length: 1_000 }, String) });
  assert.deepEqual(checkBlocks(blocks, 'message'), []);
  assert.ok([...text].length <= 4_000);
  assert.doesNotMatch(JSON.stringify(blocks), /<!channel>|\*evil\*|<https:\/\/evil/u);
});
