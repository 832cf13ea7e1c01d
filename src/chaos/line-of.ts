// An experiment as the line that asks for it.

import { isDeepStrictEqual } from 'node:util';
import { CONTRACT } from './alert-contract.ts';
import type { Action, Parameter } from './catalogue/action.ts';
import { saidAs } from './catalogue/example-line.ts';
import { expectedBy } from './expecting.ts';
import type { Experiment } from './experiment.ts';
import { goDuration } from './go-duration.ts';
import { actionOf } from './manifest.ts';
import { modesText } from './mode-text.ts';
import { asObject, asTextMap, asTexts } from './narrow.ts';
import { isWordForMachines } from './reach/find-machines.ts';
import { thingsNamed } from './reach/hits.ts';
import { labelText } from './selector.ts';
import { isWordFor } from './wider-target.ts';

/**
 * The line after `/chaos` that asks for the same again: `delay staging:shop/web 200ms pods 2 for 2m`. Undefined where a
 * line would ask for something else: a selector that no word means, labels of its own, a text with quotes or line breaks.
 */
export function lineOf(experiment: Experiment): string | undefined {
  return isSayable(experiment) ? wholeLine(experiment) : undefined;
}

function isSayable({ target, ...rest }: Experiment): boolean {
  if (!carriesOnlyPromises(rest) || rest.orchestrated !== undefined) return false;
  if (!isWord(target, actionOf(rest))) return false;
  const action = actionOf(rest);
  const peer = peerOf({ ...rest, target }, action);
  return action.parameters
    .filter(({ name }) => rest.parameters[name] !== undefined && !(peer !== undefined && name === 'target'))
    .every(({ name, value }) => !/["\r\n]/u.test(value.typed(rest.parameters[name])));
}

/** Which alerts are expected can be said in a line; other labels and annotations cannot. */
function carriesOnlyPromises(experiment: Pick<Experiment, 'carries'>): boolean {
  const { carries } = experiment;
  const said = expectedBy(experiment);
  const only = said === undefined ? undefined : { annotations: { [CONTRACT]: said } };
  return isDeepStrictEqual(carries, only) && !/["\r\n]/u.test(said ?? '');
}

/** The word of the target means this very choice. */
function isWord(target: Experiment['target'], { on }: Action): boolean {
  if (target.selector === undefined) return true;
  return on === 'machines' ? isWordForMachines(target) : isWordFor(target);
}

function wholeLine(experiment: Experiment): string {
  const action = actionOf(experiment);
  const peer = peerOf(experiment, action);
  const positional = action.parameters.find(({ name }) => name === action.positional);
  const others = action.parameters.filter(
    ({ name, fallback }) =>
      name !== action.positional &&
      !(peer !== undefined && (name === 'target' || name === 'direction')) &&
      isChanged(experiment.parameters[name], fallback),
  );
  const words = [
    action.verb,
    targetLine(experiment, action),
    ...(positional === undefined ? [] : [aloneOf(positional, experiment.parameters[positional.name])]),
    ...others.map(({ name, value }) => saidAs(name, value.typed(experiment.parameters[name]))),
    peer,
    manyOf(experiment),
  ];
  const expected = expectedBy(experiment);
  const last = [
    `for ${goDuration(experiment.durationSeconds)}`,
    expected === undefined ? '' : `expect "${expected}"`,
  ];
  return [...words, ...last].filter(Boolean).join(' ');
}

/** What parameters name has no word of its own, only a place. */
function targetLine({ target, parameters }: Experiment, action: Action): string {
  const { cluster, namespace, word } = target;
  if (thingsNamed(action, parameters).length > 0) return `on ${cluster} in ${namespace}`;
  return word.endsWith('/*') ? `${cluster}:${word}` : `${cluster}:${namespace}/${word}`;
}

/** A value of several words has to be named; so has a number without a unit: `2 pods` means something else. */
function aloneOf({ name, value }: Parameter, kept: unknown): string {
  if (kept === undefined) return '';
  const typed = value.typed(kept);
  return /^[+-]?[0-9][^\s=,]*[^\s=,0-9]$/u.test(typed) ? typed : saidAs(name, typed);
}

function isChanged(value: unknown, fallback: unknown): boolean {
  return value !== undefined && !isDeepStrictEqual(value, fallback);
}

/** One pod is what a line means that says nothing. */
function manyOf(experiment: Experiment): string {
  const text = modesText(experiment);
  return text === '1' ? '' : `pods ${text}`;
}

/** `from app=cart`, where the other end is a plain choice by labels. */
function peerOf({ parameters, target: { namespace } }: Experiment, action: Action): string | undefined {
  const target = asObject(parameters['target']);
  const selector = asObject(target['selector']);
  const plain = {
    selector: {
      namespaces: asTexts(selector['namespaces']),
      labelSelectors: asTextMap(selector['labelSelectors']),
    },
    mode: 'all',
  };
  const [only, more] = plain.selector.namespaces;
  const labels = labelText(plain.selector.labelSelectors);
  if (only === undefined || more !== undefined || labels === '' || !isDeepStrictEqual(target, plain))
    return undefined;
  const direction = parameters['direction'] ?? 'to';
  const way = Object.entries(action.peer ?? {}).find(([, means]) => means === direction)?.[0];
  return way === undefined ? undefined : `${way} ${only === namespace ? '' : `${only}/`}${labels}`;
}
