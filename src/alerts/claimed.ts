// Of several runs that an alert may belong to, whose it is: who expects it, and whose fault was on, come first.

import { expectedOf } from '../chaos/alert-contract.ts';
import type { Alert } from './alert.ts';
import type { Match } from './correlate.ts';
import type { Scope } from './scope.ts';

export type Claimant = Pick<Scope, 'contract' | 'doing'>;

/**
 * What began when a fault was long over is not its doing. A run that expects the alert, and whose fault may have made it, keeps
 * it from those that promise nothing of it and are hit no nearer; so does one whose fault was on from those whose fault had
 * just ended. Who has said that it must not fire hears of it in any case.
 */
export function claimed(
  matches: readonly Match[],
  alert: Pick<Alert, 'name' | 'startsAt' | 'status'>,
  claimants: ReadonlyMap<string, Claimant>,
): readonly Match[] {
  const all = matches.map((match) => ({ match, ...standOf(claimants.get(match.run), alert) }));
  // Of what is over somebody may have heard before.
  const said = alert.status === 'resolved' ? all : all.filter(({ doing }) => doing !== 'none');
  const expecting = nearestOf(said.filter(({ claims }) => claims));
  const under = nearestOf(said.filter(({ doing }) => doing === 'during'));
  return said
    .filter(({ match, isNamed, doing }) => {
      if (isNamed) return true;
      return match.score > expecting && (doing !== 'aftermath' || match.score > under);
    })
    .map(({ match }) => match);
}

interface Stand {
  readonly doing: ReturnType<Claimant['doing']>;
  readonly isNamed: boolean;
  readonly claims: boolean;
}

function standOf(
  claimant: Claimant | undefined,
  { name, startsAt }: Pick<Alert, 'name' | 'startsAt'>,
): Stand {
  if (claimant === undefined) return { doing: 'before', isNamed: false, claims: false };
  const expected = expectedOf(claimant.contract, name);
  const doing = claimant.doing(startsAt);
  const isNamed = expected !== 'none';
  const mayMake = doing === 'during' || doing === 'aftermath';
  return { doing, isNamed, claims: isNamed && expected !== 'never' && mayMake };
}

function nearestOf(said: readonly { readonly match: Match }[]): number {
  return Math.max(...said.map(({ match }) => match.score));
}
