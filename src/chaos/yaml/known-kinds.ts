// Which kinds a document may be of: those that are run, those that are only known, and what is none of ours.

import { experimentKinds, findKind } from '../catalogue/catalogue.ts';
import { CHAOS_API } from '../kinds.ts';
import { asText, type JsonObject } from '../narrow.ts';
import { nearestWords } from '../nearest.ts';
import { ORCHESTRATIONS } from '../orchestration/body.ts';
import type { Finding } from './finding.ts';

/** Chaos Mesh has these too; what they do is not carried out from here. */
const NOT_RUN: Readonly<Record<string, string>> = {
  WorkflowNode: 'A WorkflowNode is written by Chaos Mesh itself and is never given.',
  PhysicalMachine: 'A PhysicalMachine says where a machine is; it is no experiment. Create it with kubectl.',
  RemoteCluster: 'A RemoteCluster says where a cluster is; it is no experiment. Create it with kubectl.',
  PodNetworkChaos: 'A PodNetworkChaos is written by Chaos Mesh itself: give the NetworkChaos.',
  PodIOChaos: 'A PodIOChaos is written by Chaos Mesh itself: give the IOChaos.',
  PodHttpChaos: 'A PodHttpChaos is written by Chaos Mesh itself: give the HTTPChaos.',
};

const CHECKED: readonly string[] = [...experimentKinds(), ...ORCHESTRATIONS, 'StatusCheck'];

/** Why the document is not looked at any further; undefined: its fields are known. */
export function kindFinding(object: JsonObject): Finding | undefined {
  const [apiVersion, kind] = [asText(object['apiVersion']), asText(object['kind'])];
  if (apiVersion !== CHAOS_API) return versionFinding(object, apiVersion, kind);
  if (CHECKED.includes(kind)) return undefined;
  if (Object.hasOwn(NOT_RUN, kind)) return block('not-run-yet', 'kind', NOT_RUN[kind] ?? '');
  if (kind === '')
    return block('missing-field', 'kind', 'kind is missing.', `Add kind: ${CHECKED.join(', ')}.`);
  const [near] = nearestWords(kind, [...CHECKED, ...Object.keys(NOT_RUN)]);
  const cure = near === undefined ? `Known are ${CHECKED.join(', ')}.` : `Did you mean ${near}?`;
  return block('unknown-kind', 'kind', `Chaos Mesh has no kind “${kind.slice(0, 60)}”.`, cure);
}

/** What is checked when it is given alone, and cannot be started so. */
export function notRunAlone(kind: string): Finding | undefined {
  if (kind !== 'StatusCheck') return undefined;
  const sentence = 'A StatusCheck alone injects nothing: that is checked here, but not started.';
  return block('not-run-yet', 'kind', sentence, 'Make it a step of a Workflow.');
}

/** Inside of a Schedule or Workflow only what acts on pods is followed and proven. */
export function notInside(kind: string): Finding | undefined {
  const on = findKind(kind)?.on ?? 'pods';
  if (on === 'pods') return undefined;
  const what = on === 'cloud' ? 'machines of a cloud' : 'machines that run chaosd';
  const sentence = `${kind} acts on ${what}: that is not started from inside of a Schedule or Workflow yet.`;
  return block('not-run-yet', 'kind', sentence, `Give the ${kind} alone.`);
}

function versionFinding(object: JsonObject, apiVersion: string, kind: string): Finding {
  const cure = `apiVersion: ${CHAOS_API}`;
  if (object['apiVersion'] === undefined || apiVersion.startsWith('chaos-mesh.org')) {
    const was =
      apiVersion === ''
        ? 'apiVersion is missing.'
        : `Chaos Mesh has no version “${apiVersion.slice(0, 60)}”.`;
    return block('api-version', 'apiVersion', was, cure);
  }
  const what = `${kind.slice(0, 60) || 'This'} of ${apiVersion.slice(0, 60) || 'no version'}`;
  return block(
    'not-chaos',
    'apiVersion',
    `${what} is not an object of Chaos Mesh: only those are run from here.`,
  );
}

function block(check: string, path: string, sentence: string, cure?: string): Finding {
  return { severity: 'block', check, path, sentence, ...(cure && { cure }) };
}
