// From the press of Start to the card saying RUNNING, as the person who pressed sees it.
import type { PersonInTest, Seen } from '../test/scenario/person.ts';
import { type Course, inTurns, statisticsOf } from './harness.ts';
import { type Line, timesOf } from './table.ts';
import { openWorkspace } from './workspace.ts';

const channel = '#team-shop';
const patienceMs = 30_000;

export async function measureCard({ quick, say }: Course): Promise<readonly Line[]> {
  const rounds = quick ? { warmUp: 0, rounds: 1 } : { warmUp: 1, rounds: 10 };
  say(`from the press to the card: ${rounds.rounds} rounds`);
  const workspace = await openWorkspace();
  try {
    const ana = workspace.as('ana');
    const { pressed } = await inTurns({ pressed: () => pressToRunning(ana) }, rounds);
    const peer = 'none: informational; a card is edited at most once in 3 s';
    return [
      { what: 'press of *Start now* to the card saying RUNNING', own: timesOf(statisticsOf(pressed)), peer },
    ];
  } finally {
    await workspace.end();
  }
}

async function pressToRunning(ana: PersonInTest): Promise<number> {
  const before = new Set((await ana.messages(channel)).map(({ ts }) => ts));
  const isNew = ({ ts }: Seen): boolean => !before.has(ts);
  await ana.command(channel, '/chaos delay cart 200ms for 5m');
  await ana.waitFor(channel, (message) => isNew(message) && message.plain.includes('Start now'));
  const from = performance.now();
  const [card] = await Promise.all([
    ana.waitFor(channel, (message) => isNew(message) && isCard(message, 'RUNNING'), {
      timeoutMs: patienceMs,
    }),
    ana.click({ channel, label: 'Start now' }),
  ]);
  const tookMs = performance.now() - from;
  const run = /r-[a-z0-9]{6}/.exec(card.plain)?.[0] ?? '';
  await ana.command(channel, `/chaos stop ${run}`);
  await ana.waitFor(channel, (message) => message.ts === card.ts && isCard(message, 'RECOVERED'), {
    timeoutMs: patienceMs,
  });
  return tookMs;
}

function isCard(message: Seen, word: string): boolean {
  return message.ephemeral !== true && message.plain.includes(word);
}
