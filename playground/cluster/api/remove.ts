// DELETE of one object or of a whole list: preconditions, grace, dry run, and what is answered.

import { type Fields, fieldsAt, type KubeObject } from '../objects/kube-object.ts';
import { notFound, StatusError } from '../objects/status-error.ts';
import type { Registry, Removal } from '../store/registry.ts';
import { apiVersionOf } from '../store/resources.ts';
import { type Answer, ok } from './answer.ts';
import { parseBody } from './body.ts';
import { type Call, filterOf, isDryRun, scopeOf } from './call.ts';

export interface Remove {
  one(call: Call): Answer;
  all(call: Call): Answer;
}

function graceSeconds(call: Call, options: Fields, object: KubeObject): number {
  if (call.resource.plural !== 'pods') return 0;
  const asked = options['gracePeriodSeconds'] ?? call.info.query.get('gracePeriodSeconds');
  const own = Number(fieldsAt(object, 'spec')['terminationGracePeriodSeconds'] ?? 30);
  return asked === undefined || asked === null ? own : Number(asked);
}

function isDry(call: Call, options: Fields): boolean {
  const inBody = options['dryRun'];
  if (inBody === undefined) return isDryRun(call);
  if (JSON.stringify(inBody) === '["All"]') return true;
  throw new StatusError(422, 'Invalid', 'dryRun: Unsupported value: supported values: "All"');
}

function removalOf(call: Call, object: KubeObject): Removal {
  const options = call.body === '' ? {} : parseBody(call.body);
  const { uid, resourceVersion } = fieldsAt(options, 'preconditions');
  return {
    ...(typeof uid === 'string' ? { uid } : {}),
    ...(typeof resourceVersion === 'string' ? { resourceVersion } : {}),
    graceSeconds: graceSeconds(call, options, object),
    dryRun: isDry(call, options),
  };
}

/** A finished deletion is answered with a Status, one that still waits with the object itself. */
function answerFor({ resource }: Call, object: KubeObject, { dryRun }: Removal): unknown {
  const { name, uid, deletionTimestamp } = object.metadata;
  if (deletionTimestamp !== undefined && dryRun !== true) return object;
  const group = resource.group === '' ? {} : { group: resource.group };
  const details = { name, ...group, kind: resource.plural, uid };
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details };
}

export function createRemove(registry: Registry): Remove {
  return {
    one(call) {
      const { resource, info } = call;
      const found = registry.get(resource, scopeOf(call), info.name);
      if (found === undefined) throw notFound(resource, info.name);
      const removal = removalOf(call, found);
      return ok(answerFor(call, registry.remove(resource, scopeOf(call), info.name, removal), removal));
    },
    all(call) {
      const { resource } = call;
      const items = registry.list(resource, scopeOf(call)).filter(filterOf(call));
      for (const item of items) {
        registry.remove(resource, item.metadata.namespace, item.metadata.name, removalOf(call, item));
      }
      return ok({ kind: `${resource.kind}List`, apiVersion: apiVersionOf(resource), metadata: {}, items });
    },
  };
}
