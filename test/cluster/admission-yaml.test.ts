// Thousands of YAML documents, good ones and ones spoiled in one place: what we make of each is what the real webhooks make of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stringify } from 'yaml';
import { actions } from '../../src/chaos/catalogue/catalogue.ts';
import type { Manifest } from '../../src/chaos/experiment.ts';
import { collectionPath } from '../../src/chaos/kinds.ts';
import { LISTED } from '../../src/chaos/lints/table.ts';
import { manifestOf } from '../../src/chaos/manifest.ts';
import { asText, at } from '../../src/chaos/narrow.ts';
import { isSuccess } from '../../src/chaos/unexpected-answer.ts';
import { checkYaml } from '../../src/chaos/yaml/check-yaml.ts';
import type { YamlFinding } from '../../src/chaos/yaml/finding.ts';
import { fc } from '../seeded.ts';
import { randomExperiment } from '../unit/chaos/yaml/random-experiments.ts';
import { type Json, type Spoiled, spoiled } from '../unit/chaos/yaml/spoiled-objects.ts';
import { clusterForDryRuns } from './dry-runs.ts';
import { identityOf } from './product.ts';
import { stricterBecause } from './stricter.ts';

const GOOD_EACH = 20;
const SPOILED_EACH = 48;

const cluster = clusterForDryRuns();

const LINTS = new Set(LISTED.flatMap(({ by, checks }) => (by === 'lint' ? Object.keys(checks) : [])));

interface Judged {
  readonly blocks: readonly YamlFinding[];
  /** What would be sent. */
  readonly manifest?: Manifest;
}

function ours(text: string): Judged {
  const checked = checkYaml(text, { cluster: 'staging', namespace: 'shop' });
  assert.ok(checked.ok, text);
  const [document] = checked.documents;
  assert.ok(document);
  const blocks = document.findings.filter(({ severity }) => severity === 'block');
  const { experiment } = document;
  return { blocks, ...(experiment && { manifest: manifestOf(experiment, 'probe') }) };
}

/** Undefined: accepted. */
async function theirs(body: unknown): Promise<string | undefined> {
  const kind = asText(at(body, 'kind'));
  const answer = await cluster().connection.call({
    method: 'POST',
    path: collectionPath(kind, 'shop'),
    query: { dryRun: 'All', fieldValidation: 'Strict' },
    body,
    as: identityOf('jon'),
  });
  return isSuccess(answer) ? undefined : asText(at(answer.body, 'message'), `status ${answer.status}`);
}

interface Case extends Spoiled {
  readonly id: string;
}

function good(): readonly Case[] {
  return actions()
    .filter(({ on }) => on === 'pods')
    .flatMap((action) =>
      fc.sample(randomExperiment(action, 'any'), GOOD_EACH).map((experiment) => ({
        id: action.id,
        how: 'as it was made',
        object: JSON.parse(JSON.stringify(manifestOf(experiment, 'probe'))) as Json,
      })),
    );
}

function spoiledOnes(): readonly Case[] {
  return actions()
    .filter(({ on }) => on === 'pods')
    .flatMap((action) => {
      const arbitrary = randomExperiment(action, 'any').chain((experiment) =>
        spoiled(JSON.parse(JSON.stringify(manifestOf(experiment, 'probe'))) as Json),
      );
      return fc.sample(arbitrary, SPOILED_EACH).map((one) => ({ id: action.id, ...one }));
    });
}

/** How the two disagree; undefined: they do not. */
async function disagreement({ object, id, how }: Case): Promise<string | undefined> {
  const { blocks, manifest } = ours(stringify(object));
  const about = `${id}, ${how}`;
  const spec = JSON.stringify(at(object, 'spec'));
  if (manifest !== undefined) {
    const refused = await theirs(manifest);
    return refused && `${about}: taken by us, refused by them: ${refused.slice(0, 300)} (${spec})`;
  }
  if ((await theirs(object)) !== undefined) return undefined;
  const kind = asText(at(object, 'kind'));
  const reason = blocks.map((one) => (LINTS.has(one.check) ? one.check : stricterBecause(kind, one)));
  const named = reason.find((one) => one !== undefined);
  if (named !== undefined) {
    stricter.set(named, (stricter.get(named) ?? 0) + 1);
    return undefined;
  }
  const [first] = blocks;
  return `${about}: taken by them, refused by us: ${first?.check} ${first?.path} ${first?.sentence} (${spec})`;
}

/** How often they took what we did not, by our reason. */
const stricter = new Map<string, number>();

async function disagreements(cases: readonly Case[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const one of cases) {
    const said = await disagreement(one);
    if (said !== undefined) found.push(said);
  }
  return found;
}

test('good documents of every action on pods are taken by us and by the webhooks', async (t) => {
  const cases = good();
  for (const { object } of cases) {
    const { blocks } = ours(stringify(object));
    assert.deepEqual(blocks, [], JSON.stringify(object));
  }
  const found = await disagreements(cases);
  t.diagnostic(`${cases.length} good documents, ${found.length} refused`);
  assert.deepEqual(found.slice(0, 20), []);
});

test('of documents spoiled in one place we and the webhooks think the same, or a named check is stricter', async (t) => {
  const cases = spoiledOnes();
  const found = await disagreements(cases);
  t.diagnostic(`${cases.length} spoiled documents, ${found.length} disagreed upon`);
  t.diagnostic(`stricter by name: ${[...stricter].map(([check, count]) => `${check} ${count}`).join(', ')}`);
  assert.deepEqual(found.slice(0, 40), []);
});
