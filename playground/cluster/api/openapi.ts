// The least OpenAPI v3 that makes kubectl leave field validation to the server.

import { apiVersionOf, type Catalog, type Resource } from '../store/resources.ts';

function baseOf(groupVersion: string): string {
  return groupVersion.includes('/') ? `apis/${groupVersion}` : `api/${groupVersion}`;
}

export function openApiIndex(groupVersions: readonly string[]): unknown {
  const paths = groupVersions.map((groupVersion) => {
    const base = baseOf(groupVersion);
    return [base, { serverRelativeURL: `/openapi/v3/${base}?hash=1` }] as const;
  });
  return { paths: Object.fromEntries(paths) };
}

/** kubectl looks for `fieldValidation` among the parameters of the kind's PATCH. */
function pathItem({ group, version, kind }: Resource): unknown {
  const parameter = { name: 'fieldValidation', in: 'query', schema: { type: 'string' } };
  const operation = {
    parameters: [parameter, { name: 'dryRun', in: 'query', schema: { type: 'string' } }],
    responses: { 200: { description: 'OK' } },
    'x-kubernetes-group-version-kind': { group, version, kind },
  };
  return { patch: operation };
}

export function openApiOf(catalog: Catalog, groupVersion: string): unknown {
  const rows = catalog.all.filter((row) => apiVersionOf(row) === groupVersion);
  const paths = rows.map((row) => {
    const scope = row.namespaced ? 'namespaces/{namespace}/' : '';
    return [`/${baseOf(groupVersion)}/${scope}${row.plural}/{name}`, pathItem(row)] as const;
  });
  const info = { title: 'Kubernetes', version: 'v1.35.4' };
  return { openapi: '3.0.0', info, paths: Object.fromEntries(paths), components: { schemas: {} } };
}
