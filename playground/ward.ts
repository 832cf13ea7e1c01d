// Starts a process that cannot outlive this one: a ward stands between them and ends it when our end of a pipe closes.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { PassThrough, type Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const wardFile = fileURLToPath(new URL('../tools/ward.js', import.meta.url));

export interface Warded {
  /** The process itself, not its ward. */
  readonly pid: number;
  /** Resolves when the process is gone, by whatever hand. */
  readonly exited: Promise<void>;
  readonly output: Readable;
  signal(signal: NodeJS.Signals): void;
  /** Ends the process (SIGTERM, after two seconds SIGKILL) and removes its folder; resolves when both are gone. */
  end(): Promise<void>;
}

export interface WardedOptions {
  /** Program and its words; without one the ward only keeps the folder. */
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** A folder that goes when the ward ends, even if nobody is left to end it. */
  readonly remove?: string;
}

export async function startWarded({ command, env, cwd, remove }: WardedOptions): Promise<Warded> {
  const words = [...(remove ? ['--remove', remove] : []), ...(command.length > 0 ? ['--', ...command] : [])];
  const ward = spawn(process.execPath, [wardFile, ...words], {
    env,
    cwd,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const gone = new Promise<void>((resolve) => ward.once('close', () => resolve()));
  const output = merged(ward);
  const { pid, exited } = await reportOf(ward, command.length > 0);
  return {
    pid,
    output,
    exited: Promise.race([exited, gone]),
    signal(signal) {
      sendSignal(pid, signal);
    },
    async end() {
      ward.stdin?.destroy();
      await gone;
    },
  };
}

function merged(ward: ChildProcess): Readable {
  const output = new PassThrough();
  for (const stream of [ward.stdout, ward.stderr]) stream?.pipe(output, { end: false });
  ward.once('close', () => output.end());
  return output;
}

/** The ward writes the pid of its child, and later a line when the child has gone before it. */
async function reportOf(
  ward: ChildProcess,
  hasChild: boolean,
): Promise<{ pid: number; exited: Promise<void> }> {
  const never = new Promise<void>(() => undefined);
  if (!hasChild) return { pid: ward.pid ?? 0, exited: never };
  const lines = createInterface({ input: ward.stdio[3] as Readable });
  const pid = await new Promise<number>((resolve, reject) => {
    lines.once('line', (line) => resolve(Number(line)));
    lines.once('close', () => reject(new Error('the ward ended before its child began')));
  });
  return { pid, exited: new Promise((resolve) => lines.once('line', () => resolve())) };
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
