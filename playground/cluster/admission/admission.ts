// What happens to a chaos object before it is stored: decoding, defaulting, schema, the webhooks' checks.

import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../clock.ts';
import type { Faults } from '../faults.ts';
import type { ChaosKind } from '../kinds/kind.ts';
import { chaosKindOf, orchestrationOf } from '../kinds/kind-table.ts';
import type { ObjectShape } from '../kinds/shape.ts';
import { type Fields, fieldsAt, isFields, type KubeObject, specOf, textsAt } from '../objects/kube-object.ts';
import { badRequest, internalError, invalid, StatusError } from '../objects/status-error.ts';
import { CHAOS_GROUP, type Resource } from '../store/resources.ts';
import { completed, typeProblems, unknownFields } from './decode.ts';
import { addressed } from './machine-rules.ts';
import { admitOrchestration } from './orchestrations.ts';
import { schemaCauses } from './schema.ts';
import { workloadCauses } from './workload-rules.ts';

export interface AdmissionRequest {
  readonly resource: Resource;
  readonly object: KubeObject;
  readonly previous: KubeObject | undefined;
  readonly user: string;
  readonly strict: boolean;
  /** A SubjectAccessReview for the requesting user: may they create (or, on an update, update) this kind there? */
  may(resource: string, namespace: string | undefined): boolean;
}

export interface Admission {
  /** Returns the object as it is to be stored, or throws what the API server would answer. */
  admit(request: AdmissionRequest): KubeObject;
}

function deniedBy(webhook: string, message: string): StatusError {
  return new StatusError(403, 'Forbidden', `admission webhook "${webhook}" denied the request: ${message}`);
}

function checkReachable(kind: Pick<ChaosKind, 'kind'>): void {
  const name = kind.kind.toLowerCase();
  const path = `mutate-chaos-mesh-org-v1alpha1-${name}`;
  const url = `https://chaos-mesh-controller-manager.chaos-mesh.svc:443/${path}?timeout=5s`;
  const cause = 'dial tcp 10.96.0.15:443: connect: connection refused';
  throw internalError(
    `failed calling webhook "m${name}.kb.io": failed to call webhook: Post "${url}": ${cause}`,
  );
}

const TOP_FIELDS = ['apiVersion', 'kind', 'metadata', 'spec', 'status'];

function checkStrict({ resource, object, strict }: AdmissionRequest, shape: ObjectShape): void {
  const unknown = strict ? unknownFields(shape, object['spec'] ?? {}, 'spec') : [];
  const top = strict ? Object.keys(object).filter((key) => !TOP_FIELDS.includes(key)) : [];
  const all = [...top, ...unknown].map((path) => `unknown field "${path}"`);
  if (all.length === 0) return;
  const { kind, version } = resource;
  throw badRequest(
    `${kind} in version "${version}" cannot be handled as a ${kind}: strict decoding error: ${all.join(', ')}`,
  );
}

/** The mutating webhook: Go zero values, defaults, and the object's own namespace for empty selectors. */
function defaulted(kind: ChaosKind, object: KubeObject, now: number): KubeObject {
  const spec = object['spec'] ?? {};
  const [problem] = typeProblems(kind.spec, spec, `${kind.kind}.spec`);
  if (problem !== undefined) {
    const webhook = `m${kind.kind.toLowerCase()}.kb.io`;
    // A webhook that fails, rather than denies, gives no reason.
    throw new StatusError(400, '', `admission webhook "${webhook}" denied the request: ${problem}`);
  }
  const given = completed(kind.spec, isFields(spec) ? spec : {});
  const filled = { ...given, ...kind.generated?.(given, now) };
  const { apiVersion, metadata } = object;
  for (const { selector } of kind.selectors(filled)) {
    const hasNamespaces = textsAt(selector, 'namespaces').length > 0;
    if (!hasNamespaces) selector['namespaces'] = [metadata.namespace];
  }
  const status = isFields(object['status']) ? object['status'] : {};
  return { apiVersion, kind: object.kind, metadata, spec: filled, status: { experiment: {}, ...status } };
}

function checkRights(request: AdmissionRequest, kind: ChaosKind, spec: Fields): void {
  const { user, resource } = request;
  for (const { selector } of kind.selectors(spec)) {
    const namespaces = [...textsAt(selector, 'namespaces'), ...Object.keys(fieldsAt(selector, 'pods'))];
    const denied = namespaces.find((namespace) => !request.may(resource.singular, namespace));
    if (denied !== undefined) throw deniedBy('vauth.kb.io', `${user} is forbidden on namespace ${denied}`);
  }
}

function checkValid({ resource, previous }: AdmissionRequest, kind: ChaosKind, object: KubeObject): void {
  const { name, generateName } = object.metadata;
  const causes = schemaCauses(kind.spec, object['spec'], 'spec');
  if (causes.length > 0) throw invalid(resource, name || (generateName ?? ''), causes);
  const webhook = `v${resource.singular}.kb.io`;
  if (previous !== undefined && !isDeepStrictEqual(specOf(previous), specOf(object))) {
    throw deniedBy(webhook, 'Cannot update chaos spec');
  }
  const problems = kind.problems(specOf(object));
  const [only] = problems;
  if (only === undefined) return;
  throw deniedBy(webhook, problems.length === 1 ? only : `[${problems.join(', ')}]`);
}

function checkedWorkload({ resource, object }: AdmissionRequest): KubeObject {
  const causes = workloadCauses(object);
  if (causes.length > 0) throw invalid(resource, object.metadata.name, causes);
  return addressed(object);
}

interface AdmissionDeps {
  readonly faults: Faults;
  readonly clock: Pick<Clock, 'now'>;
}

export function createAdmission({ faults, clock }: AdmissionDeps): Admission {
  /** What chooses no pods itself. */
  function withoutPods(request: AdmissionRequest): KubeObject {
    const row = orchestrationOf(request.resource);
    if (row === undefined) return checkedWorkload(request);
    if (faults.has('controllerDown')) checkReachable(row);
    return admitOrchestration(request, row);
  }

  return {
    admit(request) {
      const { resource, object } = request;
      const kind = resource.group === CHAOS_GROUP ? chaosKindOf(resource) : undefined;
      if (kind === undefined) return withoutPods(request);
      checkStrict(request, kind.spec);
      if (faults.has('controllerDown')) checkReachable(kind);
      const mutated = defaulted(kind, object, clock.now());
      checkValid(request, kind, mutated);
      checkRights(request, kind, specOf(mutated));
      return mutated;
    },
  };
}
