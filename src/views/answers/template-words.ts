// What is wrong with a template's file, as one sentence.

import type { TemplateFault } from '../../chaos/templates/template.ts';
import { code } from '../escape.ts';
import { saying } from '../run/phrases.ts';

/** `kill.yaml:12: There is no field “mod” in spec. Did you mean mode?` */
export function faultWords({ file, line, sentence, cure }: TemplateFault): string {
  const mend = cure === undefined ? '' : ` ${saying(cure, 200)}`;
  return `${code(`${file}:${line}`)} ${saying(sentence, 300)}${mend}`;
}
