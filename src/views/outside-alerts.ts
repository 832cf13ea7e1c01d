// A message about alerts that belong to no run: what fires, what is over again, and where to look.

import type { Notice, OutsideAlert } from '../alerts/outside/notice.ts';
import { context, type MessageView, messageView, section } from './blocks.ts';
import { webLink } from './escape.ts';
import { saying } from './run/phrases.ts';
import { exactTimeOf, shortLengthOf } from './time.ts';

export function outsideAlertsView(notice: Pick<Notice, 'alerts' | 'more'>): MessageView {
  const { alerts, more } = notice;
  const lines = alerts.map(alertLine);
  const said = [...lines, ...(more.length === 0 ? [] : [`+${more.length} more`])];
  const title = titleOf(notice);
  return messageView([title, ...said].join('\n'), [
    section(`*${title}*`),
    ...inParts(said).map((text) => section(text)),
    context(WHY),
  ]);
}

const WHY = 'No run of Faultline is near; this channel asked to be told.';

/** `CheckoutSlow and 2 more, outside of any run: 2 still firing`; a lock screen shows no more than this. */
function titleOf({ alerts, more }: Pick<Notice, 'alerts' | 'more'>): string {
  const firing = alerts.filter(({ resolvedAt }) => resolvedAt === undefined).length;
  const others = alerts.length + more.length - 1;
  const names = `${saying(alerts[0]?.name ?? '', 60)}${others === 0 ? '' : ` and ${others} more`}`;
  const state = firing === 0 ? ': resolved' : firing === alerts.length ? '' : `: ${firing} still firing`;
  return `${names}, outside of any run${state}`;
}

/** `CheckoutSlow · staging/shop checkout · FIRING since 11:05:51: p99 is 900 ms · Runbook` */
function alertLine(alert: OutsideAlert): string {
  const { name, where, summary, startedAt, resolvedAt, runbook, dashboard } = alert;
  const state =
    resolvedAt === undefined
      ? `FIRING since ${exactTimeOf(startedAt)}`
      : `resolved ${exactTimeOf(resolvedAt)} after ${shortLengthOf((resolvedAt - startedAt) / 1_000)}`;
  const at = where === undefined ? '' : ` · ${saying(where, 120)}`;
  const what = summary === undefined ? '' : `: ${saying(summary, 160)}`;
  const links = [runbook && webLink(runbook, 'Runbook'), dashboard && webLink(dashboard, 'Dashboard')];
  const said = links.flatMap((one) => (one ? [` · ${one}`] : [])).join('');
  return `*${saying(name, 60)}*${at} · ${state}${what}${said}`;
}

/** A section holds 3,000 characters, and links are long. */
const LINES_IN_PART = 3;

function inParts(lines: readonly string[]): readonly string[] {
  const count = Math.ceil(lines.length / LINES_IN_PART);
  return Array.from({ length: count }, (_, at) =>
    lines.slice(at * LINES_IN_PART, (at + 1) * LINES_IN_PART).join('\n'),
  );
}
