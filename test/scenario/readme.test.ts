// Replays the session that the README shows: what people type and press, and the words they then see.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Seen } from './person.ts';
import { openPlayground, type PlaygroundInTest } from './playground.ts';

const SHOP = '#team-shop';

interface Step {
  /** A person, `card` or `reply`. */
  readonly who: string;
  readonly says: string;
  readonly sees: readonly string[];
}

function steps(): readonly Step[] {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const block = /<!-- session:[^>]*-->\n```\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const all: { who: string; says: string; sees: string[] }[] = [];
  for (const line of block.split('\n').filter((text) => text.trim() !== '')) {
    const [, who = '', words = ''] = /^(\S*)\s+(.*)$/.exec(line) ?? [];
    if (who === '') all.at(-1)?.sees.push(words);
    else all.push({ who, says: words, sees: [] });
  }
  return all;
}

const holds =
  (words: readonly string[]) =>
  (message: Seen): boolean =>
    words.every((word) => message.plain.includes(word));

/** Cards and replies are seen by everybody; Ana looks. */
async function see(play: PlaygroundInTest, { who, says, sees }: Step): Promise<void> {
  const ana = play.as('ana');
  const wanted = holds([says, ...sees]);
  if (who === 'card')
    return void (await ana.waitFor(SHOP, (message) => !message.ephemeral && wanted(message), {
      timeoutMs: 20_000,
    }));
  const cards = (await ana.messages(SHOP)).filter((message) => !message.ephemeral);
  await ana.waitFor(SHOP, wanted, { thread: cards.at(-1)?.ts, timeoutMs: 20_000 });
}

async function act(play: PlaygroundInTest, { who, says, sees }: Step): Promise<void> {
  const person = play.as(who.toLowerCase());
  const label = /^\[(.*)\]$/.exec(says)?.[1];
  if (label === undefined) assert.equal((await person.command(SHOP, says)).status, 200);
  else await press(play, who, label);
  if (sees.length > 0)
    await person.waitFor(SHOP, (message) => message.ephemeral === true && holds(sees)(message));
}

/** Buttons of replies stand in the thread of the newest card. */
async function press(play: PlaygroundInTest, who: string, label: string): Promise<void> {
  const person = play.as(who.toLowerCase());
  const seen = await person.messages(SHOP);
  const shown = seen.some((message) => message.plain.includes(`[${label}]`));
  const thread = seen.findLast((message) => !message.ephemeral)?.ts;
  await person.click({
    channel: SHOP,
    label,
    ...(shown || thread === undefined ? {} : { thread_ts: thread }),
  });
}

test('the session of the README happens as it is written', async (t) => {
  const play = await openPlayground(t);
  const session = steps();
  assert.ok(session.length > 8);
  for (const step of session)
    await (['card', 'reply'].includes(step.who) ? see(play, step) : act(play, step));
});
