// The container of a Workflow's Task, as far as people use it; the rest of Kubernetes' container is left to the API server.

import { z } from 'zod';

const keyOf = z.strictObject({
  name: z.string().default(''),
  key: z.string(),
  optional: z.boolean().optional(),
});

const env = z.strictObject({
  name: z.string(),
  value: z.string().optional(),
  valueFrom: z.object({ configMapKeyRef: keyOf.optional(), secretKeyRef: keyOf.optional() }).optional(),
});

const quantity = z.union([z.int(), z.string()]);

/** Not strict: what is not named here passes, and the dry run has the last word on it. */
const container = z.object({
  name: z.string(),
  image: z.string().optional(),
  imagePullPolicy: z.string().optional(),
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).optional(),
  workingDir: z.string().optional(),
  env: z.array(env).optional(),
  volumeMounts: z
    .array(z.object({ name: z.string(), mountPath: z.string(), readOnly: z.boolean().optional() }))
    .optional(),
  resources: z
    .object({
      limits: z.record(z.string(), quantity).optional(),
      requests: z.record(z.string(), quantity).optional(),
    })
    .optional(),
});

export const taskSchema = z.strictObject({
  container: container.optional(),
  labels: z.record(z.string(), z.string()).optional(),
  volumes: z.array(z.object({ name: z.string() })).optional(),
});
