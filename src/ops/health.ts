// The checks that together say whether this process can serve; each answers within a second or counts as failed.

export interface HealthAnswer {
  readonly ok: boolean;
  readonly detail: string;
}

export interface HealthReport {
  readonly ok: boolean;
  readonly checks: Readonly<Record<string, HealthAnswer>>;
}

export interface Health {
  add(name: string, check: () => HealthAnswer | Promise<HealthAnswer>): void;
  report(): Promise<HealthReport>;
  /** From now on not ready, whatever the checks say: the first step of an orderly stop. */
  stopping(): void;
}

export function createHealth({ timeoutMs = 1_000 }: { readonly timeoutMs?: number } = {}): Health {
  const checks = new Map<string, () => HealthAnswer | Promise<HealthAnswer>>();
  return {
    add: (name, check) => void checks.set(name, check),
    stopping: () => void checks.set('process', () => ({ ok: false, detail: 'stopping' })),
    report: async () => {
      const answers = await Promise.all(
        [...checks].map(async ([name, check]) => [name, await answerOf(check, timeoutMs)] as const),
      );
      return { ok: answers.every(([, { ok }]) => ok), checks: Object.fromEntries(answers) };
    },
  };
}

async function answerOf(
  check: () => HealthAnswer | Promise<HealthAnswer>,
  timeoutMs: number,
): Promise<HealthAnswer> {
  const late = Promise.withResolvers<HealthAnswer>();
  const timer = setTimeout(
    () => late.resolve({ ok: false, detail: `no answer in ${timeoutMs} ms` }),
    timeoutMs,
  );
  try {
    return await Promise.race([check(), late.promise]);
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
