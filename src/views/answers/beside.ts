// What stood beside a run, in Details: every alert that belongs to it with its reason, and every signal.

import type { SeenAlert } from '../../runs/alerts.ts';
import { webLink } from '../escape.ts';
import { contractLines } from '../run/alerts.ts';
import { saying } from '../run/phrases.ts';
import type { Scene } from '../run/scene.ts';
import { signalLine } from '../run/signals.ts';
import { exactTimeOf, shortLengthOf } from '../time.ts';
import { linesInParts } from './long-text.ts';

export function alertsPart(scene: Scene): readonly string[] {
  const { alerts } = scene.record;
  if (alerts === undefined) return [];
  const lines = alerts.seen
    .toSorted((a, b) => a.startedAt - b.startedAt)
    .map((alert) => alertLine(scene, alert));
  const more = alerts.more === undefined ? [] : [`and ${alerts.more} more`];
  const heard = lines.length === 0 ? ['None that belongs to it.'] : [...lines, ...more];
  return linesInParts('*Alerts*', [...contractLines(scene), ...heard], 50);
}

const EXPECTED: Readonly<Record<SeenAlert['expected'], string>> = {
  must: 'had to fire',
  may: 'may fire',
  never: 'MUST NOT FIRE',
  none: 'UNEXPECTED',
};

/** `11:05:51 CheckoutSlow, had to fire: same workload, 41 s after it began, lasted 2 min · Runbook` */
function alertLine({ alerts }: Scene, alert: SeenAlert): string {
  const { name, expected, why, startedAt, resolvedAt, ruling } = alert;
  const began = alerts?.began;
  const isBefore = alerts?.before.includes(alert) === true;
  const after =
    began === undefined || isBefore
      ? undefined
      : `${shortLengthOf((startedAt - began) / 1_000)} after it began`;
  const lasted =
    resolvedAt === undefined ? 'still firing' : `lasted ${shortLengthOf((resolvedAt - startedAt) / 1_000)}`;
  const words = [
    saying(why, 80),
    isBefore ? 'burning before it began' : after,
    lasted,
    ruling && `${ruling.related ? 'related' : 'not related'}, says ${saying(ruling.by, 60)}`,
  ].filter((word) => word !== undefined);
  const duty = isBefore ? '' : `, ${EXPECTED[expected]}`;
  return `${exactTimeOf(startedAt)} ${saying(name, 60)}${duty}: ${words.join(', ')}${links(alert)}`;
}

function links({ runbook, dashboard }: SeenAlert): string {
  const said = [runbook && webLink(runbook, 'Runbook'), dashboard && webLink(dashboard, 'Dashboard')];
  return said.flatMap((one) => (one ? [` · ${one}`] : [])).join('');
}

export function signalsPart(scene: Scene): readonly string[] {
  const { signals } = scene.record;
  if (signals === undefined) return [];
  const lines = signals.seen.map((one) =>
    one.kind === 'passed' ? `${saying(one.title, 60)}: within its limit` : signalLine(scene, one),
  );
  return linesInParts('*Signals*', lines.length === 0 ? ['Not looked at yet.'] : lines, 50);
}
