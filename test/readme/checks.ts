// docs/checks.md: what is looked for before anybody is asked to approve, from the table of checks.

import type { ListedCheck } from '../../src/chaos/lints/listed-check.ts';
import { LISTED } from '../../src/chaos/lints/table.ts';

const BY: Readonly<Record<ListedCheck['by'], string>> = {
  lint: 'on every way in',
  catalogue: 'by the values of the catalogue',
  YAML: 'where YAML is read',
};

export function checksDocument(): string {
  const rows = LISTED.toSorted((a, b) => orderOf(a) - orderOf(b)).map(rowOf);
  return `${[
    '# What is checked before anybody is asked',
    'Written by `npm run docs` from the table in `src/chaos/lints/table.ts`; do not edit.',
    'Chaos Mesh accepts much that does nothing, never ends or hits more than was meant. **Block** stops a request, **warn** has it read before it starts, **note** is worth knowing. Every line that asks for a fault goes through them, and so does `faultline check`; each finding has its path, and in YAML its line and column.',
    'L1 to L26 are things that Chaos Mesh is known to accept although they are wrong; T rows are traps beside them, and C rows are about the cluster around the target: they are answered from what is watched there and from a look at the installed Chaos Mesh every five minutes, never by a call for one question, and what cannot be read is said as not known. After these come what only a cluster can say: how many stay ready, the disruption budget, the policy, and the dry run as the person who asks.',
    JSON_LINES,
    ['| # | what | found as | found |', '|---|---|---|---|', ...rows].join('\n'),
  ].join('\n\n')}\n`;
}

const JSON_LINES = [
  '`faultline check --json` prints one JSON object a line:',
  '',
  '- `{"type":"finding", file, document, line, column, severity, check, path, sentence, cure?}`: `document` counts from 1 in its file, `line` and `column` from 1 in the whole text; `severity` is `block`, `warn` or `note`.',
  '- `{"type":"document", file, document, line, kind?, name?, result, plan?}` after the findings of each document: `result` is `clean` or `blocked`; `plan` is there with `--cluster`: `workloads`, `candidates` (50 names at most; `candidateCount` where more match), `affected`, `headroom`, `verdict`, `dryRun`.',
  '- `{"type":"unusable", file, sentence}` for what could not be read at all.',
].join('\n');

function orderOf({ id }: ListedCheck): number {
  return Number(id.slice(1)) + 100 * 'LTC'.indexOf(id.slice(0, 1));
}

function rowOf({ id, says, checks, by }: ListedCheck): string {
  const found = Object.entries(checks).map(
    ([check, severity]) => `${severity.replace('info', 'note')} \`${check}\``,
  );
  return `| ${id} | ${says} | ${found.join('<br>')} | ${BY[by]} |`;
}
