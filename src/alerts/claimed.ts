// Of several runs that an alert may belong to, whose it is: one that expects it has claimed it.

import { expectedOf } from '../chaos/alert-contract.ts';
import type { Alert } from './alert.ts';
import type { Match } from './correlate.ts';
import type { Scope } from './scope.ts';

export type Claimant = Pick<Scope, 'contract' | 'mayMake'>;

/**
 * A run that expects the alert, and whose fault may have made it, keeps it from those that promise nothing of it and are hit no nearer. Who
 * has said that it must not fire hears of it in any case.
 */
export function claimed(
  matches: readonly Match[],
  alert: Pick<Alert, 'name' | 'startsAt'>,
  claimants: ReadonlyMap<string, Claimant>,
): readonly Match[] {
  if (matches.length < 2) return matches;
  const said = matches.map((match) => ({ match, ...standOf(claimants.get(match.run), alert) }));
  const nearest = Math.max(...said.filter(({ claims }) => claims).map(({ match }) => match.score));
  return said.filter(({ match, isNamed }) => isNamed || match.score > nearest).map(({ match }) => match);
}

function standOf(
  claimant: Claimant | undefined,
  { name, startsAt }: Pick<Alert, 'name' | 'startsAt'>,
): { isNamed: boolean; claims: boolean } {
  const expected = claimant === undefined ? 'none' : expectedOf(claimant.contract, name);
  const isNamed = expected !== 'none';
  const claims = isNamed && expected !== 'never' && claimant?.mayMake(startsAt) === true;
  return { isNamed, claims };
}
