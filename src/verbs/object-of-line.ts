// The object that a line means, for somebody who wants to read or keep it; nothing is created.

import { manifestOf, manifestYaml, objectName } from '../chaos/manifest.ts';
import { aimed } from './aimed.ts';
import type { Answer } from './answer.ts';
import type { InjectCommand } from './command.ts';
import { parseCommand } from './parse.ts';
import { guessedIn, picturedFrom } from './pictured.ts';
import type { KnownCluster, Place } from './where.ts';

/** `guessed`: names that were taken for the label `app`. */
export type ObjectAnswer =
  | {
      readonly ok: true;
      readonly yaml: string;
      readonly defaults: readonly string[];
      readonly guessed: readonly string[];
    }
  | { readonly ok: false; readonly answer: Extract<Answer, { kind: 'refused' }> };

/** `cluster` absent: a name is taken for the label `app` of that value, since nobody can be asked. */
export function objectOfLine(line: string, home: Place, cluster?: KnownCluster): ObjectAnswer {
  const parsed = parseCommand(line);
  if (!parsed.ok) return { ok: false, answer: { kind: 'refused', of: 'parse', refusal: parsed.refusal } };
  if (parsed.value.verb !== 'inject') return notAFault(parsed.value.verb);
  return written(parsed.value, home, cluster);
}

function written(command: InjectCommand, home: Place, known: KnownCluster | undefined): ObjectAnswer {
  const namespace = command.place.namespace ?? home.namespace;
  const place = { cluster: command.place.cluster ?? home.cluster, namespace };
  const cluster = known ?? picturedFrom(command, place);
  const found = aimed(command, { place, cluster });
  if (!found.ok) return { ok: false, answer: found.refused };
  const { experiment, defaults } = found.said;
  const yaml = manifestYaml(manifestOf(experiment, objectName(experiment, '')));
  return { ok: true, yaml, defaults, guessed: known === undefined ? guessedIn(command) : [] };
}

function notAFault(verb: string): ObjectAnswer {
  const refusal = { what: 'unknown-part', field: 'fault', got: verb, example: 'kill web' } as const;
  return { ok: false, answer: { kind: 'refused', of: 'parse', refusal } };
}
