// Between an action's parameters and its part of a spec, both ways, by the parameters' paths alone.

import { isDeepStrictEqual } from 'node:util';
import { isObject, type JsonObject } from '../narrow.ts';
import type { Action, Parameter, Parameters } from './action.ts';
import { isCommon, isZero } from './spec-fields.ts';

interface Form {
  readonly parameters: readonly Parameter[];
  readonly fixed: JsonObject;
  readonly toldBy?: string;
  /** Paths without effect beside this action. */
  readonly ignored: readonly string[];
}

type SpecForm = Pick<Action, 'spec' | 'parse'>;

export function createSpecForm(form: Form): SpecForm {
  const known = treeOf(form.parameters.map(({ path }) => path));
  const ignored = treeOf(form.ignored);
  const fixed = Object.entries(form.fixed).filter(([name]) => !(name in known));
  return {
    spec: (values) => specOf(form, values),
    parse(spec) {
      const isOther = fixed.some(([name, value]) => spec[name] !== value);
      if (isOther || !isTold(form, spec)) return undefined;
      const own = Object.fromEntries(
        Object.entries(spec).filter(([name]) => !isCommon(name) && !(name in form.fixed && !(name in known))),
      );
      return saysMore(own, known, ignored) ? undefined : valuesIn(form, spec);
    },
  };
}

function isTold({ toldBy }: Form, spec: JsonObject): boolean {
  return toldBy === undefined || valueAt(spec, toldBy) !== undefined;
}

function specOf({ parameters, fixed }: Form, values: Parameters): JsonObject {
  const spec: Record<string, unknown> = { ...fixed };
  for (const parameter of parameters) {
    const kept = values[parameter.name];
    if (kept === undefined || isAsAbsent(parameter, kept)) continue;
    put(spec, parameter.path.split('.'), parameter.value.write(kept));
  }
  return spec;
}

/** Chaos Mesh does the same without it. What was required to be said is written all the same. */
export function isAsAbsent({ absent, required }: Parameter, kept: unknown): boolean {
  return !required && absent !== undefined && isDeepStrictEqual(kept, absent);
}

function put(into: Record<string, unknown>, [first = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    into[first] = value;
    return;
  }
  const inner = (into[first] ?? {}) as Record<string, unknown>;
  into[first] = inner;
  put(inner, rest, value);
}

function valuesIn({ parameters }: Form, spec: JsonObject): Parameters | undefined {
  const entries = parameters.map((parameter) => [parameter, keptFrom(parameter, spec)] as const);
  const lacks = entries.some(([{ required }, kept]) => required && kept === undefined);
  if (lacks) return undefined;
  const said = entries.filter(([, kept]) => kept !== undefined);
  return Object.fromEntries(said.map(([{ name }, kept]) => [name, kept]));
}

/** What the schema refuses is handed on as it stands, so that the refusal can name it. */
function keptFrom(parameter: Parameter, spec: JsonObject): unknown {
  const raw = valueAt(spec, parameter.path);
  if (raw === undefined || raw === null) return missing(parameter);
  const read = parameter.value.read(raw);
  const answer = parameter.schema.safeParse(read);
  if (!answer.success) return isZero(raw) && parameter.fallback === undefined ? missing(parameter) : read;
  return parameter.fallback === undefined && isAsAbsent(parameter, answer.data) ? undefined : answer.data;
}

/** Ours is not Chaos Mesh's default: what the spec left out must not become what we would have said. */
function missing({ fallback, required, absent }: Parameter): unknown {
  return fallback !== undefined || required ? absent : undefined;
}

function valueAt(spec: JsonObject, path: string): unknown {
  let here: unknown = spec;
  for (const part of path.split('.'))
    here = isObject(here) && Object.hasOwn(here, part) ? here[part] : undefined;
  return here;
}

/** What stands below a name, or true where a parameter takes it whole. */
interface Tree {
  readonly [name: string]: Tree | true;
}

function treeOf(paths: readonly string[]): Tree {
  const tree: Record<string, unknown> = Object.create(null);
  for (const path of [...paths].sort((a, b) => b.length - a.length)) put(tree, path.split('.'), true);
  return tree as Tree;
}

/** True when something stands there that no parameter takes, that has an effect, and that admission did not fill in. */
function saysMore(spec: JsonObject, known: Tree, ignored: Tree): boolean {
  return Object.entries(spec).some(([name, value]) => {
    const here = known[name];
    if (here === true || isZero(value)) return false;
    const without = ignored[name];
    if (here === undefined) return without === undefined;
    if (!isObject(value)) return true;
    return saysMore(value, here, isObject(without) ? (without as Tree) : {});
  });
}
