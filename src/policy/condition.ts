// The `when` of a rule: a CEL expression over what is known of one experiment by one person.

import { Environment } from '@marcbachmann/cel-js';

/** What conditions can speak of; the CEL types are in TYPES below. */
export interface ConditionFacts {
  readonly cluster: string;
  readonly production: boolean;
  /** The namespace; that word itself is reserved in CEL (https://github.com/google/cel-spec, langdef, Syntax). */
  readonly ns: string;
  readonly kind: string;
  readonly action: string;
  readonly risk: string;
  /** The most pods that can be hit. */
  readonly pods: number;
  /** From 0 to 1. */
  readonly share: number;
  readonly durationSeconds: number;
  readonly user: string;
  readonly groups: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

const TYPES = {
  cluster: 'string',
  production: 'bool',
  ns: 'string',
  kind: 'string',
  action: 'string',
  risk: 'string',
  pods: 'int',
  share: 'double',
  durationSeconds: 'int',
  user: 'string',
  groups: 'list<string>',
  labels: 'map<string, string>',
} as const satisfies Record<keyof ConditionFacts, string>;

const language = Object.entries(TYPES).reduce(
  (environment, [name, type]) => environment.registerVariable(name, type),
  new Environment(),
);

export type ConditionAnswer =
  | { readonly ok: true; readonly holds: boolean }
  /** It could not be evaluated, `No such key: tier`. */
  | { readonly ok: false; readonly sentence: string };

export type Condition = (facts: ConditionFacts) => ConditionAnswer;

/** What is wrong with the text before anything runs; undefined: nothing. */
export function conditionFault(text: string): string | undefined {
  const { valid, type, error } = language.check(text);
  if (!valid) return wordsOf(error);
  return type === 'bool' || type === 'dyn' ? undefined : `It gives ${type}, not true or false.`;
}

function wordsOf(error: { readonly code: string; readonly summary: string } | undefined): string {
  if (error?.code !== 'reserved_identifier') return error?.summary ?? 'It cannot be read.';
  return `${error.summary}; the namespace is called \`ns\` here.`;
}

/** Parses once; throws when the text has a fault, which the configuration was checked for. */
export function createCondition(text: string): Condition {
  const evaluate = language.parse(text);
  return (facts) => {
    try {
      return { ok: true, holds: evaluate(toCel(facts)) === true };
    } catch (error) {
      return { ok: false, sentence: sentenceOf(error) };
    }
  };
}

export function conditionNames(): readonly string[] {
  return Object.keys(TYPES);
}

/** CEL's int is 64 bits, which JavaScript says with BigInt. */
function toCel(facts: ConditionFacts): Record<string, unknown> {
  return {
    ...facts,
    pods: BigInt(Math.round(facts.pods)),
    durationSeconds: BigInt(Math.round(facts.durationSeconds)),
  };
}

function sentenceOf(error: unknown): string {
  if (error instanceof Error && 'summary' in error) return String(error.summary);
  return error instanceof Error ? error.message : String(error);
}
