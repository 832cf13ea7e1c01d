// Whether a workload is replacing pods of an older version, as `kubectl rollout status` would say.

import { asList, asNumber, asText, at } from './narrow.ts';

/** From the JSON of a Deployment, StatefulSet or DaemonSet; false where its status does not say. */
export function isRollingOut(raw: unknown): boolean {
  const observed = at(raw, 'status', 'observedGeneration');
  if (typeof observed !== 'number') return false;
  if (observed < asNumber(at(raw, 'metadata', 'generation'))) return true;
  if (asText(at(raw, 'spec', 'updateStrategy', 'type')) === 'OnDelete') return false;
  return deploymentRolls(raw) || statefulSetRolls(raw) || daemonSetRolls(raw);
}

/** A pod that was lost is no rollout: what progresses says so until it is done. */
function deploymentRolls(raw: unknown): boolean {
  const updated = asNumber(at(raw, 'status', 'updatedReplicas'));
  const progress = asList(at(raw, 'status', 'conditions')).find((one) => at(one, 'type') === 'Progressing');
  const reason = asText(at(progress, 'reason'));
  if (reason === '' || reason === 'NewReplicaSetAvailable') return false;
  const [replicas, available] = ['replicas', 'availableReplicas'].map((key) =>
    asNumber(at(raw, 'status', key)),
  );
  const wanted = asNumber(at(raw, 'spec', 'replicas'), 1);
  return updated < wanted || (replicas ?? 0) > updated || (available ?? 0) < updated;
}

function statefulSetRolls(raw: unknown): boolean {
  const [current, next] = ['currentRevision', 'updateRevision'].map((key) => asText(at(raw, 'status', key)));
  if (next === '' || current === next) return false;
  const kept = asNumber(at(raw, 'spec', 'updateStrategy', 'rollingUpdate', 'partition'));
  return asNumber(at(raw, 'status', 'updatedReplicas')) < asNumber(at(raw, 'spec', 'replicas'), 1) - kept;
}

function daemonSetRolls(raw: unknown): boolean {
  const wanted = asNumber(at(raw, 'status', 'desiredNumberScheduled'));
  return asNumber(at(raw, 'status', 'updatedNumberScheduled')) < wanted;
}
