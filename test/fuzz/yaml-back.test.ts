// What somebody gave as YAML comes back meaning the same, however it was written.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, stringify } from 'yaml';
import { actions } from '../../src/chaos/catalogue/catalogue.ts';
import { manifestOf, manifestYaml } from '../../src/chaos/manifest.ts';
import { checkYaml } from '../../src/chaos/yaml/check-yaml.ts';
import { fc } from '../seeded.ts';
import { randomParameters } from '../unit/chaos/catalogue/random-parameters.ts';
import { anExperiment } from '../unit/chaos/sample-objects.ts';
import { ana, createHouse, from } from '../unit/verbs/house.ts';

const expected = { namespace: 'shop', cluster: 'staging' };

interface Written {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** Ways of writing the same down: order of keys, flow or block, comments, the time in seconds. */
const ways = fc.record({
  reversed: fc.boolean(),
  flow: fc.boolean(),
  comment: fc.boolean(),
  seconds: fc.boolean(),
  labels: fc.subarray(['team', 'drill', 'app.kubernetes.io/part-of']),
});

type Way = typeof ways extends fc.Arbitrary<infer W> ? W : never;

function written(spec: Written['spec'], kind: string, way: Way, durationSeconds: number): string {
  const labels = Object.fromEntries(way.labels.map((key) => [key, 'shop']));
  const said = { ...spec, ...(way.seconds && 'duration' in spec && { duration: `${durationSeconds}s` }) };
  const metadata = { name: 'given', namespace: 'shop', ...(way.labels.length > 0 && { labels }) };
  const entries = Object.entries({ apiVersion: 'chaos-mesh.org/v1alpha1', kind, metadata, spec: said });
  const object = Object.fromEntries(way.reversed ? entries.toReversed() : entries);
  const text = stringify(object, { lineWidth: 0, collectionStyle: way.flow ? 'flow' : 'block' });
  return way.comment ? `# slow, as on Monday\n${text}# until Tuesday\n` : text;
}

test('the object that is made of YAML means what the YAML means', () => {
  for (const action of actions().filter(({ on }) => on === 'pods')) {
    const experiments = randomParameters(action, 'any').map((parameters) =>
      anExperiment({ kind: action.kind, action: action.id, parameters, durationSeconds: 90 }),
    );
    fc.assert(
      fc.property(experiments, ways, (experiment, way) => {
        const { spec } = manifestOf(experiment, 'given');
        const text = written(spec, action.kind, way, 90);
        const checked = checkYaml(text, expected);
        assert.ok(checked.ok);
        const [document] = checked.documents;
        if (document?.experiment === undefined) return;
        const back = parse(manifestYaml(manifestOf(document.experiment, 'ours'))) as Written;
        assert.deepEqual(back.spec, JSON.parse(JSON.stringify(spec)), text);
        assert.deepEqual(back.metadata['labels'], (parse(text) as Written).metadata['labels'], text);
      }),
      { numRuns: 40 },
    );
  }
});

test('the text that was given is shown as it was written, beside the object that was made of it', async () => {
  const house = createHouse();
  const { spec } = manifestOf(
    anExperiment({ kind: 'StressChaos', action: 'cpu', parameters: { load: 80, workers: 1 } }),
    'x',
  );
  const way = { reversed: true, flow: false, comment: true, seconds: true, labels: [] };
  const text = written(spec, 'StressChaos', way, 120);
  const given = { text, cluster: 'staging', reason: '', edits: [], seen: '' };
  const answer = await house.verbs.apply(given, from(ana));
  assert.ok(answer.kind === 'plan', JSON.stringify(answer));
  const shown = await house.verbs.line(`show ${answer.record.id} yaml`, from(ana));
  assert.ok(shown.kind === 'details');
  assert.equal(shown.record.given, text);
  const long = { ...given, text: `${text}${'# a long comment\n'.repeat(400)}` };
  const other = await house.verbs.apply(long, from(ana));
  assert.ok(other.kind === 'plan', JSON.stringify(other));
  assert.equal(other.record.given, undefined, 'a record keeps no long texts');
});
