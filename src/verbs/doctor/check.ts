// One question doctor asks; all are asked at once, and one that is not answered in time becomes a line that says so.

import type { DoctorLine } from '../doctor.ts';

export interface Check {
  readonly area: string;
  /** What is looked at, for the line of a check that could not be made: `the webhooks`. */
  readonly subject: string;
  /** Rejections become a weak line. */
  run(signal: AbortSignal): Promise<readonly DoctorLine[]>;
  /**
   * Whether the area answers at all: said when there was no answer or none in time. Nothing else is then said about
   * what could not be looked at there.
   */
  readonly silent?: (why: string) => DoctorLine;
}

export async function runChecks(checks: readonly Check[], timeoutMs: number): Promise<readonly DoctorLine[]> {
  const outcomes = await Promise.all(checks.map((check) => runOne(check, timeoutMs)));
  const dead = new Set(outcomes.filter(isDead).map(({ check }) => check.area));
  return outcomes.flatMap(({ check, lines, error }) => {
    if (error === undefined) return lines;
    if (check.silent !== undefined) return [check.silent(error)];
    return dead.has(check.area) ? [] : [notMade(check, error)];
  });
}

interface Outcome {
  readonly check: Check;
  readonly lines: readonly DoctorLine[];
  /** Why it could not be made. */
  readonly error?: string;
}

function isDead({ check, error }: Outcome): boolean {
  return check.silent !== undefined && error !== undefined;
}

async function runOne(check: Check, timeoutMs: number): Promise<Outcome> {
  const late = Promise.withResolvers<never>();
  const stopped = new AbortController();
  const timer = setTimeout(() => late.reject(new Error(`no answer in ${timeoutMs / 1_000} s`)), timeoutMs);
  const work = Promise.resolve(stopped.signal).then((signal) => check.run(signal));
  try {
    return { check, lines: await Promise.race([work, late.promise]) };
  } catch (error) {
    return { check, lines: [], error: messageOf(error) };
  } finally {
    clearTimeout(timer);
    // What comes after the answer is nobody's business any more.
    work.catch(() => undefined);
    stopped.abort();
  }
}

function notMade({ area, subject }: Check, why: string): DoctorLine {
  return weak(area, `Could not look at ${subject}: ${why}.`, 'Ask again; if it stays, see the log.');
}

/** With the cause, where there is one: “cluster prod did not answer” alone cures nothing. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const more = cause instanceof Error && cause.message !== '' ? ` (${cause.message})` : '';
  return `${error.message}${more}`.replace(/[.\s]+$/u, '');
}

export function fine(area: string, sentence: string): DoctorLine {
  return { area, ok: 'ok', sentence };
}

/** It works, but less well than it could. */
export function weak(area: string, sentence: string, cure: string): DoctorLine {
  return { area, ok: 'weak', sentence, cure };
}

/** Something people rely on does not work. */
export function broken(area: string, sentence: string, cure: string): DoctorLine {
  return { area, ok: 'broken', sentence, cure };
}
