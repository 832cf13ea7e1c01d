// What doctor found, as a terminal shows it.

import type { DoctorLine } from '../verbs/doctor.ts';

const MARKS: Readonly<Record<DoctorLine['ok'], string>> = {
  ok: 'ok      ',
  weak: 'weak    ',
  broken: 'BROKEN  ',
};

export function doctorText(lines: readonly DoctorLine[]): string {
  const areas = [...Map.groupBy(lines, ({ area }) => area)];
  const parts = areas.map(([area, ofArea]) => [area, ...ofArea.flatMap(lineText)].join('\n'));
  return `${[...parts, summary(lines)].join('\n\n')}\n`;
}

function lineText({ ok, sentence, cure }: DoctorLine): readonly string[] {
  const said = `  ${MARKS[ok]}${sentence}`;
  return cure === undefined || ok === 'ok' ? [said] : [said, `  ${' '.repeat(MARKS.ok.length)}→ ${cure}`];
}

function summary(lines: readonly DoctorLine[]): string {
  const count = (state: DoctorLine['ok']) => lines.filter(({ ok }) => ok === state).length;
  return `${count('broken')} broken, ${count('weak')} weak, ${count('ok')} ok`;
}
