// An experiment of any action at whom its fault acts on: pods of web, the machine m1, or what the parameters name.

import assert from 'node:assert/strict';
import type { Action, Parameters } from '../../../src/chaos/catalogue/action.ts';
import type { Experiment, Mode } from '../../../src/chaos/experiment.ts';
import { reachOf } from '../../../src/chaos/reach/reach-of.ts';
import { aMachine, anExperiment, aWorkload } from './sample-objects.ts';

/** What stands in the namespace shop. */
export const standing = {
  workloads: [aWorkload('cart'), aWorkload('web')],
  machines: [aMachine('m1', 'http://192.0.2.20:31768')],
};

const WORDS: Readonly<Record<Action['on'], string>> = { pods: 'web', machines: 'm1', cloud: '' };

/** An instance of a cloud is one, whatever the mode says. */
export function aimedExperiment(
  action: Action,
  parameters: Parameters,
  mode: Mode = { mode: 'one' },
): Experiment {
  const said = { kind: action.kind, action: action.id, parameters };
  const around = { namespace: 'shop', pods: [], ...standing };
  const found = reachOf(action).find(WORDS[action.on], said, around);
  assert.ok(found.ok);
  const { word, labels, selector } = found;
  const target = { cluster: 'staging', namespace: 'shop', word, labels, ...(selector && { selector }) };
  return anExperiment({ ...said, target, mode: action.on === 'cloud' ? { mode: 'one' } : mode });
}
