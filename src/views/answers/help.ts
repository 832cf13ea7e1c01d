// Help: what can be typed, few lines first; one verb in full when it was named.

import type { HelpAnswer, HelpEntry } from '../../verbs/help.ts';
import { messageView, section } from '../blocks.ts';
import { code } from '../escape.ts';
import { lines, message, type Shown, say } from './shown.ts';

const MORE =
  '`pods 1|3|50%|up-to-50%|all`, `pods 1,25%,all` for one step after the other, `for 2m`, `on CLUSTER`, `expect ALERT within 60s` or `expect "must A; may B*; never C"`, `go` to start without a press, `because …` for the reason. Dashes and order do not matter.';

/** Slack takes 3,000 characters a section; a family of faults may have more lines than that. */
const LINES_EACH = 14;

export function helpView(answer: HelpAnswer): Shown {
  switch (answer.kind) {
    case 'help-about':
      return say(aboutEntry(answer.entry));
    case 'help-family':
      return sections([
        familyHead(answer.family),
        ...parts(answer.faults),
        ...(answer.family.hitsPods ? [`With each: ${MORE}`] : []),
      ]);
    case 'help':
      return sections([
        ...parts(answer.faults, '*Inject* (you see the plan first)'),
        lines(['*And*', ...answer.verbs.map(entryLine)]),
        `Everywhere: ${MORE}`,
      ]);
    default:
      return answer satisfies never;
  }
}

function sections(texts: readonly string[]): Shown {
  return message(
    messageView(
      lines([...texts]),
      texts.map((text) => section(text)),
    ),
  );
}

function parts(entries: readonly HelpEntry[], head?: string): readonly string[] {
  const count = Math.ceil(entries.length / LINES_EACH);
  const slices = Array.from({ length: count }, (_, at) =>
    entries.slice(at * LINES_EACH, (at + 1) * LINES_EACH),
  );
  return slices.map((slice, at) => lines([at === 0 ? head : undefined, ...slice.map(entryLine)]));
}

function familyHead({ usage, help }: HelpEntry): string {
  return `*${code(`/chaos ${usage}`)}* ${help}`;
}

function entryLine({ usage, help }: HelpEntry): string {
  return `${code(`/chaos ${usage}`)} ${help}`;
}

function aboutEntry({ usage, help, example, aliases, values, rare, hitsPods }: HelpEntry): string {
  return lines([
    `*${code(`/chaos ${usage}`)}* ${help}`,
    ...values.map(({ name, help: words, range }) => `${code(name)} ${words} ${range}.`),
    rare.length === 0 ? undefined : `Also takes ${rare.map(code).join(', ')}.`,
    aliases.length === 0 ? undefined : `Also: ${aliases.map(code).join(', ')}.`,
    hitsPods ? `With it: ${MORE}` : undefined,
    `Try ${code(`/chaos ${example}`)}`,
  ]);
}
