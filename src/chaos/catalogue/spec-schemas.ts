// What the catalogue can say in each kind's spec, field by field in the words of Chaos Mesh's CRDs.

import { z } from 'zod';
import { kinds } from './catalogue.ts';
import { ORCHESTRATION_SCHEMAS } from './orchestration-schemas.ts';

/** A machine is not injected, but looked up. */
const INVENTORY = { PhysicalMachine: z.strictObject({ address: z.string() }) };

/** Strict, by kind. The cluster suite holds every field to the CRD and counts those that are not here yet. */
export const SPEC_SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  ...Object.fromEntries(kinds().map(({ kind, spec }) => [kind, spec])),
  ...ORCHESTRATION_SCHEMAS,
  ...INVENTORY,
};
