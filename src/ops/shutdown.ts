// The orderly stop: named steps in the order they were added, each with a deadline, none skipped for another's failure.

import type { Log } from './log.ts';

export interface Shutdown {
  /** Steps run in the order they are added. */
  add(name: string, step: () => Promise<void> | void, deadlineMs?: number): void;
  /** Runs every step once, however often it is called; true: all ended well in time. */
  run(): Promise<boolean>;
}

export interface ShutdownOptions {
  readonly log: Log;
  readonly deadlineMs?: number;
}

interface Step {
  readonly name: string;
  readonly run: () => Promise<void> | void;
  readonly deadlineMs: number;
}

export function createShutdown({ log, deadlineMs = 5_000 }: ShutdownOptions): Shutdown {
  const steps: Step[] = [];
  let running: Promise<boolean> | undefined;
  return {
    add: (name, run, stepDeadlineMs = deadlineMs) =>
      void steps.push({ name, run, deadlineMs: stepDeadlineMs }),
    run: () => {
      running ??= runAll(steps, log);
      return running;
    },
  };
}

async function runAll(steps: readonly Step[], log: Log): Promise<boolean> {
  let clean = true;
  for (const step of steps) clean = (await runStep(step, log)) && clean;
  log.info('stopped', { clean });
  return clean;
}

async function runStep(step: Step, log: Log): Promise<boolean> {
  const late = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => late.resolve('late'), step.deadlineMs);
  try {
    const outcome = await Promise.race([step.run(), late.promise]);
    if (outcome === 'late') log.warn('a step of the stop took too long', { step: step.name });
    return outcome !== 'late';
  } catch (error) {
    log.error('a step of the stop failed', { step: step.name, err: error });
    return false;
  } finally {
    clearTimeout(timer);
  }
}
