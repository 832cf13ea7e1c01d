// Text that arrived as it was sent, and goes out again as it is.

/** Half a surrogate pair has no UTF-8 form, U+FFFD stands for what nobody could read, U+FFFE and U+FFFF are no characters. */
export const LOST = /[\p{Cs}\ufffd\ufffe\uffff]/u;

/** Whether that holds for every text in a JSON value. */
export function isWhole(value: unknown): boolean {
  if (typeof value === 'string') return !LOST.test(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, inner]) => isWhole(key) && isWhole(inner));
}
