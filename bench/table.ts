// The one Markdown table: each row beside its peer, with the ratio of their medians.
import type { Statistics } from './harness.ts';

/** Milliseconds, moves per second, or bytes. */
export type Unit = 'ms' | '/s' | 'B';

export interface Figure {
  readonly median: number;
  readonly unit: Unit;
  /** Milliseconds of one: for a rate, how long a single move took. */
  readonly p99: number;
  /** How many were measured. */
  readonly count: number;
}

export interface Row {
  readonly what: string;
  readonly own: Figure;
  /** A sentence where there is nothing to compare with, or the peer could not be measured. */
  readonly peer: { readonly name: string; readonly figure: Figure } | string;
}

export interface Unmeasured {
  readonly what: string;
  readonly why: string;
}

export type Line = Row | Unmeasured;

export function timesOf({ median, p99, count }: Statistics): Figure {
  return { median, p99, count, unit: 'ms' };
}

/** Own median over the peer's: of times less is better, of rates more. */
export function ratioOf({ own, peer }: Row): number | undefined {
  return typeof peer === 'string' ? undefined : own.median / peer.figure.median;
}

export function markdownOf(lines: readonly Line[]): string {
  const head = ['what', 'Faultline: median', 'p99', 'n', 'peer', 'median', 'p99', 'n', 'ratio'];
  const rule = ['---', '--:', '--:', '--:', '---', '--:', '--:', '--:', '--:'];
  return [head, rule, ...lines.map(cellsOf)].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

function cellsOf(line: Line): readonly string[] {
  if ('why' in line) return [line.what, '–', '–', '–', `not measured: ${line.why}`, '–', '–', '–', '–'];
  const own = figureCells(line.own);
  if (typeof line.peer === 'string') return [line.what, ...own, line.peer, '–', '–', '–', '–'];
  return [line.what, ...own, line.peer.name, ...figureCells(line.peer.figure), ratioCell(line)];
}

const RATIO: Readonly<Record<Unit, string>> = { ms: 'time', '/s': 'rate', B: 'memory' };

function figureCells({ median, unit, p99, count }: Figure): readonly string[] {
  const middle = unit === '/s' ? `${shortened(median)}/s` : `${shortened(median)} ${unit}`;
  return [middle, `${shortened(p99)} ${unit === 'B' ? 'B' : 'ms'}`, String(count)];
}

function ratioCell(row: Row): string {
  return `${shortened(ratioOf(row) ?? Number.NaN)}× the ${RATIO[row.own.unit]}`;
}

/** Three figures at least; more would claim what nobody measured. */
function shortened(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}
