// From a filled form to the command that a line would have given, or what is wrong under each field.

import type { Action, Parameters } from '../../chaos/catalogue/action.ts';
import { actionById } from '../../chaos/catalogue/catalogue.ts';
import { parseParameters } from '../../chaos/catalogue/parse-parameters.ts';
import { type Modes, readModes } from '../../chaos/mode-text.ts';
import { parseDuration } from '../../config/duration.ts';
import type { InjectCommand, SaidPeer } from '../command.ts';
import { isLabels, readTarget, type TargetWords } from '../place.ts';
import { readContract } from '../read-expected.ts';
import { namesItsTarget } from '../read-subject.ts';
import { type FilledForm, fieldOf } from './filled-form.ts';

export type FormErrors = Readonly<Record<string, string>>;

export type FormAnswer =
  | { readonly ok: true; readonly command: InjectCommand }
  /** By name of the field; all of them at once. */
  | { readonly ok: false; readonly errors: FormErrors };

export function readForm(form: FilledForm): FormAnswer {
  const action = actionById(form.kind, form.action);
  if (action === undefined) return { ok: false, errors: missingFault(form) };
  const place = readPlace(form);
  const target = form.keepsTarget ? NO_WORD : readTargets(action, form);
  const limits = readLimits(form, action);
  const values = readValues(action, form);
  const peer = readPeer(action, form, values.ok ? values.parameters : {});
  const promised = readPromised(form);
  const parts = [place, target, limits, values, peer, promised];
  if (!(place.ok && target.ok && limits.ok && values.ok && peer.ok && promised.ok))
    return {
      ok: false,
      errors: Object.assign({}, ...parts.map((part) => (part.ok ? {} : part.errors))),
    };
  const { cluster, namespace } = place;
  const because = form.reason.trim();
  return {
    ok: true,
    command: {
      ...{ verb: 'inject', kind: action.kind, action: action.id, go: false },
      ...{ target: target.words.word, place: { cluster, namespace } },
      ...{ parameters: values.parameters, defaulted: values.defaulted },
      ...(peer.peer && { peer: peer.peer }),
      ...{ ...limits.modes, durationSeconds: limits.seconds, expects: promised.contract },
      ...(because === '' ? {} : { because }),
    },
  };
}

function readPromised({ expects }: FilledForm): Read<{ readonly contract: string }> {
  const read = readContract(expects);
  return read.ok ? read : wrong('expects', read.sentence);
}

/** Of what is kept, and of what parameters name, nobody looks at the word. */
const NO_WORD: Read<{ readonly words: TargetWords }> = { ok: true, words: { place: {}, word: '' } };

type Read<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly errors: FormErrors };

function wrong(field: string, sentence: string): { readonly ok: false; readonly errors: FormErrors } {
  return { ok: false, errors: { [field]: sentence } };
}

function missingFault({ kind }: FilledForm): FormErrors {
  return kind === '' ? { kind: 'Choose a kind of fault.' } : { action: 'Choose what it is to do.' };
}

function readPlace({
  cluster,
  namespace,
}: FilledForm): Read<{ readonly cluster: string; readonly namespace: string }> {
  if (cluster === '') return wrong('cluster', 'Choose a cluster.');
  return namespace === '' ? wrong('namespace', 'Choose a namespace.') : { ok: true, cluster, namespace };
}

function readTargets(action: Action, form: FilledForm): Read<{ readonly words: TargetWords }> {
  const said = Object.fromEntries(Object.entries(form.values).filter(([, text]) => isSaid(text)));
  const isNamed = namesItsTarget(action, said);
  if (isNamed && form.targets.length > 0)
    return wrong('targets', 'They are chosen here or named by address, not both.');
  // What an instance is called is a parameter like the others, and told there when it is missing.
  return isNamed || action.on === 'cloud' ? NO_WORD : readWords(form.targets, 'Choose what it is to hit.');
}

/** Several names are one target, and so are several labels; anything else stands alone. */
function readWords(
  words: readonly string[],
  none: string,
  field = 'targets',
): Read<{ readonly words: TargetWords }> {
  const [only, ...more] = words;
  if (only === undefined) return wrong(field, none);
  const isAlike = words.every(isName) || words.every(isLabels);
  if (more.length > 0 && !isAlike)
    return wrong(field, 'Workloads go together, and so do labels; anything else is asked for alone.');
  const read = readTarget(words.join(','));
  return read === undefined
    ? wrong(field, `${only.slice(0, 60)} is no workload, label, pod or node.`)
    : { ok: true, words: read };
}

function isName(word: string): boolean {
  return !/[/=*]/u.test(word);
}

function readLimits(
  { pods, length }: FilledForm,
  { on }: Action,
): Read<{ readonly modes: Modes; readonly seconds: number }> {
  const read = on === 'cloud' ? ONE : readModes(pods.trim());
  const seconds = parseDuration(length);
  const isLength = seconds !== undefined && seconds > 0;
  if (read.ok && isLength) return { ok: true, modes: read.modes, seconds };
  return {
    ok: false,
    errors: {
      ...(!read.ok && { pods: read.sentence ?? HOW_MANY }),
      ...(!isLength && { length: 'How long: 90s, 2m or 1h.' }),
    },
  };
}

const HOW_MANY =
  'How many: a number such as 2, a share such as 50%, all, or the steps of a ramp: 1, 25%, all.';

/** There is one instance, whatever was typed for another fault. */
const ONE = { ok: true, modes: { mode: { mode: 'one' } } } as const;

interface Values {
  readonly parameters: Parameters;
  readonly defaulted: readonly string[];
}

/** Each field is read by itself first, so that all that is wrong is told at once. */
function readValues(action: Action, { values }: FilledForm): Read<Values> {
  const said = action.parameters.filter(({ name }) => isSaid(values[name]));
  const faults = said.flatMap(({ name, schema }) => {
    const read = schema.safeParse(values[name]);
    return read.success ? [] : [[fieldOf(name), read.error.issues[0]?.message ?? 'Not understood.']];
  });
  if (faults.length > 0) return { ok: false, errors: Object.fromEntries(faults) as FormErrors };
  const raw = Object.fromEntries(said.map(({ name }) => [name, values[name]]));
  const read = parseParameters(action, raw);
  return read.ok ? read : wrong(fieldOf(read.field), read.sentence);
}

function isSaid(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== '';
}

/** The direction is a field of its own where the action has one. */
function readPeer(
  action: Action,
  { peers, namespace, values }: FilledForm,
  parameters: Parameters,
): Read<{ readonly peer?: SaidPeer }> {
  if (action.peer === undefined || peers.length === 0 || isSaid(values['target'])) return { ok: true };
  const read = readWords(peers, '', 'peers');
  if (!read.ok) return read;
  const { word, place } = read.words;
  const direction = typeof parameters['direction'] === 'string' ? parameters['direction'] : 'to';
  return { ok: true, peer: { word, direction, namespace: place.namespace ?? namespace } };
}
