// Slack's own charts beside the pictures of signals, and a workspace that has not got them yet.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChartBlock } from '../../src/views/chart.ts';
import type { Seen } from '../scenario/person.ts';
import { openPlayground, type PlaygroundInTest } from '../scenario/playground.ts';
import { cardOf, press, replyTo, runIn, say } from '../scenario/story.ts';

const SHOP = '#team-shop';
const WHOLE = ['shop p99', 'shop errors'];

const openNative = (t: Parameters<typeof openPlayground>[0]) =>
  openPlayground(t, { measured: true, config: { slack: { blocks: 'native' } } });

async function startedOn(play: PlaygroundInTest, target: string) {
  const ana = play.as('ana');
  const { said } = await say(ana, SHOP, `/chaos delay ${target} 200ms for 30s`);
  const run = runIn(said);
  await press(ana, said, 'Start now');
  return { ana, run, card: await cardOf(ana, SHOP, run, /RUNNING/) };
}

type Started = Awaited<ReturnType<typeof startedOn>>;

async function verdictOf(play: PlaygroundInTest, { ana, run, card }: Started): Promise<Seen> {
  for (let step = 0; step < 11; step += 1) await play.clock.advance(5_000);
  await cardOf(ana, SHOP, run, /RECOVERED.*verdict PASSED/);
  return replyTo(ana, card, /verdict PASSED/);
}

function blocksIn<T = { readonly alt_text: string }>({ blocks }: Seen, type: string): readonly T[] {
  const all = blocks as readonly ({ readonly type: string } & T)[];
  return all.filter((block) => block.type === type);
}

const chartsIn = (seen: Seen) => blocksIn<ChartBlock>(seen, 'data_visualization');

test('where newer blocks are wanted a chart repeats each picture, as people ask and with the verdict', async (t) => {
  const play = await openNative(t);
  const started = await startedOn(play, 'web');
  await play.clock.advance(5_000);
  const { said } = await say(started.ana, SHOP, `/chaos show ${started.run} chart`);
  assert.deepEqual(
    chartsIn(said).map(({ title }) => title),
    WHOLE,
  );
  const verdict = await verdictOf(play, started);
  const charts = chartsIn(verdict);
  assert.deepEqual(
    charts.map(({ title }) => title),
    WHOLE,
  );
  const [first] = charts;
  const [image] = blocksIn(verdict, 'image');
  assert.equal(first?.chart.axis_config.y_label, 'ms');
  const times = first?.chart.axis_config.x_label.match(/\d\d:\d\d:\d\d/g) ?? [];
  const [measured, before, limit] = first?.chart.series ?? [];
  assert.equal(times.length, 2);
  assert.ok((measured?.data.length ?? 0) >= 10);
  assert.equal(limit?.name, 'limit 500 ms');
  for (const said of [...times, before?.name.replace('before ', '')])
    assert.ok(image?.alt_text.includes(said ?? '?'), `${said}: ${image?.alt_text}`);
});

test('a workspace without charts gets pictures and words, and is not offered charts again', async (t) => {
  const play = await openNative(t);
  await play.faults({ slack: { withoutBlocks: 'data_visualization' } });
  const postsFor = async (target: string) => {
    const started = await startedOn(play, target);
    await replyTo(started.ana, started.card, /INJECTED/);
    const before = (await play.calls()).slack['chat.postMessage'] ?? 0;
    const verdict = await verdictOf(play, started);
    assert.deepEqual([blocksIn(verdict, 'image').length, chartsIn(verdict).length], [2, 0]);
    return { ...started, posts: ((await play.calls()).slack['chat.postMessage'] ?? 0) - before };
  };
  assert.equal((await postsFor('web')).posts, 2);
  const { ana, run, posts } = await postsFor('checkout');
  assert.equal(posts, 1);
  const { said } = await say(ana, SHOP, `/chaos show ${run} chart`);
  assert.deepEqual([blocksIn(said, 'image').length, chartsIn(said).length], [2, 0]);
  const doctor = await say(ana, SHOP, '/chaos doctor');
  assert.match(doctor.said.plain, /refuses newer blocks/);
});

test('an answer that a workspace refuses for its charts arrives with its pictures and words', async (t) => {
  const play = await openNative(t);
  await play.faults({ slack: { withoutBlocks: ['data_visualization'] } });
  const { ana, run } = await startedOn(play, 'web');
  await play.clock.advance(5_000);
  const { said } = await say(ana, SHOP, `/chaos show ${run} chart`);
  assert.match(said.plain, /Signals\*?\n.*shop p99: within its limit so far/);
  assert.deepEqual([blocksIn(said, 'image').length, chartsIn(said).length], [2, 0]);
});
