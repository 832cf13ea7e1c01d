// Alerts in a flood over a thousand open runs: tied to them, and taken in by the webhook, beside a bare JSON echo.
import { Pool } from 'undici';
import { startPrivateRedis } from '../playground/redis.ts';
import { createCorrelator } from '../src/alerts/correlate.ts';
import { placeOf, USUAL_NAMES } from '../src/alerts/place.ts';
import { alerts, bodies, PATH, scopes, TOKEN } from './alert-bodies.ts';
import { startChild } from './child.ts';
import { type Course, inTurns, type Sample, statisticsOf } from './harness.ts';
import type { Figure, Line } from './table.ts';

const SHARES = [0, 0.01, 0.2];
const ALERTS = 20_000;
const CONNECTIONS = 32;
const FLOOD_MINUTES = 10;

export async function measureAlerts({ quick, say }: Course): Promise<readonly Line[]> {
  say('alerts tied to 1,000 runs');
  const tied = await Promise.all(SHARES.map((share) => tieLine(share, quick)));
  const redis = await startPrivateRedis({ redisUrl: process.env['REDIS_URL'], path: process.env['PATH'] });
  const [hook, echo] = await Promise.all(
    [['hook', redis.url], ['echo']].map((words) =>
      startChild<{ port: number }>(new URL('./alert-server.ts', import.meta.url), words),
    ),
  );
  try {
    const ports = { hook: hook?.said.port ?? 0, echo: echo?.said.port ?? 0 };
    const taken: Line[] = [];
    for (const share of SHARES) {
      say(`webhook messages of 10 alerts, ${share * 100} % of them matching`);
      taken.push(await hookLine(share, ports, quick));
    }
    return [...tied, ...taken, await floodLine(ports.hook, quick, say)];
  } finally {
    await Promise.all([hook?.end(), echo?.end()]);
    await redis.end();
  }
}

const percent = (share: number): string => (share === 0 ? 'none' : `${share * 100} %`);

/** Alerts a second in one thread, reading of their labels included. */
async function tieLine(share: number, quick: boolean): Promise<Line> {
  const correlator = createCorrelator(scopes());
  const flood = alerts(ALERTS, share);
  const names = new Map<string, string>();
  const tie: Sample = async () =>
    rateOf(ALERTS, () => {
      for (const alert of flood) correlator.match(placeOf(alert, USUAL_NAMES, names));
    });
  const text = JSON.stringify(flood);
  const parse: Sample = async () => rateOf(ALERTS, () => void JSON.parse(text));
  const samples = await inTurns({ tie, parse }, quick ? { warmUp: 1, rounds: 2 } : { warmUp: 5, rounds: 30 });
  return {
    what: `alerts tied to 1,000 open runs, ${percent(share)} of them matching`,
    own: rates(samples.tie),
    peer: { name: 'JSON.parse of the same', figure: rates(samples.parse) },
  };
}

function rateOf(count: number, work: () => void): number {
  const from = performance.now();
  work();
  return (count / (performance.now() - from)) * 1_000;
}

function rates(samples: readonly number[]): Figure {
  const { median, count } = statisticsOf(samples);
  const slowest = Math.min(...samples);
  return { median, unit: '/s', p99: 1_000 / slowest, count };
}

async function hookLine(share: number, ports: { hook: number; echo: number }, quick: boolean): Promise<Line> {
  const texts = bodies(quick ? 200 : 2_000, share);
  const samples = await inTurns(
    { hook: posted(ports.hook, PATH, texts), echo: posted(ports.echo, '/', texts) },
    quick ? { warmUp: 1, rounds: 2 } : { warmUp: 2, rounds: 10 },
  );
  return {
    what: `webhook messages of 10 alerts, ${percent(share)} of them matching`,
    own: rates(samples.hook),
    peer: { name: 'bare node:http JSON echo', figure: rates(samples.echo) },
  };
}

/** Messages a second over 32 connections, each sent once the one before was answered. */
function posted(port: number, path: string, texts: readonly string[]): Sample {
  return async () => {
    const pool = new Pool(`http://127.0.0.1:${port}`, { connections: CONNECTIONS });
    const from = performance.now();
    let next = 0;
    const send = async (): Promise<void> => {
      for (let body = texts[next++]; body !== undefined; body = texts[next++]) await post(pool, path, body);
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, send));
    const rate = (texts.length / (performance.now() - from)) * 1_000;
    await pool.close();
    return rate;
  };
}

async function post(pool: Pool, path: string, body: string): Promise<void> {
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  const answer = await pool.request({ path, method: 'POST', headers, body });
  await answer.body.dump();
  if (answer.statusCode !== 200) throw new Error(`answered ${answer.statusCode}`);
}

/** What the process holds at the end of a flood, beside what it held once warm. */
async function floodLine(port: number, quick: boolean, say: Course['say']): Promise<Line> {
  const minutes = quick ? 0.05 : FLOOD_MINUTES;
  say(`a flood of ${minutes} minutes`);
  const texts = bodies(1_000, 0.01);
  const flood = posted(port, PATH, texts);
  const until = performance.now() + minutes * 60_000;
  const memory: number[] = [];
  while (performance.now() < until) {
    await flood();
    memory.push(await residentBytes(port));
  }
  const third = Math.max(1, Math.floor(memory.length / 3));
  const bytes = (samples: readonly number[]): Figure => {
    const { median, p99, count } = statisticsOf(samples);
    return { median, p99, count, unit: 'B' };
  };
  return {
    what: `memory of the process in the last third of ${minutes} minutes of flood`,
    own: bytes(memory.slice(-third)),
    peer: { name: 'the same in the first third', figure: bytes(memory.slice(0, third)) },
  };
}

async function residentBytes(port: number): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)/mu.exec(text)?.[1]);
}
