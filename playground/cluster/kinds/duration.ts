// Go's time.ParseDuration, which decides what Chaos Mesh takes as a duration.

const UNIT_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

export type Parsed =
  | { readonly ok: true; readonly ms: number }
  | { readonly ok: false; readonly error: string };

export function parseGoDuration(input: string): Parsed {
  const body = input.replace(/^[+-]/, '');
  if (body === '0') return { ok: true, ms: 0 };
  const parts = [...body.matchAll(/(\d+\.?\d*|\.\d+)([^\d.]*)/g)];
  if (body === '' || parts.map(([whole]) => whole).join('') !== body) {
    return { ok: false, error: `time: invalid duration "${input}"` };
  }
  let ms = 0;
  for (const [, amount, unit = ''] of parts) {
    if (unit === '') return { ok: false, error: `time: missing unit in duration "${input}"` };
    const factor = UNIT_MS[unit];
    if (factor === undefined)
      return { ok: false, error: `time: unknown unit "${unit}" in duration "${input}"` };
    ms += Number(amount) * factor;
  }
  return { ok: true, ms: input.startsWith('-') ? -ms : ms };
}
