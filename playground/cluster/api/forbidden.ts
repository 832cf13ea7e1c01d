// The 403 of the RBAC authorizer, word for word.

import { StatusError } from '../objects/status-error.ts';
import type { Attributes } from './rbac.ts';

export function forbidden(user: string, attributes: Attributes): StatusError {
  const { verb, group, resource, subresource, namespace, name } = attributes;
  const qualified = group === '' ? resource : `${resource}.${group}`;
  const subject = name === '' ? qualified : `${qualified} "${name}"`;
  const full = subresource === '' ? resource : `${resource}/${subresource}`;
  const scope = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const why = `User "${user}" cannot ${verb} resource "${full}" in API group "${group}" ${scope}`;
  const details = { ...(name === '' ? {} : { name }), ...(group === '' ? {} : { group }), kind: resource };
  return new StatusError(403, 'Forbidden', `${subject} is forbidden: ${why}`, details);
}

export function forbiddenPath(user: string, verb: string, path: string): StatusError {
  const message = `forbidden: User "${user}" cannot ${verb} path "${path}"`;
  return new StatusError(403, 'Forbidden', message, {});
}
