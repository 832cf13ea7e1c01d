// A run that Redis no longer knows, made again from its sealed object: the cluster's truth wins.

import { CONTRACT } from '../chaos/alert-contract.ts';
import type { ChaosObject, Cluster } from '../chaos/cluster.ts';
import type { Experiment } from '../chaos/experiment.ts';
import { experimentOf } from '../chaos/from-object.ts';
import { actionOf, manifestOf } from '../chaos/manifest.ts';
import { orchestratedOf } from '../chaos/orchestration/compose.ts';
import { type SealAnswer, specHash } from '../halt/seal.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlanQuestion } from '../plan/planner.ts';
import { NOTHING_HEARD } from './alerts.ts';
import type { Mover } from './move.ts';
import { requesterOf } from './seal-values.ts';

export interface RebuildDeps {
  readonly mover: Pick<Mover, 'rebuild'>;
  readonly seal: (object: ChaosObject) => SealAnswer;
  readonly plan: (question: PlanQuestion) => Promise<Plan>;
  readonly wake: (id: string) => Promise<void>;
  /** Somebody tells us of alerts: they are heard from now on. */
  readonly hearsAlerts?: true;
  /** Under our seal stands another experiment, or it stands in another cluster than the one it was made for. */
  readonly onForged: (cluster: Cluster, object: ChaosObject) => void;
}

/** Objects that no experiment of ours describes are left to end by themselves. */
export function createRebuild(deps: RebuildDeps): (cluster: Cluster, object: ChaosObject) => Promise<void> {
  return async (cluster, object) => {
    const seal = deps.seal(object);
    const experiment =
      experimentOf(object, { cluster: cluster.name }) ?? orchestratedOf(object, cluster.name);
    if (!seal.ok || !experiment) return;
    const { run: id, channel, digest, spec } = seal.values;
    const requester = requesterOf(seal.values);
    const agreed = asAgreed(experiment, spec);
    if (seal.values.cluster !== cluster.name || agreed === undefined) return deps.onForged(cluster, object);
    const plan = await deps.plan({ experiment: named(agreed), by: requester, runId: id, defaults: [] });
    const decided: Plan = { ...plan, digest, findings: [], verdict: { kind: 'allow', rule: 'sealed' } };
    const manifest = { ...plan.manifest, metadata: metadataOf(object) };
    const hears = deps.hearsAlerts && plan.hits === undefined && { alerts: NOTHING_HEARD };
    const run = { id, requester, origin: channel, channel, plan: { ...decided, manifest }, ...hears };
    await deps.mover.rebuild(run, object);
    await deps.wake(id);
  };
}

/**
 * What was sent under the seal; undefined: something else. Chaos Mesh's webhooks make up a name or an id where none was
 * said (a rule of a JVM, an attack on a machine), which then stands in the object as if it had been.
 */
function asAgreed(experiment: Experiment, hash: string): Experiment | undefined {
  const made = actionOf(experiment)
    .parameters.filter((one) => one.made)
    .map(({ name }) => name);
  const said = Object.entries(experiment.parameters).filter(([name]) => !made.includes(name));
  return [experiment, { ...experiment, parameters: Object.fromEntries(said) }].find(
    (one) => specHash(manifestOf(one, '').spec) === hash,
  );
}

/** With what people promised of its alerts. */
function metadataOf({ name, namespace, annotations }: ChaosObject): Plan['manifest']['metadata'] {
  const promised = annotations[CONTRACT];
  return { name, namespace, ...(promised !== undefined && { annotations: { [CONTRACT]: promised } }) };
}

/** The word a person typed is not under the seal; the app label is what they most likely meant. */
function named(experiment: Experiment): Experiment {
  if (experiment.orchestrated !== undefined || actionOf(experiment).on !== 'pods') return experiment;
  const word = experiment.target.labels['app'];
  return word === undefined ? experiment : { ...experiment, target: { ...experiment.target, word } };
}
