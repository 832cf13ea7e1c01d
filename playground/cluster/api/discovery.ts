// What the cluster serves, as clients discover it: versions, groups, resource lists, health and OpenAPI.

import type { ServerResponse } from 'node:http';
import { apiVersionOf, type Catalog, type Resource } from '../store/resources.ts';
import type { Answer } from './answer.ts';
import { ok } from './answer.ts';
import { openApiIndex, openApiOf } from './openapi.ts';

const VERSION = {
  major: '1',
  minor: '35',
  gitVersion: 'v1.35.4',
  gitCommit: '0000000000000000000000000000000000000000',
  gitTreeState: 'clean',
  buildDate: '2026-04-15T00:00:00Z',
  goVersion: 'go1.25.8',
  compiler: 'gc',
  platform: 'linux/amd64',
};

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

/** Reviews are created and never stored, so they are no rows of the catalog. */
const REVIEWS: Readonly<Record<string, readonly (readonly [plural: string, kind: string])[]>> = {
  'authorization.k8s.io/v1': [
    ['subjectaccessreviews', 'SubjectAccessReview'],
    ['selfsubjectaccessreviews', 'SelfSubjectAccessReview'],
  ],
  'authentication.k8s.io/v1': [['selfsubjectreviews', 'SelfSubjectReview']],
};

function groupVersions(catalog: Catalog): string[] {
  const named = catalog.all.filter(({ group }) => group !== '').map(apiVersionOf);
  return [...new Set([...named, ...Object.keys(REVIEWS)])];
}

function groupOf(groupVersion: string): unknown {
  const [name = '', version = ''] = groupVersion.split('/');
  const entry = { groupVersion, version };
  return { name, versions: [entry], preferredVersion: entry };
}

function rowsOf(resource: Resource): unknown[] {
  const { plural, singular, namespaced, kind, shortNames, subresources } = resource;
  const main = { name: plural, singularName: singular, namespaced, kind, verbs: VERBS, shortNames };
  const subs = subresources.map((sub) => ({
    name: `${plural}/${sub}`,
    singularName: '',
    namespaced,
    kind,
    verbs: ['get', 'patch', 'update'],
  }));
  return [main, ...subs];
}

function resourceList(catalog: Catalog, groupVersion: string): Answer | undefined {
  const resources = catalog.all.filter((row) => apiVersionOf(row) === groupVersion).flatMap(rowsOf);
  const reviews = (REVIEWS[groupVersion] ?? []).map(([name, kind]) => ({
    name,
    singularName: kind.toLowerCase(),
    namespaced: false,
    kind,
    verbs: ['create'],
  }));
  if (resources.length + reviews.length === 0) return undefined;
  const all = [...resources, ...reviews];
  return ok({ kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: all });
}

function healthy(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
  response.end('ok');
}

export interface Discovery {
  /** Undefined when nothing is served under the path. */
  route(path: string): Answer | undefined;
}

export function createDiscovery(catalog: Catalog): Discovery {
  const health: Answer = { code: 200, stream: healthy };
  const versions = groupVersions(catalog);
  const fixed: Readonly<Record<string, () => Answer>> = {
    '/version': () => ok(VERSION),
    '/healthz': () => health,
    '/livez': () => health,
    '/readyz': () => health,
    '/api': () => ok({ kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] }),
    '/apis': () => ok({ kind: 'APIGroupList', apiVersion: 'v1', groups: versions.map(groupOf) }),
    '/openapi/v2': () => ok({ swagger: '2.0', info: { title: 'Kubernetes', version: 'v1.35.4' }, paths: {} }),
    '/openapi/v3': () => ok(openApiIndex(['v1', ...versions])),
  };

  function prefixed(path: string): Answer | undefined {
    const schema = /^\/openapi\/v3\/(?:api|apis)\/(.+)$/.exec(path)?.[1];
    if (schema !== undefined) return ok(openApiOf(catalog, schema));
    const groupVersion = /^\/(?:api\/(v1)|apis\/([^/]+\/[^/]+))$/.exec(path);
    if (groupVersion !== null) return resourceList(catalog, groupVersion[1] ?? groupVersion[2] ?? '');
    const group = /^\/apis\/([^/]+)$/.exec(path)?.[1];
    const found = versions.find((entry) => entry.startsWith(`${group}/`));
    if (found === undefined) return undefined;
    return ok({ kind: 'APIGroup', apiVersion: 'v1', ...(groupOf(found) as object) });
  }

  return {
    route: (path) => {
      const trimmed = path.length > 1 ? path.replace(/\/$/, '') : path;
      return fixed[trimmed]?.() ?? prefixed(trimmed);
    },
  };
}
