// One process of the engine: started behind a ward, waited for, killed outright, its words in a file.
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startWarded, type Warded } from '../../../playground/ward.ts';

export interface ProcessPlan {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Undefined once it is ready, else what is still amiss; without it the process need only have begun. */
  readonly notReady?: () => Promise<string | undefined>;
}

export interface EngineProcess {
  readonly name: string;
  pid(): number | undefined;
  /** Resolves when it is ready; rejects with its last words when it ends or takes too long. */
  start(): Promise<void>;
  /**
   * SIGKILL, always: nothing of the engine is worth an orderly end, and the Chaos Mesh controller stops its work on
   * SIGTERM but stays.
   */
  kill(): Promise<void>;
}

export class NotReady extends Error {
  constructor(name: string, why: string, words: string) {
    super(`${name} did not become ready: ${why}\n${words}`);
    this.name = 'NotReady';
  }
}

const pollMs = 20;
const patienceMs = 60_000;
const lastWords = 4_000;

export function createEngineProcess(plan: ProcessPlan, logs: string): EngineProcess {
  const log = join(logs, `${plan.name}.log`);
  let life: Warded | undefined;

  async function stateOf(started: Warded): Promise<string | undefined> {
    return life === started ? plan.notReady?.() : 'it ended';
  }

  async function ready(started: Warded): Promise<void> {
    const deadline = Date.now() + patienceMs;
    for (let amiss = await stateOf(started); amiss !== undefined; amiss = await stateOf(started)) {
      const hopeless = life !== started || Date.now() > deadline;
      if (hopeless) throw new NotReady(plan.name, amiss, wordsIn(log));
      await sleep(pollMs);
    }
  }

  return {
    name: plan.name,
    pid: () => life?.pid,
    async start() {
      const started = await startWarded({ command: plan.command, env: plan.env ?? {} });
      life = started;
      started.output.pipe(createWriteStream(log, { flags: 'a' }));
      void started.exited.then(() => {
        if (life === started) life = undefined;
      });
      await ready(started);
    },
    async kill() {
      const dying = life;
      if (!dying) return;
      dying.signal('SIGKILL');
      await dying.exited;
      await dying.end();
    },
  };
}

function wordsIn(log: string): string {
  return existsSync(log) ? readFileSync(log, 'utf8').slice(-lastWords) : '';
}
