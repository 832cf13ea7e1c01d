// YAML given in Slack: findings come back with what was typed, a clean document becomes a draft as a line does.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer } from '../../../src/verbs/answer.ts';
import { type GivenYaml, NOTHING_GIVEN } from '../../../src/verbs/apply.ts';
import { parseCommand } from '../../../src/verbs/parse.ts';
import { DELAY } from '../chaos/yaml/sample-yaml.ts';
import { ana, createHouse, from, type HouseOptions, RANDOM, TEAM } from './house.ts';

async function applied(given: Partial<GivenYaml>, channel = TEAM, options: HouseOptions = {}) {
  const { verbs } = createHouse(options);
  return verbs.apply({ ...NOTHING_GIVEN, ...given }, { ...from(ana), channel });
}

function asked(answer: Answer) {
  assert.equal(answer.kind, 'ask-yaml', JSON.stringify(answer).slice(0, 500));
  return answer as Extract<Answer, { kind: 'ask-yaml' }>;
}

function checks(answer: Answer): readonly string[] {
  return (asked(answer).documents ?? []).flatMap(({ findings }) => findings.map(({ check }) => check));
}

test('apply alone opens the form, and a cluster said with it stands in it', async () => {
  const { verbs } = createHouse();
  assert.equal(asked(await verbs.line('apply', from(ana))).given.text, '');
  assert.equal(asked(await verbs.line('apply on prod', from(ana))).given.cluster, 'prod');
});

test('a clean document becomes a draft with its plan, in the cluster that the channel means', async () => {
  const answer = await applied({ text: DELAY, reason: ' to learn ' });
  assert.equal(answer.kind, 'plan', JSON.stringify(answer).slice(0, 800));
  if (answer.kind !== 'plan') return;
  const { plan, reason, phase } = answer.record;
  assert.equal(phase, 'draft');
  assert.equal(reason, 'to learn');
  assert.deepEqual(plan.experiment.target, {
    cluster: 'staging',
    namespace: 'shop',
    word: 'web',
    labels: { app: 'web' },
  });
  assert.equal(plan.manifest.spec['duration'], '1m30s');
  assert.match(plan.manifest.metadata.name, /^delay-web-r-/);
});

test('what was typed comes back with the findings', async () => {
  const text = DELAY.replace('latency:', 'latncy:');
  const answer = await applied({ text, cluster: 'staging', reason: 'why not' });
  assert.deepEqual(checks(answer), ['missing-field', 'unknown-field']);
  const { given } = asked(answer);
  assert.deepEqual([given.text, given.cluster, given.reason], [text, 'staging', 'why not']);
});

test('an offered edit is made only when it was chosen, and a warning is shown once', async () => {
  const text = DELAY.replace('    podPhaseSelectors: [Running]\n', '');
  const first = await applied({ text });
  assert.deepEqual(checks(first), ['L6-phase']);
  const { seen } = asked(first).given;
  const without = await applied({ text, seen });
  assert.equal(without.kind, 'plan');
  assert.deepEqual(without.kind === 'plan' && without.record.plan.experiment.target.selector, {
    namespaces: ['shop'],
    labelSelectors: { app: 'web' },
  });
  const mended = await applied({ text, seen, edits: ['spec.selector.podPhaseSelectors'] });
  assert.equal(mended.kind === 'plan' && mended.record.plan.experiment.target.selector, undefined);
  assert.equal(mended.kind, 'plan');
});

test('an end that is missing is added by choosing the edit', async () => {
  const text = DELAY.replace('  duration: 90s\n', '');
  assert.deepEqual(checks(await applied({ text })), ['L1-endless']);
  const answer = await applied({ text, edits: ['spec.duration'] });
  assert.equal(answer.kind === 'plan' && answer.record.plan.experiment.durationSeconds, 120);
});

test('production is named: beside the text or by its pin, never by the channel', async () => {
  const pinned = DELAY.replace(
    '  namespace: shop\n',
    '  namespace: shop\n  annotations: {faultline.dev/cluster: prod}\n',
  );
  for (const given of [{ text: DELAY, cluster: 'Prod' }, { text: pinned }]) {
    const answer = await applied(given);
    assert.equal(answer.kind === 'plan' && answer.record.plan.experiment.target.cluster, 'prod');
  }
  assert.deepEqual(checks(await applied({ text: pinned, cluster: 'staging' })), ['cluster-pin']);
});

test('a place that is not known is asked for, and what was typed stays', async () => {
  const unnamed = DELAY.replace('  namespace: shop\n', '');
  const nowhere = asked(await applied({ text: unnamed }, RANDOM));
  assert.equal(nowhere.where?.kind, 'ask');
  assert.equal(nowhere.given.text, unnamed);
  const strange = asked(await applied({ text: DELAY, cluster: 'mars' }));
  assert.equal(strange.where?.kind === 'refused' && strange.where.refusal.kind, 'unknown-cluster');
  const here = await applied({ text: unnamed });
  assert.ok(here.kind === 'plan' && here.record.plan.defaults.some((one) => one.includes('staging/shop')));
});

test('several documents are listed, since they are applied one at a time', async () => {
  const answer = asked(await applied({ text: `${DELAY}---\n${DELAY}` }));
  assert.equal(answer.documents?.length, 2);
  assert.match(asked(await applied({ text: 'a: &b c' })).unusable ?? '', /anchor/);
  assert.match(asked(await applied({ text: '' })).unusable ?? '', /nothing/);
});

const LINK = `https://x.slack.com/archives/${TEAM}/p1700000000000100`;
const written = {
  '1700000000.000100': `look:\n\`\`\`yaml\n${DELAY}\`\`\``,
  F0YAML: DELAY,
  '1700000000.000200': DELAY.replace('app: web', 'app: "&lt;web&gt;"'),
};

test('a link reads the message in this channel, its code block or all of it', async () => {
  const { verbs } = createHouse({ written });
  assert.equal((await verbs.line(`apply <${LINK}>`, from(ana))).kind, 'plan');
  const file = 'https://x.slack.com/files/U0ANA/F0YAML/x.yaml';
  assert.equal((await verbs.line(`apply ${file}`, from(ana))).kind, 'plan');
  const other = asked(await verbs.line(`apply ${LINK.replace('000100', '000200')} on staging`, from(ana)));
  assert.match(other.given.text, /"<web>"/);
});

test('a link that leads elsewhere is refused, whatever stands there', async () => {
  const { verbs } = createHouse({ written });
  const links = [
    [LINK.replace(TEAM, RANDOM), 'elsewhere'],
    [LINK.replace('000100', '000900'), 'not-read'],
    ['https://x.slack.com/files/U0ANA/F0NONE/x.yaml', 'not-read'],
    ['https://x.example/readme', 'no-message'],
  ] as const;
  for (const [link, why] of links) {
    const answer = await verbs.line(`apply ${link}`, from(ana));
    assert.ok(answer.kind === 'refused' && answer.of === 'verb', link);
    assert.deepEqual(answer.refusal, { kind: 'unreadable-link', why });
  }
  assert.equal(parseCommand('apply web').ok, false);
  assert.equal(parseCommand('apply on').ok, false);
});
