// What can be said in a Schedule, a Workflow and a StatusCheck, field by field in the words of Chaos Mesh's CRDs.

import { z } from 'zod';
import { bodyKey } from '../orchestration/body.ts';
import { kinds } from './catalogue.ts';
import { taskSchema } from './task-schema.ts';

type Fields = Readonly<Record<string, z.ZodType>>;

/** Under the key that Chaos Mesh has for each kind: `podChaos`, `physicalmachineChaos`. */
const BODIES: Fields = Object.fromEntries(kinds().map(({ kind, spec }) => [bodyKey(kind), spec.optional()]));

const POLICY = z.enum(['Forbid', 'Allow']);

const rhythm = {
  schedule: z.string(),
  type: z.string(),
  historyLimit: z.int().min(1).optional(),
};

const statusCheck = z.strictObject({
  type: z.enum(['HTTP']).default('HTTP'),
  mode: z.enum(['Synchronous', 'Continuous']).optional(),
  duration: z.string().optional(),
  timeoutSeconds: z.int().min(1).default(1),
  intervalSeconds: z.int().min(1).default(10),
  failureThreshold: z.int().min(1).default(3),
  successThreshold: z.int().min(1).default(1),
  recordsHistoryLimit: z.int().min(1).max(1000).default(100),
  http: z
    .strictObject({
      url: z.string(),
      method: z.enum(['GET', 'POST']).default('GET'),
      headers: z.record(z.string(), z.array(z.string())).optional(),
      body: z.string().optional(),
      criteria: z.strictObject({ statusCode: z.string() }),
    })
    .optional(),
});

const templateSchema = z.strictObject({
  name: z.string(),
  templateType: z.string(),
  deadline: z.string().optional(),
  children: z.array(z.string()).optional(),
  task: taskSchema.optional(),
  conditionalBranches: z
    .array(z.strictObject({ target: z.string(), expression: z.string().optional() }))
    .optional(),
  statusCheck: statusCheck.optional(),
  abortWithStatusCheck: z.boolean().optional(),
  // Here the policy has no default, and without one it is refused.
  schedule: z
    .strictObject({
      ...rhythm,
      concurrencyPolicy: POLICY.optional(),
      startingDeadlineSeconds: z.int().min(0).nullable().optional(),
      ...BODIES,
    })
    .optional(),
  ...BODIES,
});

const workflow = z.strictObject({ entry: z.string(), templates: z.array(templateSchema) });

export const ORCHESTRATION_SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  Schedule: z.strictObject({
    ...rhythm,
    concurrencyPolicy: POLICY.default('Forbid'),
    startingDeadlineSeconds: z.int().gt(0).nullable().optional(),
    ...BODIES,
    workflow: workflow.optional(),
  }),
  Workflow: workflow,
  StatusCheck: statusCheck,
};
