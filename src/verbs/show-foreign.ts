// All about an experiment that no run of ours made: its state, its targets and its YAML, from the watch cache.

import type { ChaosObject } from '../chaos/cluster.ts';
import type { Manifest } from '../chaos/experiment.ts';
import { CHAOS_API } from '../chaos/kinds.ts';
import { manifestYaml } from '../chaos/manifest.ts';
import type { Answer } from './answer.ts';
import type { Asking } from './asking.ts';
import type { ShowPart } from './command.ts';
import { type ListPorts, listPage } from './list.ts';
import { readTarget } from './place.ts';
import { inBrief, type SeenExperiment } from './seen-experiments.ts';

export type ForeignRef = Pick<SeenExperiment, 'cluster' | 'kind' | 'namespace' | 'name'>;

export interface ForeignPorts extends ListPorts {
  /** As the watch last saw it. */
  readonly read: (ref: ForeignRef) => ChaosObject | undefined;
}

export interface ForeignAnswer {
  readonly kind: 'foreign';
  readonly experiment: SeenExperiment;
  readonly records: ChaosObject['records'];
  readonly yaml: string;
  /** The kubectl line that ends it. */
  readonly kubectl: string;
  readonly part?: ShowPart;
}

/** `cluster:ns/name`, or as much of it as is needed; undefined when there is none. */
export async function showForeign(
  word: string,
  part: ShowPart | undefined,
  asking: Asking,
  ports: ForeignPorts,
): Promise<Answer | undefined> {
  const wanted = readTarget(word);
  if (wanted === undefined) return undefined;
  const { cluster, namespace } = wanted.place;
  const found = ports.seen
    .foreign()
    .filter((one) => one.name === wanted.word)
    .filter((one) => cluster === undefined || one.cluster === cluster)
    .filter((one) => namespace === undefined || one.namespace === namespace);
  const [only, ...more] = found;
  if (only === undefined) return undefined;
  if (more.length === 0) return foreignDetails(only, part, ports);
  const filter = { state: 'foreign' as const, texts: [wanted.word] };
  return listPage(filter, undefined, asking, ports);
}

export function foreignDetails(
  ref: ForeignRef,
  part: ShowPart | undefined,
  { read }: Pick<ForeignPorts, 'read'>,
): Answer | undefined {
  const object = read(ref);
  if (object === undefined) return undefined;
  return {
    kind: 'foreign',
    experiment: inBrief(ref.cluster, object, false),
    records: object.records,
    yaml: manifestYaml(manifestFrom(object)),
    kubectl: `kubectl -n ${ref.namespace} delete ${ref.kind.toLowerCase()} ${ref.name}`,
    ...(part !== undefined && { part }),
  };
}

/** What somebody would have to apply to have the same again. */
function manifestFrom({ kind, namespace, name, labels, annotations, spec }: ChaosObject): Manifest {
  const carries = {
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(Object.keys(annotations).length > 0 && { annotations }),
  };
  return { apiVersion: CHAOS_API, kind, metadata: { name, namespace, ...carries }, spec };
}
