// A row of the table of checks: what is looked for, how severe it is, and who looks.

import type { Check } from './lint.ts';

/** Who finds it: a lint on every way in, the catalogue's own values, or the reading of YAML. */
export type Finder = 'lint' | 'catalogue' | 'YAML';

export interface ListedCheck {
  /** `L…` as in the list of what Chaos Mesh accepts although it is wrong; `T…` for traps beside it; `C…` for the cluster around. */
  readonly id: string;
  readonly says: string;
  /** The ids that findings carry, each with its severity. */
  readonly checks: Readonly<Record<string, 'block' | 'warn' | 'info' | 'block or warn' | 'warn or info'>>;
  readonly by: Finder;
  /** Of Schedules, Workflows and status checks as a whole; all others are of experiments, inside of these too. */
  readonly of?: 'orchestrations';
  readonly run?: Check;
}

/** A row that a lint of its own finds. */
export function lint(id: string, says: string, checks: ListedCheck['checks'], run: Check): ListedCheck {
  return { id, says, checks, by: 'lint', run };
}
