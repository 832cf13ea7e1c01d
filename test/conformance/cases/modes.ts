// How many of the selected pods each mode takes.
import type { Case, Chapter } from '../case.ts';
import { podFailure } from '../manifests.ts';
import { hasConditions, isInjected, recordLines, recordsOf } from '../seen.ts';

interface Mode {
  readonly mode: string;
  readonly value?: string;
  readonly of: number;
  readonly takes: number;
}

const modes: readonly Mode[] = [
  { mode: 'one', of: 4, takes: 1 },
  { mode: 'all', of: 4, takes: 4 },
  { mode: 'fixed', value: '2', of: 4, takes: 2 },
  { mode: 'fixed', value: '9', of: 3, takes: 3 },
  { mode: 'fixed-percent', value: '50', of: 4, takes: 2 },
  { mode: 'fixed-percent', value: '40', of: 3, takes: 2 },
  { mode: 'fixed-percent', value: '1', of: 3, takes: 1 },
];

function modeCase({ mode, value, of, takes }: Mode): Case {
  return {
    name: `mode ${mode}${value === undefined ? '' : ` ${value}`} takes ${takes} of ${of} pods`,
    expected: { records: Array(takes).fill('pod Injected 1/0'), distinct: takes },
    async observe(scene) {
      await scene.deploy('web', of);
      const one = await scene.start(podFailure('some', { mode, ...(value !== undefined && { value }) }));
      const injected = await one.until(isInjected, 'is injected');
      const distinct = new Set(recordsOf(injected).map(({ id }) => id)).size;
      return { records: recordLines(injected), distinct };
    },
  };
}

export const modesOf: Chapter = {
  title: 'modes',
  cases: [
    ...modes.map(modeCase),
    {
      name: 'mode random-max-percent takes at most its share, and may take nobody',
      expected: { withinBounds: true },
      async observe(scene) {
        await scene.deploy('web', 4);
        const one = await scene.start(podFailure('some', { mode: 'random-max-percent', value: '50' }));
        const decided = await one.until(hasConditions, 'has conditions');
        const told = Promise.race([one.until(isInjected, 'is injected'), scene.told.text('some', 'Failed')]);
        await told;
        const { body } = await scene.get('PodChaos', 'some');
        return { withinBounds: hasConditions(decided) && recordsOf(body).length <= 2 };
      },
    },
  ],
};
