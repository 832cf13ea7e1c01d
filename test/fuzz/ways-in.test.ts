// Slash line, form and YAML are one experiment: thousands of experiments go out by one way and come in by another.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contractText } from '../../src/chaos/alert-contract.ts';
import type { Action } from '../../src/chaos/catalogue/action.ts';
import { actions } from '../../src/chaos/catalogue/catalogue.ts';
import { expecting } from '../../src/chaos/expecting.ts';
import type { Experiment, Manifest } from '../../src/chaos/experiment.ts';
import { lineOf } from '../../src/chaos/line-of.ts';
import { manifestOf, manifestYaml } from '../../src/chaos/manifest.ts';
import { checkYaml } from '../../src/chaos/yaml/check-yaml.ts';
import { aimed } from '../../src/verbs/aimed.ts';
import { parseCommand } from '../../src/verbs/parse.ts';
import type { KnownCluster } from '../../src/verbs/where.ts';
import { fc } from '../seeded.ts';
import { aPod, aWorkload } from '../unit/chaos/sample-objects.ts';
import { randomExperiment } from '../unit/chaos/yaml/random-experiments.ts';

/** With 33 actions on pods, more than two thousand of each pair. */
const EACH = 70;

const onPods = actions().filter(({ on }) => on === 'pods');
const place = { cluster: 'staging', namespace: 'shop' };

function read(text: string, kind: string): Experiment {
  const checked = checkYaml(text, place);
  assert.ok(checked.ok, text);
  const [document] = checked.documents;
  const blocks = document?.findings.filter(({ severity }) => severity === 'block');
  assert.ok(document?.experiment, `${kind}: ${JSON.stringify(blocks)}\n${text}`);
  return document.experiment;
}

/** What a one-shot is watched for is no part of its object, and neither is the word for its target. */
function inObject(action: Action, { durationSeconds, target, ...experiment }: Experiment): unknown {
  const { word: _, ...meant } = target;
  return plain({ ...experiment, target: meant, ...(!action.oneShot && { durationSeconds }) });
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** What hits all may do so in steps. */
function ramped(experiment: Experiment): Experiment {
  if (experiment.mode.mode !== 'all') return experiment;
  return { ...experiment, steps: [{ mode: 'one' }, { mode: 'fixed-percent', value: 25 }] };
}

test('an experiment is written as YAML, and the YAML is the same experiment', (t) => {
  let pairs = 0;
  for (const action of onPods)
    fc.assert(
      fc.property(randomExperiment(action, 'any').map(ramped), (experiment) => {
        pairs += 1;
        const again = read(manifestYaml(manifestOf(experiment, 'probe')), action.id);
        assert.deepEqual(inObject(action, again), inObject(action, experiment));
      }),
      { numRuns: EACH },
    );
  t.diagnostic(`${pairs} experiments through YAML`);
});

const marks = fc.dictionary(
  fc.constantFrom('team', 'shop.example/ticket', 'why'),
  fc.stringMatching(/^[a-z0-9]{1,12}$/),
  { maxKeys: 2, noNullPrototype: true },
);

test('YAML with labels and annotations becomes an experiment, which is written as the same YAML', (t) => {
  let pairs = 0;
  for (const action of onPods)
    fc.assert(
      fc.property(randomExperiment(action, 'any'), marks, marks, (experiment, labels, annotations) => {
        pairs += 1;
        const bare = manifestOf(experiment, 'probe');
        const metadata = { ...bare.metadata, ...some('labels', labels), ...some('annotations', annotations) };
        const given: Manifest = { ...bare, metadata };
        const text = `# kept by whoever keeps the text\n${manifestYaml(given)}`;
        const written = manifestOf(read(text, action.id), 'probe');
        assert.deepEqual(plain(written), plain(given));
      }),
      { numRuns: EACH },
    );
  t.diagnostic(`${pairs} documents through experiments`);
});

function some(name: 'labels' | 'annotations', map: Readonly<Record<string, string>>): object {
  return Object.keys(map).length === 0 ? {} : { [name]: map };
}

/** A cluster in which what the experiment is about stands, and what the other end may be. */
function clusterOf({ target }: Experiment): KnownCluster {
  const names = Object.values(target.selector?.pods ?? {}).flat();
  const labels = target.labels;
  const pods = names.length > 0 ? names.map((name) => aPod(name)) : [aPod('web-a', { labels })];
  const workloads = [aWorkload(target.word, { selector: labels }), aWorkload('cart')];
  return {
    name: 'staging',
    production: false,
    synced: () => true,
    namespaces: () => ['shop'],
    workloads: () => workloads,
    pods: () => [...pods, aPod('cart-a', { labels: { app: 'cart' } })],
    machines: () => [],
  };
}

/** Undefined where the line does not mean the same. */
function said(line: string, experiment: Experiment): unknown {
  const parsed = parseCommand(line);
  if (!parsed.ok || parsed.value.verb !== 'inject') return parsed;
  const found = aimed(parsed.value, { place, cluster: clusterOf(experiment) });
  return found.ok ? plain(found.said.experiment) : found.refused;
}

const promises = fc.option(
  fc.constantFrom(
    { must: [{ name: 'CheckoutSlow', withinSeconds: 90 }, { name: 'Web Down' }], may: ['Web*'], never: [] },
    { must: [], may: [], never: ['PagerStorm'] },
    { must: [{ name: 'CheckoutSlow' }], may: [], never: [] },
  ),
  { nil: undefined },
);

test('an experiment is said in a line wherever a line can say it, and the line is the same experiment', (t) => {
  const counts = { said: 0, 'a wider selector': 0 };
  for (const action of onPods)
    fc.assert(
      fc.property(randomExperiment(action, 'sayable').map(ramped), promises, (bare, promised) => {
        const experiment = promised === undefined ? bare : expecting(bare, contractText(promised));
        const line = lineOf(experiment);
        if (line === undefined) {
          assert.ok(experiment.target.selector, 'only a selector that came in another way has no line');
          counts['a wider selector'] += 1;
          return;
        }
        counts.said += 1;
        assert.deepEqual(said(line, experiment), plain(experiment), line);
      }),
      { numRuns: EACH * 3 },
    );
  t.diagnostic(`${counts.said} said in lines; not to be said: ${counts['a wider selector']} wider selectors`);
  assert.ok(counts.said >= 2_000, `${counts.said}`);
});
