// Whatever an action can be told stands in its form, within Slack's limits, and the form sent back means the same.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stateOf } from '../../playground/slack/blocks/input-state.ts';
import { checkView } from '../../playground/slack/blocks/validate.ts';
import type { Json } from '../../playground/slack/json.ts';
import { actions } from '../../src/chaos/catalogue/catalogue.ts';
import type { Experiment, Mode } from '../../src/chaos/experiment.ts';
import { fieldsOf as fieldsIn, filledForm } from '../../src/handlers/form-state.ts';
import { awayFrom, fieldsOf } from '../../src/verbs/form/fields.ts';
import type { FilledForm } from '../../src/verbs/form/filled-form.ts';
import { formOf } from '../../src/verbs/form/form-of.ts';
import { saidIn } from '../../src/verbs/form/said-in-form.ts';
import { settled } from '../../src/verbs/form/settle.ts';
import type { KnownCluster } from '../../src/verbs/where.ts';
import { experimentForm } from '../../src/views/answers/experiment-form.ts';
import { parseFormMetadata } from '../../src/views/answers/forms.ts';
import { fc } from '../seeded.ts';
import { aimedExperiment, standing } from '../unit/chaos/aimed-experiment.ts';
import { randomParameters } from '../unit/chaos/catalogue/random-parameters.ts';
import { anExperiment } from '../unit/chaos/sample-objects.ts';

const staging: KnownCluster = {
  name: 'staging',
  production: false,
  synced: () => true,
  namespaces: () => ['shop'],
  pods: () => [],
  ...{ workloads: () => standing.workloads, machines: () => standing.machines },
};

const mode: fc.Arbitrary<Mode> = fc.oneof(
  fc.constantFrom({ mode: 'one' } as const, { mode: 'all' } as const),
  fc.integer({ min: 2, max: 99 }).map((value) => ({ mode: 'fixed', value }) as const),
  fc.integer({ min: 1, max: 100 }).map((value) => ({ mode: 'fixed-percent', value }) as const),
  fc.integer({ min: 1, max: 100 }).map((value) => ({ mode: 'random-max-percent', value }) as const),
);

test('an experiment of any action fills its form, and the form means the same experiment', () => {
  for (const action of actions()) {
    const seconds = fc.integer({ min: 1, max: 7_200 });
    fc.assert(
      fc.property(randomParameters(action, 'sayable'), mode, seconds, (parameters, how, durationSeconds) => {
        const meant = { ...aimedExperiment(action, parameters, how), durationSeconds };
        const sent = throughSlack(formOf(meant, staging));
        const read = saidIn(sent, undefined, [staging]);
        assert.ok(read.ok, JSON.stringify([sent, read]));
        assert.deepEqual(plain(read.said.experiment), plain(meant));
      }),
      { numRuns: 40 },
    );
  }
});

test('the form of any action, with every field that it has, is one that Slack takes', () => {
  for (const action of actions()) {
    const values = Object.fromEntries(action.parameters.map(({ name, example }) => [name, example]));
    const meant = anExperiment({ kind: action.kind, action: action.id, parameters: {} });
    for (const filled of [{}, values])
      throughSlack({ ...formOf(meant, staging), all: true, values: filled, reason: 'r'.repeat(500) });
  }
});

test('what was typed for one action is there again after another was looked at', () => {
  const delay = anExperiment({
    ...{ kind: 'NetworkChaos', action: 'delay' },
    parameters: { latency: '70ms', jitter: '3ms', correlation: 9 },
  });
  const first = throughSlack(formOf(delay, staging));
  const there = throughSlack(settled({ ...first, action: 'loss' }, [staging]));
  assert.equal(there.values['latency'], undefined);
  const away = throughSlack(settled({ ...there, kind: 'PodChaos', action: 'loss' }, [staging]));
  assert.equal(away.action, '');
  const back = throughSlack(settled({ ...away, kind: 'NetworkChaos', action: 'delay' }, [staging]));
  assert.deepEqual(back.values, first.values);
});

/** Drawn, held by Slack, and read again as if it had been sent. */
function throughSlack(form: FilledForm): FilledForm {
  const fields = fieldsOf(
    actions().find(({ id, kind }) => id === form.action && kind === form.kind),
    form,
  );
  const clusters = [{ name: 'staging', production: false }];
  const drawn = { ...form, away: awayFrom(fields, form) };
  const view = experimentForm({ kind: 'ask-experiment', form: drawn, fields, clusters }, undefined);
  assert.deepEqual(checkView(view as unknown as Json, 'modal'), [], `${form.kind} ${form.action}`);
  const known = parseFormMetadata(view.private_metadata);
  assert.ok(known, 'the form carries what its inputs do not hold');
  const state = stateOf(view.blocks as unknown as Json[]);
  return filledForm(known, fieldsIn(state as Parameters<typeof fieldsIn>[0]));
}

function plain(experiment: Experiment): unknown {
  return JSON.parse(JSON.stringify(experiment));
}
