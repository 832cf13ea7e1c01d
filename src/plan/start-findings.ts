// When a Schedule starts next and how often in all, as something to read before it is agreed to.

import { durationWords } from '../chaos/duration-words.ts';
import type { Experiment } from '../chaos/experiment.ts';
import { asText } from '../chaos/narrow.ts';
import { readCron } from '../chaos/orchestration/cron.ts';
import type { Finding } from './plan.ts';

const SHOWN = 3;
/** Counting further would take long and tell nobody more. */
const MOST_COUNTED = 200;

/** `now` in milliseconds. */
export function startFindings(
  { orchestrated, durationSeconds }: Experiment,
  now: number,
): readonly Finding[] {
  if (orchestrated?.kind !== 'Schedule') return [];
  const text = asText(orchestrated.spec['schedule']);
  const answer = readCron(text);
  if (!answer.ok) return [];
  const end = now + durationSeconds * 1_000;
  const times = answer.cron.next(now, MOST_COUNTED).filter((time) => time <= end);
  const often = `${times.length === MOST_COUNTED ? 'more than ' : ''}${times.length} ${times.length === 1 ? 'time' : 'times'}`;
  const first = text.trim().startsWith('@every')
    ? `${durationWords(answer.cron.everySeconds)} after it is made and as long after each start`
    : times.slice(0, SHOWN).map(clockOf).join(', ');
  const sentence =
    times.length === 0
      ? 'It would be deleted before it starts anything.'
      : `Started now it would start ${often} until it is deleted: ${first}.`;
  return [
    {
      severity: times.length === 0 ? 'block' : 'info',
      check: 'next-starts',
      path: 'spec.schedule',
      sentence,
    },
  ];
}

/** `25 Nov 10:10 UTC` */
function clockOf(time: number): string {
  const [, day, month, , clock] = /, (\d+) (\w+) (\d+) (\d+:\d+)/u.exec(new Date(time).toUTCString()) ?? [];
  return `${day} ${month} ${clock} UTC`;
}
