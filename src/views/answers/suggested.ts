// Alerts that fired when the same was done before, offered to be promised.

import type { SuggestedAlert, SuggestedContract } from '../../alerts/suggest-contract.ts';
import type { RunRecord } from '../../runs/record.ts';
import { runButtonValue } from '../actions.ts';
import { actions, type Block, button, section } from '../blocks.ts';
import { code } from '../escape.ts';
import { saying } from '../run/phrases.ts';

export function suggestedLines({ alerts }: SuggestedContract): readonly string[] {
  return [
    'Nothing here expects these alerts, which came when the same was done before:',
    ...alerts.map(line),
  ];
}

/** `· CheckoutSlow, in 3 of 3 runs, 38 to 44 s after it began: it would be promised as must … within 70s` */
function line({ name, duty, fired, of, soonest, latest, withinSeconds }: SuggestedAlert): string {
  const when = soonest === latest ? `${latest} s` : `${soonest} to ${latest} s`;
  const within = withinSeconds === undefined ? '' : ` within ${withinSeconds}s`;
  const clause = code(`${duty} ${name}${within}`);
  return `· ${saying(name, 60)}, in ${fired} of ${of} runs, ${when} after it began. To promise: ${clause}`;
}

export function suggestedBlocks(suggests: SuggestedContract, record: RunRecord): readonly Block[] {
  const [, ...more] = suggests.alerts;
  const value = runButtonValue({ run: record.id, digest: record.plan.digest });
  return [
    section(suggestedLines(suggests).join('\n')),
    actions(button('plan_expect', more.length === 0 ? 'Expect it' : 'Expect them', value)),
  ];
}
