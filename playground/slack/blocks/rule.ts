// The words in which Block Kit's shapes are written down: each rule checks one value and reports with its pointer.

import { isObject, type Json, textOf } from '../json.ts';
import type { Surface } from './limits.ts';

export interface Site {
  readonly surface: Surface;
  report(problem: string, path: string): void;
}

export type Rule = (value: unknown, path: string, site: Site) => void;
export type Fields = Readonly<Record<string, Rule>>;

export function lengthOf(text: string): number {
  return [...text].length;
}

export function string(max: number, min = 1): Rule {
  return (value, path, site) => {
    if (typeof value !== 'string') return site.report('must be a string', path);
    const length = lengthOf(value);
    if (length < min) site.report(`must be more than ${min - 1} characters`, path);
    if (length > max) site.report(`must be less than ${max + 1} characters`, path);
  };
}

export function matching(pattern: RegExp, what: string): Rule {
  return (value, path, site) => {
    if (typeof value !== 'string' || !pattern.test(value)) site.report(`must be ${what}`, path);
  };
}

export const flag: Rule = (value, path, site) => {
  if (typeof value !== 'boolean') site.report('must be a boolean', path);
};

export function number(min: number, max: number): Rule {
  return (value, path, site) => {
    if (typeof value !== 'number') return site.report('must be a number', path);
    if (value < min || value > max) site.report(`must be between ${min} and ${max}`, path);
  };
}

export function oneOf(...allowed: readonly (string | number)[]): Rule {
  return (value, path, site) => {
    if (!allowed.some((each) => each === value)) site.report('must be a valid enum value', path);
  };
}

export const anything: Rule = () => undefined;

export function list(rule: Rule, max: number, min = 1): Rule {
  return (value, path, site) => {
    if (!Array.isArray(value)) return site.report('must be an array', path);
    if (value.length < min) site.report(`no fewer than ${min} items allowed`, path);
    if (value.length > max) site.report(`no more than ${max} items allowed`, path);
    for (const [index, item] of value.entries()) rule(item, `${path}/${index}`, site);
  };
}

/** An object with exactly these fields; what is neither required nor optional is refused, as Slack does. */
export function shape(required: Fields, optional: Fields = {}, also?: Rule): Rule {
  const rules: Fields = { ...required, ...optional };
  return (value, path, site) => {
    if (!isObject(value)) return site.report('must be an object', path);
    const missing = Object.keys(required).filter((field) => value[field] === undefined);
    for (const field of missing) site.report(`missing required field: ${field}`, path);
    for (const [field, inner] of Object.entries(value)) checkField(rules, field, inner, path, site);
    also?.(value, path, site);
  };
}

function checkField(rules: Fields, field: string, inner: unknown, path: string, site: Site): void {
  if (inner === undefined) return;
  const rule = Object.hasOwn(rules, field) ? rules[field] : undefined;
  if (rule === undefined) site.report(`invalid additional property: ${field}`, path);
  else rule(inner, `${path}/${field}`, site);
}

/** Picks the rule by the `type` field. The table is a function because shapes contain each other. */
export function byType(table: () => Readonly<Record<string, Rule>>, allowed?: readonly string[]): Rule {
  const isAllowed = (type: string): boolean => allowed?.includes(type) ?? true;
  return (value, path, site) => {
    if (!isObject(value)) return site.report('must be an object', path);
    const type = textOf(value['type']) ?? '';
    const known = isAllowed(type) ? table()[type] : undefined;
    if (known === undefined) site.report(`unsupported type: ${type || '(none)'}`, `${path}/type`);
    else known(value, path, site);
  };
}

export function needsOneOf(...fields: readonly string[]): Rule {
  return (value, path, site) => {
    const fieldsGiven = fields.filter((field) => (value as Json)[field] !== undefined);
    if (fieldsGiven.length === 0) site.report(`must define either \`${fields.join('` or `')}\``, path);
  };
}

export function exactlyOneOf(...fields: readonly string[]): Rule {
  return (value, path, site) => {
    const given = fields.filter((field) => (value as Json)[field] !== undefined);
    if (given.length !== 1) site.report(`must define exactly one of \`${fields.join('` or `')}\``, path);
  };
}

export function both(first: Rule, second: Rule): Rule {
  return (value, path, site) => {
    first(value, path, site);
    second(value, path, site);
  };
}
