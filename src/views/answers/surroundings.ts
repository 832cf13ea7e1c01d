// whoami, here and doctor in words, and the question for a place.

import type { Answer } from '../../verbs/answer.ts';
import type { DoctorLine } from '../../verbs/doctor.ts';
import type { Place } from '../../verbs/where.ts';
import { actions, button } from '../blocks.ts';
import { code, escapeText } from '../escape.ts';
import { saying } from '../run/phrases.ts';
import { allowanceLine } from './hello.ts';
import { lines, type Shown, say } from './shown.ts';

type Of<K extends Answer['kind']> = Extract<Answer, { kind: K }>;

export function whoamiView({ person, allowances }: Of<'whoami'>): Shown {
  const groups = person.groups.length === 0 ? 'no groups' : person.groups.map(escapeText).join(', ');
  return say(
    lines([
      `You are ${saying(person.name)} (${escapeText(person.email)}).`,
      `In the clusters you act as ${code(person.user)}, groups: ${groups}.`,
      allowanceLine(allowances),
    ]),
  );
}

export function hereView({ place, set }: Of<'here'>): Shown {
  if (place === undefined) {
    return say(
      'This channel means no namespace yet. Set one: `/chaos here set staging/shop`, or name it in each line.',
    );
  }
  const means = `This channel means ${placeWords(place)}`;
  const more = set ? `${means} from now on.` : `${means}. Another: \`/chaos here set NS\`.`;
  return say(
    `${more} Production is never implied, not even by its own channel: name it, ${code('prod:web')}.`,
  );
}

export function placeWords({ cluster, namespace }: Place): string {
  return `${escapeText(cluster)}/${escapeText(namespace)}`;
}

const MARKS: Readonly<Record<DoctorLine['ok'], string>> = { ok: '✓ ok', weak: '! weak', broken: '✗ broken' };

export function doctorView({ lines: checked }: Of<'doctor'>): Shown {
  const order: readonly DoctorLine['ok'][] = ['broken', 'weak', 'ok'];
  const sorted = order.flatMap((state) => checked.filter(({ ok }) => ok === state));
  const count = (state: DoctorLine['ok']) => checked.filter(({ ok }) => ok === state).length;
  const head = `*${count('broken')} broken, ${count('weak')} weak, ${count('ok')} ok*`;
  return say(lines([head, ...sorted.map(doctorLine)]));
}

function doctorLine({ area, ok, sentence, cure }: DoctorLine): string {
  const how = cure === undefined || ok === 'ok' ? '' : ` → ${saying(cure)}`;
  return `${MARKS[ok]} · ${escapeText(area)}: ${saying(sentence)}${how}`;
}

/** One button for each place; production stands last and says so by its name. */
export function askPlaceView({ line, word, choices, cluster }: Of<'ask-place'>): Shown {
  const what = word === '' ? 'Which namespace' : `Where is ${code(word)}`;
  const buttons = choices.map((place, nth) =>
    button('pick_namespace', `${place.cluster}/${place.namespace}`, pickValue(line, place), { nth }),
  );
  const text = `${what}? ${cluster === undefined ? `This channel does not say. Production is never implied: name it, ${code('prod:web')}.` : `${escapeText(cluster)} has more than one namespace it could be.`}`;
  return say(text, actions(...buttons));
}

/** Slack allows 2,000 characters; a longer line must be typed again with its place. */
function pickValue(line: string, place: Place): string {
  const value = JSON.stringify({ line, ...place });
  return value.length <= 2000 ? value : JSON.stringify({ line: '', ...place });
}
