// An engine and a bot on it for all tests of one file.
import { type BotOnEngine, type BotOptions, startBot } from './bot.ts';
import { type Engine, type EngineOptions, startEngine } from './engine/engine.ts';

export interface Stand {
  readonly engine: Engine;
  readonly bot: BotOnEngine;
  stop(): Promise<void>;
}

type Ending = () => unknown;

export async function startBotOnEngine({
  controllerEnv = {},
  ...options
}: Omit<BotOptions, 'kubeconfig'> & EngineOptions = {}): Promise<Stand> {
  const engine = await startEngine({ controllerEnv });
  const endings: Ending[] = [() => engine.stop()];
  const stop = async (): Promise<void> => {
    for (let ending = endings.pop(); ending; ending = endings.pop()) await ending();
  };
  const scope = { after: (ending: unknown) => void endings.push(ending as Ending) };
  try {
    const bot = await startBot(scope, { kubeconfig: engine.kubeconfig('bot'), ...options });
    return { engine, bot, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
