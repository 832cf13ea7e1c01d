// Whether alerts reach us: who tells of them, when they were last heard, and whether Alertmanager answers when asked.

import type { Alertmanager } from '../../alerts/alertmanager.ts';
import { formatDuration } from '../../config/duration.ts';
import type { DoctorLine } from '../doctor.ts';
import { broken, type Check, fine, weak } from './check.ts';

export interface AlertsCheckPorts {
  /** Everyone who may send, with the path of their hook. */
  readonly senders: readonly { readonly name: string; readonly path: string }[];
  readonly hasTokens: boolean;
  /** Those whose API may be asked. */
  readonly alertmanagers: readonly Pick<Alertmanager, 'name' | 'version'>[];
  /** Those in which expected alerts are to be silenced. */
  readonly silenced: readonly Pick<Alertmanager, 'name' | 'maySilence'>[];
  /** Redis time in milliseconds of the last message of a sender. */
  readonly heardAt: (sender: string) => Promise<number | undefined>;
  readonly redisTime: () => Promise<number>;
}

const AREA = 'alerts';

export function alertsChecks(ports: AlertsCheckPorts): readonly Check[] {
  const { senders, alertmanagers, silenced } = ports;
  return [
    ...alertmanagers.map((one) => ({
      area: AREA,
      subject: `Alertmanager ${one.name}`,
      run: (signal: AbortSignal) => answerLine(one, signal),
    })),
    ...silenced.map((one) => ({
      area: AREA,
      subject: `the silences of ${one.name}`,
      run: (signal: AbortSignal) => silencesLine(one, signal),
    })),
    ...senders.map((one) => ({
      area: AREA,
      subject: `the messages of ${one.name}`,
      run: () => heardLine(one, ports),
    })),
  ];
}

async function answerLine(
  one: AlertsCheckPorts['alertmanagers'][number],
  signal: AbortSignal,
): Promise<DoctorLine[]> {
  try {
    return [fine(AREA, `Alertmanager ${one.name} answers (${await one.version(signal)}).`)];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [
      broken(
        AREA,
        `${why}: alerts come by its webhook alone.`,
        'Look at its `url` and ALERTMANAGER_AUTHORIZATION.',
      ),
    ];
  }
}

async function silencesLine(
  { name, maySilence }: AlertsCheckPorts['silenced'][number],
  signal: AbortSignal,
): Promise<DoctorLine[]> {
  // One that does not answer has its own line.
  const may = await maySilence(signal).catch(() => undefined);
  if (may === undefined) return [];
  if (may) return [fine(AREA, `Expected alerts are silenced in ${name} while their run lasts.`)];
  return [
    broken(
      AREA,
      `Alertmanager ${name} lets us make no silences: expected alerts call people.`,
      'Let ALERTMANAGER_AUTHORIZATION make silences, or take `silences` away.',
    ),
  ];
}

async function heardLine(
  { name, path }: AlertsCheckPorts['senders'][number],
  { hasTokens, alertmanagers, heardAt, redisTime }: AlertsCheckPorts,
): Promise<DoctorLine[]> {
  const isAsked = alertmanagers.some((one) => one.name === name);
  const instead = isAsked ? 'It is asked every 30 s instead.' : 'Nothing it says is heard.';
  if (!hasTokens)
    return [weak(AREA, `${name} cannot send: there are no hooks. ${instead}`, 'Set FAULTLINE_HOOK_TOKENS.')];
  const at = await heardAt(name);
  if (at !== undefined)
    return [fine(AREA, `${name} was last heard ${formatDuration(((await redisTime()) - at) / 1_000)} ago.`)];
  return [
    weak(
      AREA,
      `${name} has never sent anything. ${instead}`,
      `Let it post to ${path} with a token of FAULTLINE_HOOK_TOKENS.`,
    ),
  ];
}
