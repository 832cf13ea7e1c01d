// A ready signal, written as an operator would write it.

import type { Unit, Worse } from '../signal.ts';

export interface Preset {
  /** `http-p99`; the family comes first. */
  readonly name: string;
  readonly title: string;
  readonly unit: Unit;
  readonly worse: Worse;
  /** As limit-text.ts reads it. */
  readonly limit: string;
  /** What it measures and what it needs, for people who choose. */
  readonly help: string;
  readonly query: string;
}
