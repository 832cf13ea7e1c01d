// The head of a template: the first document of its file.

import { z } from 'zod';
import { PARAMETER_TYPES, type TemplateHead, type TemplateParameter } from './template.ts';

const words = (most: number) => z.string().trim().min(1).max(most);
/** A number without quotes is what people write, and means its text. */
const typed = z.union([words(500), z.number().transform(String)]);

const parameterSchema = z.strictObject({
  type: z.enum(PARAMETER_TYPES),
  help: words(300),
  default: typed.optional(),
  example: typed.optional(),
  required: z.boolean().optional(),
  from: typed.optional(),
  to: typed.optional(),
  choices: z.array(typed).min(1).max(100).optional(),
});

export const headSchema = z.strictObject({
  template: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/u),
  title: words(80),
  help: words(500),
  owners: z.array(words(100)).min(1).max(20),
  hypothesis: z.enum(['required', 'optional']).optional(),
  cluster: z
    .string()
    .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/u)
    .optional(),
  parameters: z.record(z.string(), parameterSchema).optional(),
});

export type WrittenHead = z.output<typeof headSchema>;
export type WrittenParameter = z.output<typeof parameterSchema>;

export function headOf(written: WrittenHead): TemplateHead {
  const { template, title, help, owners, hypothesis, cluster, parameters = {} } = written;
  return {
    ...{ name: template, title, help, owners, hypothesis: hypothesis === 'required' },
    ...(cluster === undefined ? {} : { cluster }),
    parameters: Object.entries(parameters).map(([name, one]) => parameterOf(name, one)),
  };
}

function parameterOf(name: string, { required: _, ...written }: WrittenParameter): TemplateParameter {
  const said = Object.entries(written).filter(([, value]) => value !== undefined);
  return { name, ...(Object.fromEntries(said) as unknown as Omit<TemplateParameter, 'name'>) };
}
