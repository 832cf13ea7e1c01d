// What is not as it was in the run that is repeated: what was said anew, and what has changed since.

import { isDeepStrictEqual } from 'node:util';
import { placeOf } from '../chaos/describe.ts';
import { durationWords, stepsWords } from '../chaos/duration-words.ts';
import { expectedBy } from '../chaos/expecting.ts';
import type { Experiment } from '../chaos/experiment.ts';
import { actionOf } from '../chaos/manifest.ts';
import type { Plan } from '../plan/plan.ts';

/** Each as `pods: 1 pod → 2 pods`; empty when nothing differs. */
export function differencesOf(before: Plan, now: Plan): readonly string[] {
  return [...saidAnew(before.experiment, now.experiment), ...changedSince(before, now)];
}

function saidAnew(before: Experiment, now: Experiment): readonly string[] {
  return [
    changed('place', placeOf(before.target), placeOf(now.target)),
    targetChange(before, now),
    changed('how many', stepsWords(before), stepsWords(now)),
    changed('alerts', expectedBy(before) ?? 'nothing expected', expectedBy(now) ?? 'nothing expected'),
    changed('how long', durationWords(before.durationSeconds), durationWords(now.durationSeconds)),
    ...valueChanges(before, now),
  ].filter((one) => one !== undefined);
}

function targetChange({ target: before }: Experiment, { target: now }: Experiment): string | undefined {
  if (before.word !== now.word) return changed('target', before.word, now.word);
  const isSame = isDeepStrictEqual(before.labels, now.labels);
  return isSame ? undefined : 'target: other labels than then';
}

function valueChanges(before: Experiment, now: Experiment): readonly (string | undefined)[] {
  return actionOf(now).parameters.map(({ name, value }) => {
    const [was, is] = [before.parameters[name], now.parameters[name]];
    if (isDeepStrictEqual(was, is)) return undefined;
    const shown = (kept: unknown) => (kept === undefined ? 'unsaid' : value.shown(kept));
    return changed(name, shown(was), shown(is));
  });
}

function changedSince(before: Plan, now: Plan): readonly string[] {
  const isThere = isDeepStrictEqual(before.experiment.target, now.experiment.target);
  return [
    isThere
      ? changed('pods that match', `${before.candidates.length}`, `${now.candidates.length}`)
      : undefined,
    changed('policy', verdictWords(before), verdictWords(now)),
  ].filter((one) => one !== undefined);
}

function verdictWords({ verdict }: Plan): string {
  if (verdict.kind === 'allow') return 'allowed at once';
  if (verdict.kind === 'refuse') return 'refused';
  return verdict.approvals.map(({ count, group }) => `${count} of ${group}`).join(' and ');
}

function changed(what: string, before: string, now: string): string | undefined {
  return before === now ? undefined : `${what}: ${before} → ${now}`;
}
