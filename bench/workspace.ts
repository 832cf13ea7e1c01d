// The real bot in a playground of its own, as a process beside the bench, with the people who speak to it.
import { type PersonInTest, personInTest } from '../test/scenario/person.ts';
import { startChild } from './child.ts';

const playground = new URL('../playground/main.ts', import.meta.url);

export type Mode = 'socket' | 'http';

export interface Workspace {
  /** An administrator of the sandbox clusters. */
  readonly kubeconfig: string;
  as(name: string): PersonInTest;
  end(): Promise<void>;
}

interface Addresses {
  readonly people: string;
  readonly kubeconfig: string;
}

export async function openWorkspace(mode: Mode = 'socket'): Promise<Workspace> {
  const words = ['--headless', ...(mode === 'http' ? ['--http'] : [])];
  const { said, end } = await startChild<Addresses>(playground, words);
  return { kubeconfig: said.kubeconfig, as: (name) => personInTest(said.people, name), end };
}
