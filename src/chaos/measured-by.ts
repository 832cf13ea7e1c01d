// Where an object says by which signals it is to be measured.

/** Names parted by commas, or `none`; without it all of them count. */
export const MEASURED_BY = 'faultline.dev/signals';

/** undefined: by all there are. */
export function measuredBy(
  annotations: Readonly<Record<string, string>> = {},
): readonly string[] | undefined {
  const said = annotations[MEASURED_BY];
  if (said === undefined) return undefined;
  const names = said.split(',').map((name) => name.trim());
  return names.filter((name) => name !== '' && name !== 'none');
}
