// The files under manifests/, read as the objects they are.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

export const MANIFESTS = new URL('../../../manifests/', import.meta.url).pathname;

export interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

export interface PodSpec {
  readonly serviceAccountName?: string;
  readonly enableServiceLinks?: boolean;
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly containers: readonly Container[];
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly args?: readonly string[];
  readonly command?: readonly string[];
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly resources?: { readonly requests?: object; readonly limits?: Readonly<Record<string, string>> };
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
}

interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: string };
}

export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly rules?: readonly Rule[];
  readonly roleRef?: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly { readonly name: string; readonly namespace?: string }[];
  readonly spec?: { readonly replicas?: number; readonly template?: { readonly spec: PodSpec } };
}

export interface Kustomization {
  readonly resources: readonly string[];
  readonly configMapGenerator?: readonly { readonly files: readonly string[] }[];
}

export function readText(path: string): string {
  return readFileSync(join(MANIFESTS, path), 'utf8');
}

/** Throws on a file that is not YAML; empty documents are left out. */
export function readYaml(path: string): readonly unknown[] {
  return parseAllDocuments(readText(path)).flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw new Error(`${path}: ${error.message}`);
    const value: unknown = document.toJS();
    return value === null ? [] : [value];
  });
}

export function readObjects(path: string): readonly KubeObject[] {
  return readYaml(path) as readonly KubeObject[];
}

export function yamlFiles(): readonly string[] {
  return readdirSync(MANIFESTS, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.yaml'),
  );
}
