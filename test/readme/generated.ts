// The generated tables of the README, from the code that they describe.

import { settingsTable } from '../../src/config/settings.ts';
import { presets } from '../../src/signals/presets/presets.ts';
import { help } from '../../src/verbs/help.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

function commands(): string {
  const answer = help(undefined);
  if (answer.kind !== 'help') throw new Error('help has no table');
  const rows = [...answer.faults, ...answer.verbs].map(({ usage, help: words, aliases }) => {
    const also = aliases.length === 0 ? '' : ` (${aliases.join(', ')})`;
    return `| \`/chaos ${cell(usage)}\`${also} | ${cell(words)} |`;
  });
  return ['| command | what it does |', '|---|---|', ...rows].join('\n');
}

function configuration(): string {
  const rows = settingsTable().map(({ name, default: value, help: words }) => {
    const shown = value === '' || value === 'required' ? value : `\`${value}\``;
    return `| \`${name}\` | ${cell(shown)} | ${cell(words)} |`;
  });
  return ['| setting | default | what it is |', '|---|---|---|', ...rows].join('\n');
}

function presetTable(): string {
  const rows = presets.map(({ name, unit, worse, limit, help: words }) => {
    const bad = worse === 'higher' ? 'above' : 'below';
    return `| \`${name}\` | ${cell(words)} | ${unit === '' ? 'number' : unit} | ${bad} ${cell(limit)} |`;
  });
  return ['| preset | what it is | unit | bad |', '|---|---|---|---|', ...rows].join('\n');
}

const TABLES = { commands, configuration, presets: presetTable };

/** The README, or docs/signals.md, with its tables as they should be. */
export function withTables(readme: string): string {
  return Object.entries(TABLES).reduce((text, [name, table]) => {
    const part = new RegExp(`(<!-- ${name}: [^>]*-->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
    return text.replace(part, (_all, start: string, end: string) => `${start}${table()}\n${end}`);
  }, readme);
}
