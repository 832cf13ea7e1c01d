// Makes the actions of one kind and the schema of its spec from what the kind's file says.

import type { z } from 'zod';
import type { JsonObject } from '../narrow.ts';
import type { Action, Parameter, Parameters, Phrase } from './action.ts';
import { phraseFrom } from './phrase.ts';
import { schemaOfSpec, type TargetFields } from './schema-of-spec.ts';
import { createSpecForm } from './spec-form.ts';
import type { Value } from './values/value.ts';

/** The same for all actions of a kind; an action may say otherwise. */
interface KindFacts extends Pick<Action, 'kind' | 'family' | 'on' | 'identity' | 'needs' | 'records'> {
  readonly title: string;
  /** One sentence of help. */
  readonly help: string;
  readonly target: TargetFields;
  /**
   * Fields that belong to other actions have no effect, as where the action's name alone decides. False where every
   * field that is there counts.
   */
  readonly ignoresOthers: boolean;
  /** Fields of the CRD that no parameter stands for. */
  readonly further?: TargetFields;
}

export type Draft = Omit<Parameter, 'name' | 'label'> & { readonly label?: string };

type Optional = 'needs' | 'records' | 'disruptive' | 'oneShot' | 'first' | 'rules';

export interface ActionFacts
  extends Omit<
      Action,
      | Optional
      | 'kind'
      | 'family'
      | 'on'
      | 'identity'
      | 'parameters'
      | 'phrase'
      | 'spec'
      | 'parse'
      | 'aliases'
    >,
    Partial<Pick<Action, Optional | 'aliases'>> {
  readonly parameters: Readonly<Record<string, Draft>>;
  /** `{latency}` stands for a parameter as it is shown; a part in brackets is left out without its parameters. */
  readonly phrase: Partial<Phrase> & Pick<Phrase, 'title' | 'running' | 'done' | 'fault'>;
  /** Fields that are always written so; `action` is added. */
  readonly fixed?: JsonObject;
  /** The field by which a kind without action names tells this action from its others. */
  readonly toldBy?: string;
  /** Fields without effect beside this action. */
  readonly ignores?: readonly string[];
}

export interface Kind {
  readonly kind: string;
  readonly family: string;
  readonly title: string;
  readonly help: string;
  readonly on: Action['on'];
  readonly actions: readonly Action[];
  /** Strict, in the words of the CRD. */
  readonly spec: z.ZodType;
}

export function kindOf(facts: KindFacts, drafts: readonly ActionFacts[]): Kind {
  const { kind, family, title, help, on } = facts;
  const all = drafts.map((draft) => ({ draft, parameters: parametersOf(draft) }));
  const used = all.flatMap(({ parameters }) => parameters.map(({ path }) => path));
  const fields = [...new Set([...used, ...Object.keys(facts.further ?? {})])];
  const actions = all.map(({ draft, parameters }) => actionOf(facts, draft, parameters, fields));
  return {
    kind,
    family,
    title,
    help,
    on,
    actions,
    spec: schemaOfSpec(actions, { ...facts.target, ...facts.further }),
  };
}

function actionOf(
  facts: KindFacts,
  { fixed = {}, toldBy, ignores = [], phrase, ...draft }: ActionFacts,
  parameters: readonly Parameter[],
  fields: readonly string[],
): Action {
  const { kind, family, on, identity, needs, records, ignoresOthers } = facts;
  const form = createSpecForm({
    parameters,
    fixed: { ...(draft.action !== undefined && { action: draft.action }), ...fixed },
    ...(toldBy !== undefined && { toldBy }),
    ignored: ignoresOthers ? [...fields, ...ignores] : ignores,
  });
  return {
    ...{ kind, family, on, needs, records },
    ...(identity && { identity }),
    ...{ aliases: [], disruptive: false, oneShot: false, first: false, rules: [] },
    ...draft,
    parameters,
    phrase: (values: Parameters) => phraseFrom({ joiner: ' · ', ...phrase }, parameters, values),
    spec: form.spec,
    parse: form.parse,
  };
}

function parametersOf({ parameters }: ActionFacts): readonly Parameter[] {
  return Object.entries(parameters).map(([name, draft]) => ({ label: labelFrom(name), ...draft, name }));
}

function labelFrom(name: string): string {
  const words = name.replaceAll('-', ' ');
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

type More = Partial<
  Pick<Draft, 'label' | 'fallback' | 'absent' | 'example' | 'rare' | 'made' | 'since' | 'aliases'>
>;

/** `path` as in the CRD, each part that the CRD requires marked with a star: `delay.latency*`. */
export function must(path: string, value: Value, help: string, more: More = {}): Draft {
  return draftOf(path, value, help, { ...more, required: true });
}

/** As `must`, for what may be left unsaid. */
export function may(path: string, value: Value, help: string, more: More = {}): Draft {
  return draftOf(path, value, help, { ...more, required: false });
}

/** The same parameters as of an action they do not belong to first. */
export function rarely<T extends Readonly<Record<string, Draft>>>(drafts: T): T {
  const entries = Object.entries(drafts).map(([name, draft]) => [
    name,
    { ...withoutFallback(draft), rare: true, required: false },
  ]);
  return Object.fromEntries(entries) as T;
}

function withoutFallback({ fallback: _, ...draft }: Draft): Draft {
  return draft;
}

function draftOf(
  marked: string,
  value: Value,
  help: string,
  more: More & { readonly required: boolean },
): Draft {
  const parts = marked.split('.');
  const path = parts.map(withoutStar);
  const demanded = parts.flatMap((part, at) => (part.endsWith('*') ? [path.slice(0, at + 1).join('.')] : []));
  const { example, range, schema } = value;
  return {
    aliases: [],
    rare: false,
    example,
    range,
    schema,
    ...more,
    path: path.join('.'),
    demanded,
    value,
    help,
  };
}

function withoutStar(part: string): string {
  return part.replace(/\*$/u, '');
}
