// Those who are measured on the engine: a line typed in Slack, kubectl, and a bare POST of the same object.
import { setTimeout as sleep } from 'node:timers/promises';
import type { BotOnEngine } from '../test/cluster/bot.ts';
import type { Engine } from '../test/cluster/engine/engine.ts';
import { copyOf } from './copied-object.ts';
import type { Sample } from './harness.ts';
import type { KubectlWatch } from './kubectl-watch.ts';
import { type ChaosObject, isInjected, type ObjectWatch } from './object-watch.ts';

export interface Actors {
  readonly engine: Engine;
  readonly bot: BotOnEngine;
  readonly watch: ObjectWatch;
  readonly terminal: KubectlWatch;
}

/** Each answers with the milliseconds until its object existed; `typed` must be the first. */
export interface Contestants {
  readonly typed: Sample;
  readonly kubectl: Sample;
  readonly post: Sample;
  /** Milliseconds from each object to all injected being shown, warm-up rounds included. */
  readonly shown: Shown;
}

type Shown = Readonly<Record<'slack' | 'terminal', number[]>>;

export const collection = '/apis/chaos-mesh.org/v1alpha1/namespaces/shop/networkchaos';

/** Chaos Mesh's webhook checks a limited number of writes a second: quicker than this, its limit would be measured. */
const paceMs = 250;
const channel = '#team-shop';
const workloads = ['cart', 'checkout', 'search', 'web'];
const patience = { timeoutMs: 30_000 };

export function createContestants(actors: Actors): Contestants {
  const { engine } = actors;
  const shown: Shown = { slack: [], terminal: [] };
  const kubectl = engine.kubectl('ana');
  const typed = createTyped(actors, shown);
  const copied = (create: (object: ChaosObject) => Promise<unknown>): Promise<Copied> =>
    created(actors, copyOf(typed.model()), create);
  return {
    shown,
    typed: typed.sample,
    async kubectl() {
      const { at, tookMs, printedAt } = await copied((object) =>
        kubectl(['create', '-f', '-'], JSON.stringify(object)),
      );
      shown.terminal.push(printedAt - at);
      return tookMs;
    },
    async post() {
      return (await copied((object) => engine.api.call('POST', collection, object))).tookMs;
    },
  };
}

interface Typed {
  readonly sample: Sample;
  /** The one made first. */
  model(): ChaosObject;
}

/** Workloads take turns, so that the end of one run does not make the next one warn of an overlap. */
function createTyped({ bot, watch }: Actors, shown: Shown): Typed {
  const ana = bot.as('ana');
  let first: ChaosObject | undefined;
  let turn = 0;

  async function sample(): Promise<number> {
    const workload = workloads[turn++ % workloads.length] ?? '';
    const mine = ({ metadata }: ChaosObject): boolean => metadata.name.startsWith(`delay-${workload}-`);
    await sleep(paceMs);
    const from = performance.now();
    const [{ at, object }] = await Promise.all([
      watch.next('ADDED', mine),
      ana.command(channel, `/chaos delay ${workload} 200ms for 5m go`),
    ]);
    first ??= object;
    const run = /r-[a-z0-9]{6}$/.exec(object.metadata.name)?.[0] ?? '';
    const says = (words: string) =>
      ana.waitFor(channel, ({ plain }) => plain.includes(run) && plain.includes(words), patience);
    await says('RUNNING');
    shown.slack.push(performance.now() - at);
    await Promise.all([watch.next('DELETED', mine), ana.command(channel, `/chaos stop ${run}`)]);
    await says('RECOVERED');
    return at - from;
  }

  return {
    sample,
    model() {
      if (!first) throw new Error('nothing was typed yet');
      return first;
    },
  };
}

interface Copied {
  /** When it existed, and when kubectl printed that it was injected, by performance.now(). */
  readonly at: number;
  readonly printedAt: number;
  readonly tookMs: number;
}

async function created(
  { engine, watch, terminal }: Actors,
  copy: ChaosObject,
  create: (object: ChaosObject) => Promise<unknown>,
): Promise<Copied> {
  const { name } = copy.metadata;
  const mine = (one: ChaosObject): boolean => one.metadata.name === name;
  await sleep(paceMs);
  const ended = Promise.all([
    terminal.injected(name),
    watch.next('MODIFIED', (one) => mine(one) && isInjected(one)),
  ]);
  const from = performance.now();
  const [{ at }] = await Promise.all([watch.next('ADDED', mine), create(copy)]);
  const [printedAt] = await ended;
  await Promise.all([watch.next('DELETED', mine), engine.api.call('DELETE', `${collection}/${name}`)]);
  return { at, printedAt, tookMs: at - from };
}
