// JSON merge patch (RFC 7396) and JSON patch (RFC 6902), the two ways clients change objects in part.

import { isFields } from '../objects/kube-object.ts';
import { badRequest, StatusError } from '../objects/status-error.ts';

export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isFields(patch)) return patch;
  const merged: Record<string, unknown> = isFields(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}

interface Operation {
  readonly op: string;
  readonly path: string[];
  readonly from: string[];
  readonly value: unknown;
}

function pointer(text: unknown): string[] {
  if (typeof text !== 'string') return [];
  const parts = text.split('/').slice(1);
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function operation(entry: unknown): Operation {
  if (!isFields(entry) || typeof entry['op'] !== 'string')
    throw badRequest('json patch: an operation has no op');
  return {
    op: entry['op'],
    path: pointer(entry['path']),
    from: pointer(entry['from']),
    value: entry['value'],
  };
}

function unprocessable(op: string, path: readonly string[]): StatusError {
  const text = `the server rejected our request due to an error in our request: ${op} operation does not apply: doc is missing path: /${path.join('/')}: missing value`;
  return new StatusError(422, 'Invalid', text);
}

function childOf(holder: unknown, key: string): unknown {
  if (Array.isArray(holder)) return holder[Number(key)];
  return isFields(holder) ? holder[key] : undefined;
}

function holderOf(
  root: unknown,
  { op, path }: Pick<Operation, 'op' | 'path'>,
): Record<string, unknown> | unknown[] {
  const holder = path.slice(0, -1).reduce<unknown>(childOf, root);
  if (Array.isArray(holder) || isFields(holder)) return holder;
  throw unprocessable(op, path);
}

function read(root: unknown, path: readonly string[], op: string): unknown {
  const value = path.reduce<unknown>(childOf, root);
  if (value === undefined) throw unprocessable(op, path);
  return value;
}

function add(root: unknown, entry: Operation): void {
  const holder = holderOf(root, entry);
  const key = entry.path.at(-1) ?? '';
  if (!Array.isArray(holder)) holder[key] = entry.value;
  else holder.splice(key === '-' ? holder.length : Number(key), 0, entry.value);
}

function remove(root: unknown, entry: Operation): void {
  read(root, entry.path, entry.op);
  const holder = holderOf(root, entry);
  const key = entry.path.at(-1) ?? '';
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

function replace(root: unknown, entry: Operation): void {
  read(root, entry.path, entry.op);
  const holder = holderOf(root, entry);
  const key = entry.path.at(-1) ?? '';
  if (Array.isArray(holder)) holder[Number(key)] = entry.value;
  else holder[key] = entry.value;
}

function test(root: unknown, entry: Operation): void {
  const found = entry.path.reduce<unknown>(childOf, root);
  if (JSON.stringify(found) === JSON.stringify(entry.value)) return;
  const text = `the server rejected our request due to an error in our request: testing value /${entry.path.join('/')} failed: test failed`;
  throw new StatusError(422, 'Invalid', text);
}

function copy(root: unknown, entry: Operation): void {
  add(root, { ...entry, value: structuredClone(read(root, entry.from, entry.op)) });
}

function move(root: unknown, entry: Operation): void {
  const value = read(root, entry.from, entry.op);
  remove(root, { ...entry, path: entry.from });
  add(root, { ...entry, value });
}

const OPERATIONS: Readonly<Record<string, (root: unknown, entry: Operation) => void>> = {
  add,
  remove,
  replace,
  test,
  copy,
  move,
};

export function jsonPatch(target: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) throw badRequest('json patch: the body must be a list of operations');
  const root = structuredClone(target);
  for (const raw of patch) {
    const entry = operation(raw);
    const apply = OPERATIONS[entry.op];
    if (apply === undefined) throw badRequest(`json patch: unexpected kind: ${entry.op}`);
    apply(root, entry);
  }
  return root;
}
