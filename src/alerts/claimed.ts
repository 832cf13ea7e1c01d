// Of several runs that an alert may belong to, whose it is: one that expects it has claimed it.

import { expectedOf } from '../chaos/alert-contract.ts';
import type { Match } from './correlate.ts';
import type { Scope } from './scope.ts';

export type Claimant = Pick<Scope, 'contract' | 'isOn'>;

/**
 * A run whose fault lasts and that expects the alert keeps it from those that promise nothing of it and are hit no nearer. Who
 * has said that it must not fire hears of it in any case.
 */
export function claimed(
  matches: readonly Match[],
  alert: string,
  claimants: ReadonlyMap<string, Claimant>,
): readonly Match[] {
  if (matches.length < 2) return matches;
  const said = matches.map((match) => ({ match, ...standOf(claimants.get(match.run), alert) }));
  const nearest = Math.max(...said.filter(({ claims }) => claims).map(({ match }) => match.score));
  return said.filter(({ match, isNamed }) => isNamed || match.score > nearest).map(({ match }) => match);
}

function standOf(claimant: Claimant | undefined, alert: string): { isNamed: boolean; claims: boolean } {
  const expected = claimant === undefined ? 'none' : expectedOf(claimant.contract, alert);
  const isNamed = expected !== 'none';
  return { isNamed, claims: claimant?.isOn === true && isNamed && expected !== 'never' };
}
