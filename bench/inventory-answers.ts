// The questions of people about a large cluster, from the line to the answer, over what the caches know.
import type { ObjectRef } from '../src/chaos/cluster.ts';
import type { KubeCache } from '../src/chaos/kube-cache.ts';
import type { Answer } from '../src/verbs/answer.ts';
import type { Asking } from '../src/verbs/asking.ts';
import { list } from '../src/verbs/list.ts';
import { parseCommand } from '../src/verbs/parse.ts';
import type { Part } from '../src/verbs/refused.ts';
import { createSeenExperiments, type SeenExperiments } from '../src/verbs/seen-experiments.ts';
import { showForeign } from '../src/verbs/show-foreign.ts';
import { targets } from '../src/verbs/targets.ts';
import { answerViews } from '../test/golden/answer-views.ts';
import { ana } from '../test/unit/runs/sample-run.ts';

const cluster = 'large';
const asking: Asking = {
  ...{ person: ana, channel: 'C0BENCH', deliveryId: 'd1', notAfter: undefined },
  reach: Object.assign(async <T>(_part: Part, work: () => Promise<T> | T) => work(), {
    left: () => 1_000,
    spent: () => 0,
  }),
};

/** Follows the cache from before its first list. */
export function seenIn(cache: KubeCache): SeenExperiments {
  const seen = createSeenExperiments(() => false);
  cache.onChange((change) => seen.onChange({ name: cluster }, change));
  return seen;
}

export type Ask = (line: string) => Promise<void>;

/** Asks a line and draws the answer as Slack would get it; a line that finds nothing is an error. */
export function askOver(cache: KubeCache, seen: SeenExperiments): Ask {
  const known = [{ name: cluster, production: false, ...cache }];
  const read = (ref: ObjectRef) => cache.experiment(ref);
  const runs = { find: async () => ({ runs: [], total: 0, newer: 0, searched: 0 }) };
  const inventory = {
    ...{ known, seen, clusters: [], latches: {} as never, facts: () => undefined },
    bindings: { of: async () => undefined },
    machines: () => [],
    read,
  };
  const answer = async (line: string): Promise<Answer | undefined> => {
    const parsed = parseCommand(line);
    if (!parsed.ok) return undefined;
    const command = parsed.value;
    if (command.verb === 'list') return list(command.said, asking, { runs, seen, known });
    if (command.verb === 'targets') return targets(command.said, asking, inventory);
    const word = command.verb === 'show' ? (command.run ?? '') : '';
    return showForeign(word, undefined, asking, { runs, seen, known, read });
  };
  return async (line) => {
    const said = await answer(line);
    const isEmpty = said === undefined || ('entries' in said && said.entries.length === 0);
    if (isEmpty) throw new Error(`${line} found nothing`);
    answerViews.shown(said);
  };
}
