// Follows one object from its creation to its end.
import type { Json } from './client.ts';
import type { Watching } from './watching.ts';

/** One object from its creation on. */
export interface Life {
  readonly kind: string;
  readonly name: string;
  /** As it was answered to the creator. */
  readonly created: Json;
  /** Every version the watch told, the deleted one last. */
  versions(): readonly Json[];
  until(wanted: (object: Json) => boolean, what: string): Promise<Json>;
  /** The object as it was when it went. */
  untilGone(): Promise<Json>;
}

export function lifeOf(watching: Watching, created: Json): Life {
  const { kind } = created;
  const { name } = created.metadata;
  const isOurs = (object: Json): boolean => object.metadata.uid === created.metadata.uid;
  const until = async (wanted: (object: Json, type: string) => boolean, what: string): Promise<Json> => {
    const text = `${kind} ${name} ${what}`;
    return (await watching.until(({ type, object }) => isOurs(object) && wanted(object, type), text)).object;
  };
  return {
    kind,
    name,
    created,
    versions: () => watching.events().flatMap(({ object }) => (isOurs(object) ? [object] : [])),
    until,
    untilGone: () => until((_, type) => type === 'DELETED', 'is gone'),
  };
}
