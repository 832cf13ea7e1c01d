// Whether every file in the folder of templates is one, as it is now.

import type { TemplateFault } from '../../chaos/templates/template.ts';
import type { DoctorLine } from '../doctor.ts';
import { readTemplates, type Templates } from '../find-template.ts';
import { broken, type Check, fine, weak } from './check.ts';

const AREA = 'templates';
const MOST_NAMED = 10;

export function templatesCheck(templates: Templates): Check {
  return { area: AREA, subject: 'the folder of templates', run: () => look(templates) };
}

async function look(folder: Templates): Promise<readonly DoctorLine[]> {
  const read = await readTemplates(folder);
  if (!read.ok) {
    const why = read.refusal.kind === 'templates-unreadable' ? read.refusal.why : read.refusal.kind;
    return [
      broken(
        AREA,
        `${folder.folder} cannot be read (${why}): nobody can use a template.`,
        'Mount the folder, or name another one under `templates`.',
      ),
    ];
  }
  const { templates, faults } = read.value;
  const rest = faults.length - MOST_NAMED;
  return [
    ...(templates.length > 0 || faults.length === 0 ? [fine(AREA, countWords(templates.length))] : []),
    ...faults.slice(0, MOST_NAMED).map(faultLine),
    ...(rest > 0
      ? [weak(AREA, `${rest} more files are no template either.`, 'Mend those named above first.')]
      : []),
  ];
}

function countWords(count: number): string {
  if (count === 0) return 'The folder of templates is empty.';
  return count === 1 ? '1 template can be used.' : `${count} templates can be used.`;
}

function faultLine({ file, line, sentence, cure }: TemplateFault): DoctorLine {
  const mend = cure ?? `\`faultline check ${file}\` says all that is wrong with it.`;
  return weak(AREA, `${file}:${line}: ${sentence} Nobody can use it.`, mend);
}
