// What the Kubernetes Events of a namespace say, as sets: how often something was said is nobody's promise.
import type { Client, Json } from './client.ts';
import { pathOf } from './places.ts';
import { watchFromNow } from './watching.ts';

/** Each step tells of its last write when it is done with it: with these, nothing more is to come. */
export const written = ['initFinalizers: updated', 'desiredphase: updated', 'records: updated'] as const;

export interface Told {
  /** Waits for these words or lines, then says all that was told of the object: `component: word`, Warnings with a `!`. */
  all(name: string, words: readonly string[]): Promise<readonly string[]>;
  /** The text of the first event with this reason, and with these words where they are given. */
  text(name: string, reason: string, words?: string): Promise<string>;
  close(): void;
}

export async function tellingIn(client: Client, namespace: string): Promise<Told> {
  const watching = await watchFromNow(client, pathOf('Event', namespace));
  const about = (name: string): Json[] =>
    watching.events().flatMap(({ type, object }) => {
      return type === 'ADDED' && object.involvedObject.name === name ? [object] : [];
    });

  return {
    async all(name, words) {
      const has = (word: string): boolean =>
        about(name).some((event) => [wordOf(event), lineOf(event)].includes(word));
      await watching.untilAll(() => words.every(has), `events ${words.join(', ')} of ${name}`);
      return [...new Set(about(name).filter(isPromised).map(lineOf))].sort();
    },
    async text(name, reason, words = '') {
      const isIt = ({ involvedObject, reason: why, message }: Json): boolean =>
        involvedObject.name === name && why === reason && message.includes(words);
      const { object } = await watching.until(
        ({ object: event }) => isIt(event),
        `event ${reason} of ${name}`,
      );
      return object.message;
    },
    close: watching.close,
  };
}

/** Writes that crossed are tried again; that the controller mentions it at times means nothing to anybody. */
function isPromised({ type, reason, message }: Json): boolean {
  const isNoise =
    reason === 'Failed' && (type === 'Normal' || message.includes('the object has been modified'));
  return !isNoise;
}

function lineOf(event: Json): string {
  return `${event.source.component}: ${wordOf(event)}${event.type === 'Warning' ? '!' : ''}`;
}

/** Chaos Mesh's own word is finer than the reason: `finalizer-removed` has the reason FinalizerInited. */
function wordOf({ metadata, reason }: Json): string {
  return metadata.annotations?.['chaos-mesh.org/type'] ?? reason;
}
