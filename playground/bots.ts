// Keeps the bots of a playground running: the real process, started again a second after it died, its words in a file.
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startWarded, type Warded } from './ward.ts';

const mainFile = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const restartMs = 1_000;
// A bot that cannot start says why in its log; waiting longer for it would only hide that.
const hopelessDeaths = 3;

export interface BotsOptions {
  readonly count: number;
  /** Words after `serve`. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Where a crash point is named, each bot meets it in its first life only. */
  readonly crashAt?: string | undefined;
  readonly logs: string;
}

export interface BotState {
  readonly name: string;
  readonly pid: number | undefined;
  readonly ready: boolean;
}

export interface Bots {
  start(): Promise<void>;
  list(): Promise<readonly BotState[]>;
  /** Resolves when every bot is ready; rejects, naming those that are not, when the time is over. */
  allReady(timeoutMs: number): Promise<void>;
  kill(name: string, signal: NodeJS.Signals): boolean;
  pids(): Readonly<Record<string, number>>;
  /** Base address of a bot's health and metrics server, as far as it has said one. */
  address(name: string): string | undefined;
  end(): Promise<void>;
}

export function createBots(options: BotsOptions): Bots {
  const names = Array.from({ length: options.count }, (_, index) =>
    index === 0 ? 'bot' : `bot-${index + 1}`,
  );
  const bots = names.map((name) => createBot(name, options));
  const named = (name: string) => bots.find((bot) => bot.name === name);
  const list = () => Promise.all(bots.map((bot) => bot.state()));

  return {
    list,
    async start() {
      mkdirSync(options.logs, { recursive: true });
      await Promise.all(bots.map((bot) => bot.start()));
    },
    async allReady(timeoutMs) {
      for (const deadline = Date.now() + timeoutMs; ; await sleep(50)) {
        const waiting = (await list()).filter((bot) => !bot.ready);
        if (waiting.length === 0) return;
        const hopeless = bots.some((bot) => bot.deathsBeforeReady() >= hopelessDeaths);
        if (hopeless || Date.now() > deadline) throw new NotReadyError(waiting.map((bot) => bot.name));
      }
    },
    kill(name, signal) {
      const bot = named(name);
      bot?.signal(signal);
      return bot !== undefined;
    },
    pids: () => Object.fromEntries(bots.flatMap((bot) => (bot.pid() ? [[bot.name, bot.pid() ?? 0]] : []))),
    address: (name) => named(name)?.address(),
    async end() {
      await Promise.all(bots.map((bot) => bot.end()));
    },
  };
}

export class NotReadyError extends Error {
  constructor(names: readonly string[]) {
    super(`not ready: ${names.join(', ')}`);
    this.name = 'NotReadyError';
  }
}

function createBot(name: string, { args, env, crashAt, logs }: BotsOptions) {
  let life: Warded | undefined;
  let lives = 0;
  let port = 0;
  let deaths = 0;
  let ending = false;
  const rest = new AbortController();

  async function start(): Promise<void> {
    lives += 1;
    const started = await startWarded({
      command: [process.execPath, mainFile, 'serve', ...args],
      env: environment(),
    });
    life = started;
    keepWords(started);
    void started.exited.then(() => reborn(started));
  }

  /** The port of the first life is kept, so that the addresses once printed stay true. */
  function environment(): NodeJS.ProcessEnv {
    const crash = crashAt && lives === 1 ? { FAULTLINE_CRASH_AT: crashAt } : {};
    return { ...env, FAULTLINE_WEB_PORT: String(port), ...crash };
  }

  function keepWords(started: Warded): void {
    const file = createWriteStream(join(logs, `${name}.log`), { flags: 'a' });
    started.output.pipe(file);
    createInterface({ input: started.output }).on('line', (line) => {
      port = portIn(line) ?? port;
    });
  }

  async function reborn(dead: Warded): Promise<void> {
    deaths += 1;
    if (life === dead) life = undefined;
    await dead.end();
    try {
      await sleep(restartMs, undefined, { signal: rest.signal });
    } catch {
      return;
    }
    if (!ending) await start();
  }

  async function ready(): Promise<boolean> {
    if (!life || port === 0) return false;
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(1_000) });
      await answer.body?.cancel();
      if (answer.ok) deaths = 0;
      return answer.ok;
    } catch {
      return false;
    }
  }

  return {
    name,
    start,
    pid: () => life?.pid,
    signal: (signal: NodeJS.Signals) => life?.signal(signal),
    address: () => (port ? `http://127.0.0.1:${port}` : undefined),
    deathsBeforeReady: () => deaths,
    state: async (): Promise<BotState> => ({ name, pid: life?.pid, ready: await ready() }),
    async end() {
      ending = true;
      rest.abort();
      await life?.end();
    },
  };
}

function portIn(line: string): number | undefined {
  if (!line.includes('"listening"')) return undefined;
  try {
    const said = JSON.parse(line) as { msg?: unknown; port?: unknown };
    return said.msg === 'listening' && typeof said.port === 'number' ? said.port : undefined;
  } catch {
    return undefined;
  }
}
