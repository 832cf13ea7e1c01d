// The objects of the shop's experiments as its administrator sees them, and what happened to them.
import assert from 'node:assert/strict';
import type { Engine } from './engine/engine.ts';
import type { Watched } from './engine/object-watch.ts';

export function pathIn(kind: string, name = ''): string {
  return `/apis/chaos-mesh.org/v1alpha1/namespaces/shop/${kind.toLowerCase()}${name && `/${name}`}`;
}

export async function objectsOf({ api }: Engine, kind: string): Promise<readonly Watched[]> {
  return (await api.get<{ readonly items: readonly Watched[] }>(pathIn(kind))).items;
}

/** The one object of a run. */
export async function objectOf(engine: Engine, kind: string, run: string): Promise<Watched> {
  const found = (await objectsOf(engine, kind)).filter(({ metadata }) => metadata.name.includes(run));
  assert.equal(found.length, 1, `${found.length} objects of ${run}`);
  return found[0] as Watched;
}

/** Who has ever written into the object, by the names the API server keeps. */
export function writersOf({ metadata }: Watched): readonly string[] {
  const fields = (metadata['managedFields'] ?? []) as readonly { readonly manager?: string }[];
  return [...new Set(fields.map(({ manager = '' }) => manager))].sort();
}
