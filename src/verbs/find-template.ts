// The template that a name means, from the folder as it is now; or why there is none.

import { nearestWords } from '../chaos/nearest.ts';
import type { Template } from '../chaos/templates/template.ts';
import type { FoundTemplates } from '../chaos/templates/template-folder.ts';
import type { VerbRefusal } from './refused.ts';

export interface Templates {
  readonly folder: string;
  /** Rejects when the folder cannot be read. */
  read(): Promise<FoundTemplates>;
}

type Found<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: VerbRefusal };

export async function readTemplates(templates: Templates | undefined): Promise<Found<FoundTemplates>> {
  if (templates === undefined) return { ok: false, refusal: { kind: 'no-templates' } };
  const { folder } = templates;
  try {
    return { ok: true, value: await templates.read() };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { ok: false, refusal: { kind: 'templates-unreadable', folder, why: code ?? message } };
  }
}

export function findTemplate(name: string, { templates, faults }: FoundTemplates): Found<Template> {
  const template = templates.find((one) => one.name === name);
  if (template !== undefined) return { ok: true, value: template };
  const fault = faults.find((one) => one.name === name);
  if (fault !== undefined) return { ok: false, refusal: { kind: 'faulty-template', fault } };
  const known = templates.map((one) => one.name);
  const [nearest] = nearestWords(name, known);
  const near = nearest === undefined ? {} : { nearest };
  return { ok: false, refusal: { kind: 'unknown-template', name, known, ...near } };
}
