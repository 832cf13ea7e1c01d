// From what stands under `signals:` to signals, or to everything that is wrong with them.

import { type ConfigFault, toFaults } from '../config/fault.ts';
import type { Signal } from './signal.ts';
import { signalsSchema } from './signal-schema.ts';

export type ReadSignals =
  | { readonly ok: true; readonly signals: readonly Signal[] }
  | { readonly ok: false; readonly faults: readonly ConfigFault[] };

/** `path` is where they stand in their file, for the faults. */
export function readSignals(written: unknown, path: readonly PropertyKey[] = ['signals']): ReadSignals {
  const parsed = signalsSchema.safeParse(written, { reportInput: true });
  if (parsed.success) return { ok: true, signals: parsed.data };
  const issues = parsed.error.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] }));
  return { ok: false, faults: toFaults(issues) };
}
