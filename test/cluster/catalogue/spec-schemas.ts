// The published schemas of everything a person may ask of Chaos Mesh, by kind.
import { publishedCrds } from '../engine/crds.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Written by Chaos Mesh itself, for itself; nobody asks for one. RemoteCluster is installed, not requested. */
const internal = ['PodNetworkChaos', 'PodIOChaos', 'PodHttpChaos', 'WorkflowNode', 'RemoteCluster'];

interface Crd {
  readonly spec: {
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly schema: {
        readonly openAPIV3Schema: { readonly properties: { readonly spec: JsonSchema } };
      };
    }[];
  };
}

export function specSchemas(): Readonly<Record<string, JsonSchema>> {
  const crds = publishedCrds() as unknown as readonly Crd[];
  const all = crds.map(({ spec }) => [spec.names.kind, spec.versions[0]?.schema.openAPIV3Schema] as const);
  const asked = all.filter(([kind]) => !internal.includes(kind)).sort(([a], [b]) => a.localeCompare(b));
  return Object.fromEntries(asked.map(([kind, schema]) => [kind, schema?.properties.spec ?? {}]));
}

/** The experiment kinds, each with the values its `action` may have; without one, none. */
export function experimentActions(): Readonly<Record<string, readonly string[]>> {
  const experiments = Object.entries(specSchemas()).filter(([kind]) => kind.endsWith('Chaos'));
  return Object.fromEntries(experiments.map(([kind, schema]) => [kind, actionsIn(schema)]));
}

function actionsIn(schema: JsonSchema): readonly string[] {
  const properties = schema['properties'] as Readonly<Record<string, { readonly enum?: readonly string[] }>>;
  return properties['action']?.enum ?? [];
}
