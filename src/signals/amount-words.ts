// Values and times in words, the same in the picture and in its sentence.

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const FINE = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });
const HUGE = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 4 });

/** `1,900`, `99.95`, `1.5B`: four figures say enough. */
export function numberWords(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e7) return size < 1e15 ? HUGE.format(value) : value.toExponential(2);
  if (size > 0 && size < 1e-4) return value.toExponential(1);
  return (size >= 1_000 ? WHOLE : FINE).format(value);
}

/** `1,900 ms`, `241 ms`, `99.93 %` */
export function amountWords(value: number, unit: string): string {
  const rounded = Math.abs(value) >= 100 ? Math.round(value) : value;
  return `${numberWords(rounded)} ${unit}`.trimEnd();
}

/** `11:04:10`, in UTC. */
export function clockWords(ms: number): string {
  return isoOf(ms).slice(11, 19);
}

/** `2026-11-22`, in UTC. */
export function dayWords(ms: number): string {
  return isoOf(ms).slice(0, 10);
}

/** What is no time of the calendar is told as its beginning rather than thrown over. */
function isoOf(ms: number): string {
  const time = new Date(ms);
  return (Number.isNaN(time.getTime()) ? new Date(0) : time).toISOString();
}
