// What was not understood in a line: the word at fault, the nearest that exists, and a line that works.

import type { ParseFault, ParseRefusal } from '../../verbs/parse-refusal.ts';
import { code, escapeText } from '../escape.ts';
import { saying } from '../run/phrases.ts';

const SENTENCES: Readonly<Record<ParseFault, (refusal: ParseRefusal) => string>> = {
  'too-long': ({ got }) => `That line has ${escapeText(got)} characters; 2,000 is the most I read.`,
  'unknown-verb': ({ got }) => `I do not know ${code(got)}.`,
  'not-yet': ({ got }) => `${code(got)} is not available yet in this version.`,
  'missing-action': ({ field, got }) => `What comes after ${code(field)} is missing: ${escapeText(got)}.`,
  'missing-target': () => 'What is it to hit? The target is missing.',
  'bad-target': ({ field, got }) =>
    `${code(got)} is no name for a ${escapeText(field)}: small letters, digits and dashes, as in ${code('staging:shop/web')}.`,
  'no-place': ({ got }) => `I do not know what to do with ${code(got)}.`,
  'bad-value': ({ field, said }) => (said === undefined ? `${code(field)} is not understood.` : saying(said)),
  'bad-duration': ({ got }) =>
    `${code(got)} is not a length of time; ${code('90s')}, ${code('2m')} or ${code('1h')} is.`,
  'bad-pods': ({ got }) =>
    `${code(got)} does not say how many; ${code('2')}, ${code('50%')} or ${code('all')} is.`,
  'bad-labels': ({ got }) =>
    `${code(got)} is no list of labels; ${code('app=web')} or ${code('app=web,tier=front')} is.`,
  'unknown-option': ({ got }) => `I do not know the option ${code(got)}.`,
  'missing-option-value': ({ field }) => `${code(field)} needs a value after it.`,
  twice: ({ field, got }) => `${code(field)} is said twice, the second time as ${code(got)}. Say it once.`,
  'unknown-part': ({ field, got }) => `${code(got)} is no ${escapeText(field)} I know.`,
};

export function parseSentence(refusal: ParseRefusal): string {
  const near = refusal.nearest === undefined ? '' : ` Did you mean ${code(refusal.nearest)}?`;
  const works = refusal.what === 'not-yet' ? 'This works' : 'A line that works';
  return `${SENTENCES[refusal.what](refusal)}${near} Nothing was started. ${works}: ${code(`/chaos ${refusal.example}`)}`;
}
