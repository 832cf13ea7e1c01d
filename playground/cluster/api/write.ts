// Create, update and patch, each through admission and the registry.

import type { Clock } from '../../clock.ts';
import type { Admission } from '../admission/admission.ts';
import type { Throttle } from '../admission/throttle.ts';
import { chaosKindOf } from '../kinds/kind-table.ts';
import { type Fields, isFields, type KubeObject } from '../objects/kube-object.ts';
import { isTerminating } from '../objects/pod.ts';
import { invalid, notFound, terminating, unsupportedMediaType } from '../objects/status-error.ts';
import { withInitialStatus } from '../store/initial-status.ts';
import { jsonPatch, mergePatch } from '../store/patch.ts';
import type { Registry } from '../store/registry.ts';
import type { Catalog } from '../store/resources.ts';
import { type Answer, ok } from './answer.ts';
import { objectOf, parseBody } from './body.ts';
import { type Call, isDryRun, scopeOf } from './call.ts';
import type { AccessReview } from './rbac.ts';

export interface WriteDeps {
  readonly registry: Registry;
  readonly catalog: Catalog;
  readonly admission: Admission;
  readonly throttle: Throttle;
  readonly review: AccessReview;
  readonly clock: Clock;
}

export interface Write {
  create(call: Call): Promise<Answer>;
  update(call: Call): Promise<Answer>;
  patch(call: Call): Promise<Answer>;
}

const MERGE = 'application/merge-patch+json';
const JSON_PATCH = 'application/json-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';
const APPLY = 'application/apply-patch+yaml';

export function createWrite({ registry, catalog, admission, throttle, review, clock }: WriteDeps): Write {
  const namespaces = catalog.plural('namespaces');

  /** Waits before anything is read, so that nothing read goes stale meanwhile. */
  async function paced(call: Call): Promise<void> {
    if (chaosKindOf(call.resource) === undefined) return;
    const wait = throttle.reserve();
    if (wait > 0) await new Promise<void>((resolve) => clock.after(wait, resolve));
  }

  function admitted(call: Call, object: KubeObject, previous: KubeObject | undefined): KubeObject {
    const { resource, identity, info } = call;
    const { group } = resource;
    return admission.admit({
      resource,
      object,
      previous,
      user: identity.user,
      strict: info.query.get('fieldValidation') === 'Strict',
      may: (name, namespace) =>
        review.allows(identity, {
          verb: previous === undefined ? 'create' : 'update',
          group,
          resource: name,
          subresource: '',
          namespace,
          name: '',
        }),
    });
  }

  function current(call: Call): KubeObject | undefined {
    return registry.get(call.resource, scopeOf(call), call.info.name);
  }

  function existing(call: Call): KubeObject {
    const found = current(call);
    if (found === undefined) throw notFound(call.resource, call.info.name);
    return found;
  }

  function stored(call: Call, found: KubeObject, wanted: Fields): Answer {
    const next = withStatusRule(call, found, objectOf(call, wanted));
    return ok(registry.update(call.resource, admitted(call, next, found), isDryRun(call)));
  }

  function checkPlace({ resource }: Call, { metadata: { name } }: KubeObject, namespace: string): void {
    const found = registry.get(namespaces, undefined, namespace);
    if (found === undefined) throw notFound(namespaces, namespace);
    if (isTerminating(found)) throw terminating(resource, name, namespace);
  }

  function created(call: Call, wanted: Fields): Answer {
    const namespace = scopeOf(call);
    const object = withInitialStatus(call.resource, objectOf(call, wanted));
    if (namespace !== undefined) checkPlace(call, object, namespace);
    const body = registry.create(call.resource, admitted(call, object, undefined), isDryRun(call));
    return { code: 201, body };
  }

  function applied(call: Call): Answer {
    const wanted = parseBody(call.body);
    const found = current(call);
    if (found === undefined) return created(call, wanted);
    return stored(call, found, asFields(mergePatch(found, wanted)));
  }

  return {
    async create(call) {
      await paced(call);
      return created(call, parseBody(call.body));
    },
    async update(call) {
      await paced(call);
      const wanted = parseBody(call.body);
      checkVersionGiven(call, wanted);
      return stored(call, existing(call), wanted);
    },
    async patch(call) {
      await paced(call);
      if (call.contentType.startsWith(APPLY)) return applied(call);
      const found = existing(call);
      return stored(call, found, asFields(patched(call, found)));
    },
  };
}

function asFields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function patched(call: Call, found: KubeObject): unknown {
  const { contentType, body, resource } = call;
  const type = contentType.split(';')[0]?.trim() ?? '';
  if (type === JSON_PATCH) return jsonPatch(found, JSON.parse(body));
  const isMerge = type === MERGE || (type === STRATEGIC && !resource.custom);
  if (isMerge) return mergePatch(found, parseBody(body));
  const known = resource.custom ? [JSON_PATCH, MERGE, APPLY] : [JSON_PATCH, MERGE, STRATEGIC, APPLY];
  throw unsupportedMediaType(
    `the body of the request was in an unknown format - accepted media types include: ${known.join(', ')}`,
  );
}

/** Custom resources are never replaced blindly. */
function checkVersionGiven({ resource, info }: Call, wanted: Fields): void {
  const metadata = asFields(wanted['metadata']);
  if (!resource.custom || metadata['resourceVersion']) return;
  const message = 'Invalid value: 0: must be specified for an update';
  throw invalid(resource, info.name, [
    { reason: 'FieldValueInvalid', message, field: 'metadata.resourceVersion' },
  ]);
}

/** Through the status path only the status changes; elsewhere the status stays, if it has a path of its own. */
function withStatusRule(call: Call, found: KubeObject, next: KubeObject): KubeObject {
  if (call.info.subresource === 'status') {
    const { resourceVersion } = next.metadata;
    return { ...found, metadata: { ...found.metadata, resourceVersion }, status: next['status'] };
  }
  if (!call.resource.statusSubresource) return next;
  const { status: _, ...rest } = next;
  const status = found['status'];
  return (status === undefined ? rest : { ...rest, status }) as KubeObject;
}
