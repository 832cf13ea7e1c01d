// Empty lists and maps in a spec freeze an experiment: Chaos Mesh's own writes drop them, and its webhook refuses that as a change.

/** A copy without empty lists, empty maps and undefined, at any depth. */
export function withoutEmpties(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpties).filter((item) => !isEmpty(item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, withoutEmpties(inner)] as const);
  return Object.fromEntries(entries.filter((entry) => !isEmpty(entry[1])));
}

function isEmpty(value: unknown): boolean {
  if (value === undefined) return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
