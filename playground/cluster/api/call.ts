// One authorized request on a resource, as the routes receive it.

import type { KubeObject } from '../objects/kube-object.ts';
import { labelsOf } from '../objects/kube-object.ts';
import { badRequest } from '../objects/status-error.ts';
import type { Resource } from '../store/resources.ts';
import { type Matches, parseFieldSelector, parseLabelSelector } from '../store/selectors.ts';
import type { Identity } from './identity.ts';
import type { RequestInfo } from './request-info.ts';

export interface Call {
  readonly info: RequestInfo;
  readonly resource: Resource;
  /** Whose rights count: the impersonated person, else the token's owner. */
  readonly identity: Identity;
  readonly accept: string;
  readonly contentType: string;
  readonly body: string;
}

/** The namespace objects of the resource live in; cluster-wide resources have none. */
export function scopeOf({ info, resource }: Call): string | undefined {
  return resource.namespaced ? info.namespace : undefined;
}

export function isDryRun({ info }: Call): boolean {
  const values = info.query.getAll('dryRun');
  if (values.some((value) => value !== 'All')) throw badRequest('Invalid value: dryRun must be "All"');
  return values.length > 0;
}

export function filterOf({ info, resource }: Call): Matches {
  const labels = parseLabelSelector(info.query.get('labelSelector') ?? '');
  const fields = parseFieldSelector(resource.kind, info.query.get('fieldSelector') ?? '');
  return (object: KubeObject) => labels(labelsOf(object)) && fields(object);
}

export function versionAsked({ info }: Call): number | undefined {
  const text = info.query.get('resourceVersion');
  if (text === null || text === '') return undefined;
  if (!/^\d+$/.test(text))
    throw badRequest(
      `resourceVersion: Invalid value: "${text}": strconv.ParseUint: parsing "${text}": invalid syntax`,
    );
  return Number(text);
}
