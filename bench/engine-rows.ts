// On the real engine: from a line to the object, and from the object to people seeing that all is injected; beside kubectl.
import type { Readable } from 'node:stream';
import { startBotOnEngine } from '../test/cluster/bot-on-engine.ts';
import type { Engine } from '../test/cluster/engine/engine.ts';
import { collection, createContestants } from './engine-contestants.ts';
import { type Course, inTurns, statisticsOf } from './harness.ts';
import { watchWithKubectl } from './kubectl-watch.ts';
import { type ObjectWatch, watchStream } from './object-watch.ts';
import { type Line, type Row, timesOf } from './table.ts';

export async function measureOnEngine({ quick, say }: Course): Promise<readonly Line[]> {
  const rounds = quick ? { warmUp: 1, rounds: 3 } : { warmUp: 3, rounds: 30 };
  say(`on the engine: ${rounds.rounds} rounds`);
  const { engine, bot, stop } = await startBotOnEngine();
  const endings: (() => unknown)[] = [stop];
  try {
    const watch = await watchEngine(engine);
    endings.push(watch.end);
    const terminal = await watchWithKubectl(engine.kubeconfig('ana'));
    endings.push(terminal.end);
    const { shown, ...contestants } = createContestants({ engine, bot, watch, terminal });
    return rowsOf(await inTurns(contestants, rounds), shown, rounds.warmUp);
  } finally {
    for (const end of endings.reverse()) await end();
  }
}

type Samples = Readonly<Record<string, readonly number[]>>;

function rowsOf(taken: Samples, shown: Samples, warmUp: number): readonly Row[] {
  const figure = (samples: readonly number[] = []) => timesOf(statisticsOf(samples));
  const measured = (name: string) => figure(shown[name]?.slice(warmUp));
  const exists = '`/chaos delay … go` to the object existing, on the engine';
  const seen = 'the object existing to all injected shown in Slack, on the engine';
  return [
    {
      what: exists,
      own: figure(taken['typed']),
      peer: { name: '`kubectl create`', figure: figure(taken['kubectl']) },
    },
    {
      what: exists,
      own: figure(taken['typed']),
      peer: { name: 'POST, kept alive', figure: figure(taken['post']) },
    },
    { what: seen, own: measured('slack'), peer: { name: '`kubectl get -w`', figure: measured('terminal') } },
  ];
}

async function watchEngine({ api }: Engine): Promise<ObjectWatch> {
  const { metadata } = await api.get<{ metadata: { resourceVersion: string } }>(`${collection}?limit=1`);
  const stop = new AbortController();
  const query = `watch=true&resourceVersion=${metadata.resourceVersion}`;
  const events: Readable = await api.watch(`${collection}?${query}`, stop.signal);
  return watchStream(events, stop);
}
