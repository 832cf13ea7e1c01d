// A picture of two series of 300 points, painted off the main thread: the first, a warm one, and what the loop feels of it.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { createPainter, type Painter } from '../src/signals/picture/painter.ts';
import type { Picture } from '../src/signals/picture/picture.ts';
import { type Course, inTurns, statisticsOf } from './harness.ts';
import { type Figure, type Line, timesOf } from './table.ts';

const NS_PER_MS = 1e6;
/** Between two questions to the loop, and part of every answer: Node's default, which prom-client takes, and a stricter. */
const RESOLUTIONS_MS = [10, 1];
const WINDOW_MS = 3_000;
/** Far more often than a channel is given any; with no pause at all the row would be about the number of cores. */
const EVERY_MS = 250;

export async function measurePictures({ quick, say }: Course): Promise<readonly Line[]> {
  const first = await inTurns({ first: firstPicture }, { warmUp: 0, rounds: quick ? 1 : 5 });
  const painter = createPainter();
  try {
    const rounds = quick ? { warmUp: 1, rounds: 2 } : { warmUp: 5, rounds: 40 };
    say(`a picture of 2 × 300 points: ${rounds.rounds} rounds`);
    const { warm } = await inTurns({ warm: () => timeOf(painter) }, rounds);
    const lines: Line[] = [];
    for (const resolutionMs of RESOLUTIONS_MS) lines.push(await loopLine(painter, resolutionMs, quick));
    return [
      line(
        'the first picture, its thread and fonts included',
        timesOf(statisticsOf(first.first)),
        'none: at most 1.5 s',
      ),
      line('a warm picture of 2 series × 300 points', timesOf(statisticsOf(warm)), 'none: at most 150 ms'),
      ...lines,
    ];
  } finally {
    await painter.stop();
  }
}

function line(what: string, own: Figure, peer: string | { name: string; figure: Figure }): Line {
  return { what, own, peer };
}

async function firstPicture(): Promise<number> {
  const painter = createPainter();
  try {
    return await timeOf(painter);
  } finally {
    await painter.stop();
  }
}

async function timeOf(painter: Painter): Promise<number> {
  const from = performance.now();
  await painter.paint(picture);
  return performance.now() - from;
}

async function painting(painter: Painter): Promise<void> {
  const until = performance.now() + WINDOW_MS;
  while (performance.now() < until) {
    await painter.paint(picture);
    await pause(EVERY_MS);
  }
}

async function loopLine(painter: Painter, resolutionMs: number, quick: boolean): Promise<Line> {
  const { painted, idle } = await inTurns(
    {
      painted: () => loopDelay(resolutionMs, painting(painter)),
      idle: () => loopDelay(resolutionMs, pause(WINDOW_MS)),
    },
    { warmUp: 0, rounds: quick ? 1 : 7 },
  );
  const what = `p99.9 of the main loop’s delay, asked every ${resolutionMs} ms, a picture every ${EVERY_MS} ms`;
  const peer = { name: 'the idle loop', figure: timesOf(statisticsOf(idle)) };
  return line(what, timesOf(statisticsOf(painted)), peer);
}

async function loopDelay(resolution: number, meanwhile: Promise<unknown>): Promise<number> {
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  await meanwhile;
  histogram.disable();
  return histogram.percentile(99.9) / NS_PER_MS;
}

const STEP_MS = 4_000;
const points = (height: number): readonly (readonly [number, number])[] =>
  Array.from({ length: 300 }, (_, step) => {
    const isHit = step > 60 && step < 180;
    return [step * STEP_MS, height * (1 + 0.05 * Math.sin(step * 1.7)) * (isHit ? 4 : 1)] as const;
  });
const picture: Picture = {
  title: 'checkout p99 latency',
  unit: 'ms',
  from: 0,
  to: 299 * STEP_MS,
  series: [
    { name: 'checkout', points: points(240) },
    { name: 'cart', points: points(150) },
  ],
  baseline: { low: 220, high: 260 },
  fault: { from: 61 * STEP_MS, to: 180 * STEP_MS },
  threshold: { value: 500, side: 'above' },
  marks: [
    { at: 61 * STEP_MS, label: 'running', kind: 'phase' },
    { at: 75 * STEP_MS, label: 'CheckoutSlow firing', kind: 'alert' },
    { at: 180 * STEP_MS, label: 'recovering', kind: 'phase' },
  ],
};
