// Fields that every experiment kind has beside its own, and which values admission fills in by itself.

import { z } from 'zod';
import { podSelectorField } from './pod-selector-field.ts';

const COMMON = ['selector', 'mode', 'value', 'duration', 'remoteCluster'];

const MODE = z.enum(['one', 'all', 'fixed', 'fixed-percent', 'random-max-percent']);

/** Strict schemas of the common fields, as far as an Experiment has them. */
export const commonFields = {
  selector: podSelectorField,
  mode: MODE,
  value: z.string().optional(),
  duration: z.string().optional(),
  remoteCluster: z.string().optional(),
};

export function isCommon(name: string): boolean {
  return COMMON.includes(name);
}

/** The webhooks write every field that Go does not leave out; at zero it says nothing. */
export function isZero(value: unknown): boolean {
  if (value === null || value === '' || value === 0 || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.values(value).every(isZero);
}
