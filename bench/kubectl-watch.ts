// A person at a terminal with `kubectl get -w`: the moment it prints that an object's faults are all injected.
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { program } from '../test/cluster/engine/repository.ts';

export interface KubectlWatch {
  /** By this process' performance.now(); ask before causing it. */
  injected(name: string): Promise<number>;
  end(): void;
}

// What it prints by itself has no column for it, so the peer is helped with one.
const columns = String.raw`jsonpath={.metadata.name} {.status.conditions[?(@.type=="AllInjected")].status}{"\n"}`;
const patienceMs = 20_000;

export async function watchWithKubectl(kubeconfig: string): Promise<KubectlWatch> {
  const words = ['get', 'networkchaos', '-n', 'shop', '--watch-only', '-o', columns];
  const child = spawn(program('kubectl'), [`--kubeconfig=${kubeconfig}`, ...words], {
    env: { PATH: process.env['PATH'], HOME: dirname(kubeconfig) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const waiting = new Map<string, (at: number) => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const at = performance.now();
    const [name = '', injected] = line.split(' ');
    if (injected === 'True') waiting.get(name)?.(at);
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  return {
    injected: (name) =>
      new Promise((resolve, reject) => {
        const impatient = setTimeout(() => reject(new Error(`kubectl never printed ${name}`)), patienceMs);
        waiting.set(name, (at) => {
          clearTimeout(impatient);
          waiting.delete(name);
          resolve(at);
        });
      }),
    end: () => void child.kill('SIGKILL'),
  };
}
