// What is weak or broken in this set-up; the checks themselves are handed in.

import type { Identity } from '../chaos/cluster.ts';
import type { Answer } from './answer.ts';
import type { Asking } from './asking.ts';
import { within } from './reach.ts';

export interface DoctorLine {
  /** `Slack`, `Redis`, `cluster staging`. */
  readonly area: string;
  readonly ok: 'ok' | 'weak' | 'broken';
  readonly sentence: string;
  readonly cure?: string;
}

export interface Doctor {
  /** Never rejects; each check has its own time limit. `as`: whoever asks, for the create that is only tried. */
  checks(as: Identity): Promise<readonly DoctorLine[]>;
}

export async function examine(asking: Asking, doctor: Doctor): Promise<Answer> {
  const { user, groups } = asking.person;
  const lines = within(asking.reach.left(), doctor.checks({ user, groups }), () => [SLOW]);
  return { kind: 'doctor', lines: await lines };
}

const SLOW: DoctorLine = {
  area: 'doctor',
  ok: 'broken',
  sentence: 'The checks took too long to wait for.',
  cure: 'Run `faultline doctor` in a terminal, which waits longer.',
};
