// Where things of this repository and of the engine's cache lie.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(fileURLToPath(new URL('../../..', import.meta.url)));
export const goFolder = join(root, 'test/cluster/engine/go');

export const goModules = ['kube', 'chaos-mesh', 'kwok'] as const;
export type GoModule = (typeof goModules)[number];

export type ProgramName =
  | 'kube-apiserver'
  | 'kube-controller-manager'
  | 'kube-scheduler'
  | 'kubectl'
  | 'kwok'
  | 'chaos-controller-manager';

/** Everything the engine keeps between runs; FAULTLINE_ENGINE_CACHE puts it elsewhere. */
export function cacheBase(): string {
  return resolve(process.env['FAULTLINE_ENGINE_CACHE'] ?? join(root, '.cache/engine'));
}

/** What was built from exactly these modules; another go.mod or go.sum is another folder. */
export function builtFolder(): string {
  const hash = createHash('sha256');
  for (const module of goModules)
    for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(goFolder, module, file)));
  return join(cacheBase(), hash.digest('hex').slice(0, 16));
}

export function program(name: ProgramName): string {
  return join(builtFolder(), 'bin', name);
}

/** The CRDs of the Chaos Mesh that was built, as JSON, untouched. */
export function crdsFile(): string {
  return join(builtFolder(), 'crds.json');
}

export function protoFile(name: 'chaosdaemon' | 'dns'): string {
  return join(builtFolder(), `${name}.proto`);
}
