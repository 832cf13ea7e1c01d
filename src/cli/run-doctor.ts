// `faultline doctor`: asks every check, prints the lines, and ends with 1 when something is broken.

import type { PersonConfig } from '../config/config.ts';
import type { DoctorLine } from '../verbs/doctor.ts';
import { doctorText } from './doctor-text.ts';

export interface DoctorDeps {
  readonly doctor: { checks(withinMs: number, as?: PersonConfig): Promise<readonly DoctorLine[]> };
  /** The identity map. */
  readonly people: readonly PersonConfig[];
  readonly json: boolean;
  /** E-mail of the person as whom a create is tried. */
  readonly as?: string;
  readonly write: (text: string) => void;
}

/** Nobody's press waits here, so a slow cluster gets the time of its own calls. */
const PATIENCE_MS = 8_000;

/** The exit code: 0 when nothing is broken, 1 when something is, 2 when it was asked wrongly. */
export async function runDoctor({ doctor, people, json, as, write }: DoctorDeps): Promise<number> {
  const person = people.find(({ email }) => email === as?.toLowerCase());
  if (as !== undefined && person === undefined) {
    write(`Nobody in \`people\` has the address ${as}.\n`);
    return 2;
  }
  const lines = await doctor.checks(PATIENCE_MS, person);
  write(json ? `${JSON.stringify(lines, undefined, 2)}\n` : doctorText(lines));
  return lines.some(({ ok }) => ok === 'broken') ? 1 : 0;
}
