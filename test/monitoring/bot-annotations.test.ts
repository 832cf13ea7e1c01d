// A run as people see it on their dashboards: one region, level with the run, and a Grafana that fails is in nobody's way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPlayground, type PlaygroundInTest } from '../scenario/playground.ts';
import { cardOf, press, runIn, say } from '../scenario/story.ts';

const SHOP = '#team-shop';

async function delayed(play: PlaygroundInTest) {
  const ana = play.as('ana');
  const { said } = await say(ana, SHOP, '/chaos delay web 200ms for 2m');
  const run = runIn(said);
  await press(ana, said, 'Start now');
  await cardOf(ana, SHOP, run, /RUNNING/);
  return { ana, run };
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (const deadline = Date.now() + 10_000; ; await new Promise((done) => setTimeout(done, 50))) {
    const seen = await look();
    if (seen !== undefined) return seen;
    assert.ok(Date.now() < deadline, 'nothing came');
  }
}

test('a run is one region in Grafana, open while it goes on, and with its outcome at the end', async (t) => {
  const play = await openPlayground(t, { replicas: 2 });
  const { ana, run } = await delayed(play);
  const open = await until(async () => (await play.annotations())[0]);
  assert.ok(open.tags.includes(`run:${run}`) && open.tags.includes('faultline'));
  assert.ok(Math.abs(open.timeEnd - open.time - 120_000) < 2_000, 'it reaches to the planned end');
  await play.clock.advance(120_000);
  await cardOf(ana, SHOP, run, /RECOVERED/);
  const closed = await until(async () =>
    (await play.annotations()).find(({ tags }) => tags.includes('outcome:recovered')),
  );
  assert.equal(closed.id, open.id);
  assert.match(closed.text, /^Delay 200 ms · 1 of 3 web · staging\/shop\n.*\nrecovered/);
  await play.clock.advance(31_000);
  assert.equal((await play.annotations()).length, 1);
});

test('a run starts, runs and recovers beside a Grafana that fails, and is marked once that answers', async (t) => {
  const play = await openPlayground(t);
  await play.faults({ grafana: { status: 500 } });
  const { ana, run } = await delayed(play);
  await play.clock.advance(120_000);
  await cardOf(ana, SHOP, run, /RECOVERED/);
  assert.deepEqual(await play.annotations(), []);
  await play.faults({ grafana: {} });
  await play.clock.advance(61_000);
  const marked = await until(async () => (await play.annotations())[0]);
  assert.ok(marked.tags.includes('outcome:recovered'));
});
