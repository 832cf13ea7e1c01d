// The values of a template's parameters at a place: read by their types, workloads looked up, what is missing named.

import { selectorOf } from '../chaos/pod-selector.ts';
import { resolveTarget, targetSentence } from '../chaos/target.ts';
import { rangeOf, readParameter } from '../chaos/templates/parameter-value.ts';
import type {
  TemplateHead,
  TemplateParameter,
  TemplateValue,
  TemplateValues,
} from '../chaos/templates/template.ts';
import { readTarget } from './place.ts';
import type { KnownCluster, Place } from './where.ts';

export interface At {
  readonly place: Place;
  readonly cluster: Pick<KnownCluster, 'workloads' | 'pods'>;
}

export interface TemplateValuesAnswer {
  readonly values: TemplateValues;
  /** A sentence for each parameter that is missing or cannot be what was typed. */
  readonly errors: Readonly<Record<string, string>>;
  /** What was not said and is meant: `latency 300ms`. */
  readonly defaults: readonly string[];
}

export function valuesAt(
  { parameters }: TemplateHead,
  typed: Readonly<Record<string, string>>,
  at: At,
): TemplateValuesAnswer {
  const values = new Map<string, TemplateValue>();
  const errors: Record<string, string> = {};
  const defaults: string[] = [];
  for (const parameter of parameters) {
    const said = typed[parameter.name]?.trim() || undefined;
    const meant = said ?? parameter.default ?? impliedBy(parameter, at);
    const read = meant === undefined ? missing(parameter) : readAt(parameter, meant, at);
    if (read.ok) values.set(parameter.name, read.value);
    else errors[parameter.name] = read.sentence;
    if (said === undefined && parameter.default !== undefined)
      defaults.push(`${parameter.name} ${parameter.default}`);
  }
  return { values, errors, defaults };
}

/** A namespace that nobody says is the one where it is asked for. */
function impliedBy({ type }: TemplateParameter, { place }: At): string | undefined {
  return type === 'namespace' ? place.namespace : undefined;
}

type Read = ReturnType<typeof readParameter>;

function missing(parameter: TemplateParameter): Read {
  return {
    ok: false,
    sentence: `This has to be said: ${parameter.help} (${rangeOf(parameter)})`,
  };
}

function readAt(parameter: TemplateParameter, typed: string, at: At): Read {
  return parameter.type === 'workload' ? readWorkload(typed, at) : readParameter(parameter, typed);
}

/** As the whole of a value the selector that means it, else its name. */
function readWorkload(typed: string, { place, cluster }: At): Read {
  const target = readTarget(typed);
  if (target === undefined)
    return { ok: false, sentence: `“${typed.slice(0, 60)}” is not the name of a workload.` };
  if (target.place.cluster !== undefined && target.place.cluster !== place.cluster)
    return {
      ok: false,
      sentence: `All of it happens in ${place.cluster}: ${target.place.cluster} is another cluster.`,
    };
  const namespace = target.place.namespace ?? place.namespace;
  const around = { namespace, workloads: cluster.workloads(namespace), pods: cluster.pods(namespace) };
  const found = resolveTarget(target.word, around);
  if (!found.ok)
    return { ok: false, sentence: targetSentence(found.refusal, `${place.cluster}/${namespace}`) };
  return { ok: true, value: { whole: selectorOf({ namespace, ...found }), text: found.word } };
}
