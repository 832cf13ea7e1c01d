// The real kubectl, as a person at a terminal would use it.
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { program } from './repository.ts';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs kubectl with these words; `input` goes to its stdin. */
export type Kubectl = (words: readonly string[], input?: string) => Promise<Said>;

export function kubectlWith(kubeconfig: string): Kubectl {
  // What it keeps between two calls lies with the kubeconfig, and goes with it.
  const env = { PATH: process.env['PATH'], HOME: dirname(kubeconfig) };
  return async (words, input = '') => {
    const child = spawn(program('kubectl'), [`--kubeconfig=${kubeconfig}`, ...words], { env });
    child.stdin.end(input);
    const ended = new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? 1));
    });
    const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
    return { code, out, err };
  };
}
