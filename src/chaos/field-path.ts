// Where a field stands, as text for people and as keys for machines.

/** `spec.templates[2].selector.labelSelectors["app.kubernetes.io/name"]`. */
export function pathText(keys: readonly string[]): string {
  return keys.map(part).join('');
}

function part(key: string, at: number): string {
  if (/^[0-9]+$/u.test(key)) return `[${key}]`;
  if (!/^[\w-]+$/u.test(key)) return `["${key.slice(0, 60)}"]`;
  return at === 0 ? key : `.${key}`;
}

/** Back again; a key in quotes is whole only where it is short. */
export function keysOf(path: string): readonly string[] {
  const parts = path.matchAll(/\["([^"]*)"\]|\[([0-9]+)\]|([^.[\]]+)/gu);
  return [...parts].map(([, quoted, index, plain]) => quoted ?? index ?? plain ?? '');
}
