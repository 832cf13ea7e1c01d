// YAML in Slack: pasted in the form with its faults found at their lines, mended by a tick, started and proven recovered.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DELAY } from '../unit/chaos/yaml/sample-yaml.ts';
import { openPlayground } from './playground.ts';
import { press, say } from './story.ts';

const SHOP = '#team-shop';

const KILL = `# what does checkout do without one?
apiVersion: chaos-mesh.org/v1alpha1
kind: PodChaos
metadata:
  name: kill-one
  namespace: shop
spec:
  action: pod-kill
  mode: fixed
  value: '1'
  selector:
    expressionSelectors:
      - {key: app, operator: In, values: [web]}
`;

interface View {
  readonly id: string;
  readonly blocks: readonly {
    readonly block_id?: string;
    readonly type: string;
    readonly text?: { readonly text: string };
  }[];
}

test('an experiment in YAML is checked in its form and runs as a typed line does', async (t) => {
  const play = await openPlayground(t);
  const ana = play.as('ana');
  const form = async (): Promise<View> => (await ana.view()) as unknown as View;
  const yamlIn = (view: View): string =>
    view.blocks.find(({ block_id: id }) => id?.startsWith('yaml'))?.block_id ?? '';
  const words = (view: View): string => view.blocks.map(({ text }) => text?.text ?? '').join('\n');

  await ana.command(SHOP, '/chaos apply');
  const opened = await form();
  await ana.submit(opened.id, { [yamlIn(opened)]: { yaml: KILL.replace('pod-kill', 'pod-kil') } });
  const told = await form();
  assert.match(words(told), /line 8:3 `spec\.action` .*Did you mean pod-kill\?/);

  await ana.submit(told.id, { [yamlIn(told)]: { yaml: KILL }, reason: { reason: 'to learn' } });
  const offered = await form();
  assert.match(words(offered), /⚠ line 11:3 `spec\.selector\.podPhaseSelectors`/);
  await ana.submit(offered.id, {
    [yamlIn(offered)]: { yaml: KILL },
    edits: { edits: ['spec.selector.podPhaseSelectors'] },
    reason: { reason: 'to learn' },
  });
  assert.equal(await ana.view(), null, 'the form is closed');
  const plan = await ana.waitFor(
    SHOP,
    ({ ephemeral, plain }) => ephemeral === true && plain.includes('Kill 1 of 3 web'),
  );
  assert.match(plan.plain, /Because: to learn/);
  await press(ana, plan, 'Start now');
  await ana.waitFor(SHOP, ({ plain }) => /Kill 1 of 3 web[\s\S]*RECOVERED/.test(plain), {
    timeoutMs: 20_000,
  });
  const { said } = await say(ana, SHOP, '/chaos show last yaml');
  assert.match(
    said.plain,
    /expressionSelectors:[\s\S]*values:\s+- web[\s\S]*podPhaseSelectors:\s+- Running[\s\S]*value: "1"/,
  );

  const message = (await ana.message(
    SHOP,
    `\`\`\`\n${KILL.replace('kind: PodChaos', 'kind: Workflow')}\`\`\``,
  )) as { ts?: string; message?: { ts: string } };
  const ts = message.ts ?? message.message?.ts ?? '';
  const channel = plan.channel ?? '';
  await ana.command(SHOP, `/chaos apply https://shop.slack.com/archives/${channel}/p${ts.replace('.', '')}`);
  assert.match(words(await form()), /Nothing in it injects a fault/);

  const slow = DELAY.replace('200ms', '200');
  const shared = (await ana.upload(SHOP, 'slow.yaml', slow)) as { readonly file_id: string };
  await ana.command(SHOP, `/chaos apply https://shop.slack.com/files/U0ANA/${shared.file_id}/slow.yaml`);
  assert.match(words(await form()), /line 14:5 `spec\.delay\.latency` .*must be text/);
});
