// Whatever the catalogue lets through, the webhooks of the real Chaos Mesh take, and what they make of it says the same.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson } from '../../src/chaos/canonical-json.ts';
import type { Action, Parameters } from '../../src/chaos/catalogue/action.ts';
import { actions } from '../../src/chaos/catalogue/catalogue.ts';
import { parseParameters } from '../../src/chaos/catalogue/parse-parameters.ts';
import { experimentOf } from '../../src/chaos/from-object.ts';
import { manifestOf } from '../../src/chaos/manifest.ts';
import { fc } from '../seeded.ts';
import { aimedExperiment } from '../unit/chaos/aimed-experiment.ts';
import { examplesOf, neededOf } from '../unit/chaos/catalogue/parameter-samples.ts';
import { randomParameters } from '../unit/chaos/catalogue/random-parameters.ts';
import { clusterForDryRuns } from './dry-runs.ts';
import { identityOf } from './product.ts';

const RANDOM_EACH = 25;

const cluster = clusterForDryRuns();

function samplesOf(action: Action): readonly Parameters[] {
  const random = fc.sample(randomParameters(action, 'any'), RANDOM_EACH);
  return [examplesOf(action), neededOf(action), ...random].map((raw) => {
    const answer = parseParameters(action, raw);
    assert.ok(answer.ok, `${action.id}: ${JSON.stringify(answer)}`);
    return answer.parameters;
  });
}

/** What became of one dry run, when it is not as it should be. */
async function fault(action: Action, parameters: Parameters): Promise<string | undefined> {
  const said = aimedExperiment(action, parameters, { mode: 'fixed', value: 2 });
  const manifest = manifestOf(said, 'probe');
  const answer = await cluster().create(manifest, identityOf('jon'), { dryRun: true });
  if (!answer.ok) return `refused: ${answer.refusal.sentence} (${JSON.stringify(manifest.spec)})`;
  const { word } = said.target;
  const back = experimentOf(answer.object, { cluster: 'staging', word, watchSeconds: said.durationSeconds });
  if (back === undefined) return `not understood as stored: ${JSON.stringify(answer.object.spec)}`;
  const is = { ...back, parameters: withoutMade(action, parameters, back.parameters) };
  const [was, now] = [said, is].map((one) => canonicalJson(one));
  return was === now ? undefined : `stored otherwise: ${was} ${now}`;
}

/** The webhooks make a name for each rule of a JVM, and an id for each attack on a machine. */
function withoutMade(action: Action, said: Parameters, stored: Parameters): Parameters {
  const made = action.parameters.filter((one) => one.made && !(one.name in said)).map(({ name }) => name);
  return Object.fromEntries(Object.entries(stored).filter(([name]) => !made.includes(name)));
}

test('an experiment of any action passes admission, and is read back as the same experiment', async (t) => {
  const faults = new Map<string, string>();
  let tried = 0;
  let wrong = 0;
  for (const action of actions()) {
    for (const parameters of samplesOf(action)) {
      const found = await fault(action, parameters);
      tried += 1;
      if (found === undefined) continue;
      wrong += 1;
      // One of a kind is enough to read.
      faults.set(`${action.id} ${found.split(':')[0]}`, `${action.id} ${found}`);
    }
  }
  t.diagnostic(`${tried} dry runs of ${actions().length} actions, ${wrong} not as they should be`);
  assert.equal(wrong, 0, `\n${[...faults.values()].join('\n')}`);
});
