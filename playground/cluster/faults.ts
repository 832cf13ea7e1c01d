// The troubles a person or a test can put on a sandbox cluster, by name.

import { z } from 'zod';

const request = {
  verb: z.string().optional(),
  resource: z.string().optional(),
  times: z.number().int().optional(),
};
const chaosError = z.strictObject({
  kind: z.string().optional(),
  pod: z.string().optional(),
  message: z.string().optional(),
});

const SCHEMAS = {
  http429: z.strictObject({ ...request, retryAfter: z.number().default(1) }),
  http500: z.strictObject(request),
  reset: z.strictObject(request),
  slow: z.strictObject({ ...request, ms: z.number().positive() }),
  hang: z.boolean(),
  down: z.boolean(),
  watchCut: z.boolean(),
  compact: z.boolean(),
  lostAnswer: z.strictObject({ ...request, verb: z.enum(['create', 'delete']).optional() }),
  applyError: chaosError,
  recoverError: chaosError,
  stressSilentRecover: z.boolean(),
  daemonDown: z.strictObject({ node: z.string() }),
  chaosdDown: z.strictObject({ address: z.string() }),
  controllerDown: z.boolean(),
  podNotReady: z.strictObject({ app: z.string() }),
} as const;

export type FaultName = keyof typeof SCHEMAS;
export type RequestFault = 'http429' | 'http500' | 'reset' | 'slow' | 'lostAnswer';
export type FaultSettings = { -readonly [N in FaultName]?: z.output<(typeof SCHEMAS)[N]> };

export interface Faults {
  /** Replaces all settings; an empty object clears them. One-shot faults act at once and are not kept. */
  set(settings: unknown): void;
  get(): FaultSettings;
  has(name: 'hang' | 'down' | 'controllerDown' | 'stressSilentRecover'): boolean;
  /** The setting if it meets this request; one of its `times` is used up. */
  take<N extends RequestFault>(name: N, verb: string, resource: string): FaultSettings[N] | undefined;
  /** The message of an injected apply or recover error for this target. */
  chaosError(operation: 'apply' | 'recover', kind: string, pod: string): string | undefined;
  isDaemonDown(node: string): boolean;
  isChaosdDown(address: string): boolean;
  keepsUnready(app: string): boolean;
  onChange(listener: (settings: FaultSettings) => void): void;
}

const ONE_SHOT: readonly FaultName[] = ['watchCut', 'compact'];

function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(SCHEMAS, name);
}

function parse(settings: unknown): FaultSettings {
  const entries = Object.entries(z.record(z.string(), z.unknown()).parse(settings));
  const unknown = entries.map(([name]) => name).filter((name) => !isFaultName(name));
  if (unknown.length > 0) {
    const known = Object.keys(SCHEMAS).join(', ');
    throw new Error(`unknown cluster fault ${unknown.join(', ')}; the faults are ${known}`);
  }
  const parsed = z.strictObject(SCHEMAS).partial().safeParse(settings);
  if (!parsed.success) throw new Error(`wrong cluster fault: ${z.prettifyError(parsed.error)}`);
  return parsed.data as FaultSettings;
}

function meets(wanted: string | undefined, found: string): boolean {
  return wanted === undefined || wanted === found;
}

export function createFaults(): Faults {
  let current: FaultSettings = {};
  const listeners: ((settings: FaultSettings) => void)[] = [];

  function usedUp(fault: { times?: number | undefined }): boolean {
    if (fault.times === undefined) return false;
    if (fault.times <= 0) return true;
    fault.times -= 1;
    return false;
  }

  return {
    set(settings) {
      const next = parse(settings);
      current = Object.fromEntries(
        Object.entries(next).filter(([name, value]) => value !== false && !ONE_SHOT.some((n) => n === name)),
      );
      for (const listener of listeners) listener(next);
    },
    get: () => structuredClone(current),
    has: (name) => current[name] === true,
    take(name, verb, resource) {
      const fault = current[name];
      if (fault === undefined) return undefined;
      if (!meets(fault.verb, verb) || !meets(fault.resource, resource) || usedUp(fault)) return undefined;
      return fault;
    },
    chaosError(operation, kind, pod) {
      if (operation === 'recover' && kind === 'StressChaos' && current.stressSilentRecover === true) {
        return 'injected by the sandbox';
      }
      const fault = operation === 'apply' ? current.applyError : current.recoverError;
      if (fault === undefined || !meets(fault.kind, kind) || !meets(fault.pod, pod)) return undefined;
      return fault.message ?? 'injected by the sandbox';
    },
    isDaemonDown: (node) => current.daemonDown?.node === node,
    isChaosdDown: (address) => current.chaosdDown?.address === address,
    keepsUnready: (app) => current.podNotReady?.app === app,
    onChange(listener) {
      listeners.push(listener);
    },
  };
}
