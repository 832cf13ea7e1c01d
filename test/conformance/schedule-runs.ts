// Schedules as the cases make them, and the runs they start.
import type { Json } from './client.ts';
import { chaos, web } from './manifests.ts';
import type { Scene } from './scene.ts';
import type { Watching } from './watching.ts';

export const failure = { action: 'pod-failure', mode: 'one', selector: web };

export function schedule(name: string, spec: Json, body: Json = {}): Json {
  const podChaos = { ...failure, ...body };
  return chaos('Schedule', name, {
    schedule: '@every 2s',
    type: 'PodChaos',
    historyLimit: 5,
    podChaos,
    ...spec,
  });
}

export function added(watching: Watching): Json[] {
  return watching.events().flatMap(({ type, object }) => (type === 'ADDED' ? [object] : []));
}

export async function children(watching: Watching, count: number): Promise<Json[]> {
  await watching.untilAll(() => added(watching).length >= count, `${count} runs`);
  return added(watching);
}

/** Waits until so many of the runs that began are gone again. */
export async function goneOf(watching: Watching, count: number): Promise<void> {
  const gone = (): number => watching.events().filter(({ type }) => type === 'DELETED').length;
  await watching.untilAll(() => gone() >= count, `${count} runs are gone`);
}

export async function begin(scene: Scene, object: Json): Promise<Watching> {
  await scene.deploy('web', 1);
  const runs = await scene.follow('PodChaos');
  await scene.make(object);
  return runs;
}
