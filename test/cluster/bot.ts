// The real bot on the real engine: Slack emulator, a Redis of its own, and the bot's process, without any sandbox.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createBots } from '../../playground/bots.ts';
import { createClock } from '../../playground/clock.ts';
import { type ConfigPatch, writeConfiguration } from '../../playground/configuration.ts';
import { startPrivateRedis } from '../../playground/redis.ts';
import { startServer } from '../../playground/server.ts';
import { shopWorkspace } from '../../playground/shop/workspace.ts';
import { createSlackEmulator } from '../../playground/slack/emulator.ts';
import { type PersonInTest, personInTest } from '../scenario/person.ts';
import { contextName } from './engine/people.ts';

export interface BotOnEngine {
  as(name: string): PersonInTest;
  kill(signal?: NodeJS.Signals): void;
  ready(): Promise<void>;
  /** Everything it has said in its log. */
  log(): string;
}

export interface BotOptions {
  readonly kubeconfig: string;
  /** Sections that replace those of the shop's faultline.yaml. */
  readonly config?: ConfigPatch;
}

const readyMs = 30_000;
const tailChars = 8_000;
/** Short enough that a killed bot's work is taken over within a test's patience. */
const timing = { lockMs: 1_000, stalledMs: 500, sweepMs: 500 };
const clusters = [{ name: contextName, context: contextName }];

/** Closes everything with the test, in the reverse order of its start. */
export async function startBot(t: Pick<TestContext, 'after'>, options: BotOptions): Promise<BotOnEngine> {
  const redis = await startPrivateRedis({ path: process.env['PATH'] });
  t.after(() => redis.end());
  const workspace = shopWorkspace();
  const slack = createSlackEmulator({ clock: createClock(), workspace });
  await slack.start();
  t.after(() => slack.stop());
  const server = await startServer({ routes: {}, people: slack.people });
  t.after(() => server.end());
  const file = join(redis.folder, 'faultline.yaml');
  await writeConfiguration(file, { mode: 'socket', patch: { clusters, timing, ...options.config } });
  const logs = join(redis.folder, 'logs');
  const bots = createBots({
    count: 1,
    args: ['--config', file],
    env: {
      PATH: process.env['PATH'],
      SLACK_BOT_TOKEN: workspace.botToken,
      SLACK_APP_TOKEN: workspace.appToken,
      SLACK_SIGNING_SECRET: workspace.signingSecret,
      SLACK_API_URL: slack.apiUrl,
      REDIS_URL: redis.url,
      KUBECONFIG: options.kubeconfig,
      FAULTLINE_SEAL_KEYS: 'engine-seal-key-engine-seal-key-engine',
    },
    logs,
  });
  t.after(() => bots.end());
  await bots.start();
  const log = (): string => readFileSync(join(logs, 'bot.log'), 'utf8');
  const ready = (): Promise<void> => readyOrSaid(() => bots.allReady(readyMs), log);
  await ready();
  return {
    as: (name) => personInTest(server.url, name),
    kill: (signal = 'SIGKILL') => void bots.kill('bot', signal),
    ready,
    log,
  };
}

/** A bot that cannot start says why in its log. */
async function readyOrSaid(ready: () => Promise<void>, log: () => string): Promise<void> {
  try {
    await ready();
  } catch (error) {
    throw new Error(`the bot did not become ready:\n${log().slice(-tailChars)}`, {
      cause: error,
    });
  }
}
