// Every preset there is, family by family.

import { grpcPresets } from './grpc.ts';
import { httpPresets } from './http.ts';
import { jvmPresets } from './jvm.ts';
import { kubernetesPresets } from './kubernetes.ts';
import { postgresqlPresets } from './postgresql.ts';
import type { Preset } from './preset.ts';
import { redisPresets } from './redis.ts';

export const presets: readonly Preset[] = [
  ...kubernetesPresets,
  ...httpPresets,
  ...grpcPresets,
  ...jvmPresets,
  ...redisPresets,
  ...postgresqlPresets,
];

export const presetNames: readonly string[] = presets.map(({ name }) => name);

export function findPreset(name: string): Preset | undefined {
  return presets.find((preset) => preset.name === name);
}
