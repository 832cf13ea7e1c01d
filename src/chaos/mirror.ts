// The objects of one collection as last seen, and the changes between one sight and the next.

import type { Gone } from './cluster.ts';
import { asText, at } from './narrow.ts';
import type { Packing } from './packed.ts';

interface MirrorDeps<T> {
  readonly read: (raw: unknown) => T | undefined;
  readonly onChange?: (object: T, gone: Gone | undefined) => void;
  readonly onFault?: (fault: unknown) => void;
  /** Kept as text until they are asked for; absent: kept as they are. */
  readonly packing?: Packing<T> | undefined;
}

export interface Mirror<T> {
  /** What a list said: what is missing from it is gone. */
  replace(items: readonly unknown[]): void;
  /** What a watch said. */
  apply(raw: unknown, gone: boolean): void;
  all(): readonly T[];
  inNamespace(namespace: string): readonly T[];
  /** Those whose packed text has one of the words as a text of its own, and all that are not packed. */
  mentioning(words: readonly string[]): readonly T[];
  get(namespace: string, name: string): T | undefined;
}

interface Kept<T> {
  readonly version: string;
  readonly object: T | string;
}

export function createMirror<T extends object>({
  read,
  onChange,
  onFault,
  packing,
}: MirrorDeps<T>): Mirror<T> {
  const spaces = new Map<string, Map<string, Kept<T>>>();

  function shown({ object }: Kept<T>): T {
    return typeof object === 'string' ? (packing as Packing<T>).unpack(object) : object;
  }

  function tell(object: T, gone?: Gone): void {
    try {
      onChange?.(object, gone);
    } catch (fault) {
      // A listener's fault must not end the watch.
      onFault?.(fault);
    }
  }

  function put(raw: unknown): void {
    const { namespace, name, version } = placeOf(raw);
    const space = spaces.get(namespace) ?? new Map<string, Kept<T>>();
    if (space.get(name)?.version === version && version !== '') return;
    const object = read(raw);
    if (object === undefined) return;
    spaces.set(namespace, space.set(name, { version, object: packing?.pack(object) ?? object }));
    tell(object);
  }

  function drop(namespace: string, name: string, last?: T): void {
    const space = spaces.get(namespace);
    const known = space?.get(name);
    if (space === undefined || known === undefined) return;
    space.delete(name);
    if (space.size === 0) spaces.delete(namespace);
    tell(last ?? shown(known), last === undefined ? 'missing' : 'deleted');
  }

  function dropMissing(listed: ReadonlySet<string>): void {
    for (const [namespace, space] of [...spaces]) {
      for (const name of [...space.keys()]) if (!listed.has(`${namespace}/${name}`)) drop(namespace, name);
    }
  }

  return {
    replace(items) {
      dropMissing(new Set(items.map(placeOf).map(({ namespace, name }) => `${namespace}/${name}`)));
      for (const raw of items) put(raw);
    },
    apply(raw, gone) {
      const { namespace, name } = placeOf(raw);
      if (gone) drop(namespace, name, read(raw));
      else put(raw);
    },
    all: () => [...spaces.values()].flatMap((space) => [...space.values()].map(shown)),
    mentioning(words) {
      const quoted = words.map((word) => JSON.stringify(word));
      const isMeant = ({ object }: Kept<T>): boolean =>
        typeof object !== 'string' || quoted.some((word) => object.includes(word));
      return [...spaces.values()].flatMap((space) => [...space.values()].filter(isMeant).map(shown));
    },
    get(namespace, name) {
      const kept = spaces.get(namespace)?.get(name);
      return kept && shown(kept);
    },
    inNamespace: (namespace) => [...(spaces.get(namespace)?.values() ?? [])].map(shown),
  };
}

function placeOf(raw: unknown): { namespace: string; name: string; version: string } {
  const meta = at(raw, 'metadata');
  return {
    namespace: asText(at(meta, 'namespace')),
    name: asText(at(meta, 'name')),
    version: asText(at(meta, 'resourceVersion')),
  };
}
