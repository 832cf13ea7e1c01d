// A process of the bench: started, heard until it says where it is, and gone with the bench, however that ends.
import { createInterface } from 'node:readline';
import { startWarded, type Warded } from '../playground/ward.ts';

export interface Child<Said> {
  /** The JSON line with which it said that it is ready. */
  readonly said: Said;
  end(): Promise<void>;
}

/** `file` is run by this node; what it does not say before it ends is an error with its last words. */
export async function startChild<Said>(
  file: URL,
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Child<Said>> {
  const process_ = await startWarded({
    command: [process.execPath, file.pathname, ...words],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
  });
  const said = (await firstJson(process_)) as Said;
  return { said, end: () => process_.end() };
}

async function firstJson({ output }: Warded): Promise<unknown> {
  const heard: string[] = [];
  for await (const line of createInterface({ input: output })) {
    if (line.startsWith('{')) {
      output.resume();
      return JSON.parse(line);
    }
    heard.push(line);
  }
  throw new Error(`a process ended before it was ready:\n${heard.slice(-20).join('\n')}`);
}
