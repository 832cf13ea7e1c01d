// What a run was made from, and what was expected of it: a template and its owners, or an earlier run.

import type { RunRecord } from '../../runs/record.ts';
import { code } from '../escape.ts';
import { saying } from './phrases.ts';

export function originLines(record: RunRecord): readonly string[] {
  return [templateLine(record), repeatedLine(record)].filter((line) => line !== undefined);
}

/** `From the template Slow dependency (slow-dependency, file 3fa2) of shop-owners, sre.` */
function templateLine({ template }: RunRecord): string | undefined {
  if (template === undefined) return undefined;
  const { title, name, hash, owners, edited } = template;
  const changed = edited ? ', changed by hand' : '';
  const of = owners.map((owner) => saying(owner, 100)).join(', ');
  return `From the template ${saying(title, 80)} (${code(name)}, file ${hash.slice(0, 4)}) of ${of}${changed}.`;
}

function repeatedLine({ repeats }: RunRecord): string | undefined {
  return repeats === undefined ? undefined : `Again, as in ${code(repeats.run)}.`;
}

/** Where a template asks for it, what was expected stays beside what happens. */
export function expectedLine({ template, reason }: RunRecord): string | undefined {
  return template?.hypothesis && reason !== undefined ? `Expected: ${saying(reason)}` : undefined;
}
