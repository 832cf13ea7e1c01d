// Small schemas that several settings share: described fields, durations, shares, names.

import { z } from 'zod';
import { parseDuration } from './duration.ts';
import type { CureParams } from './fault.ts';
import { type SettingName, settings } from './settings.ts';

/** The schema with the setting's help as its description. */
export function described<S extends z.ZodType>(name: SettingName, schema: S): S {
  return schema.describe(settings[name].help);
}

/** Adds an issue that carries its own cure. */
export function complain(
  context: z.RefinementCtx,
  sentence: string,
  cure: string,
  path: string[] = [],
): void {
  const params: CureParams = { cure };
  context.addIssue({ code: 'custom', message: sentence, params: { ...params }, path });
}

export const text = z.string().trim().min(1);

export const durationSeconds = z.string().transform((written, context) => {
  const seconds = parseDuration(written);
  if (seconds !== undefined && seconds > 0) return seconds;
  complain(context, `\`${written}\` is no duration.`, 'Write it like `90s`, `2m`, `1h30m` or `7d`.');
  return z.NEVER;
});

/** `50%` becomes 0.5. */
export const share = z.string().transform((written, context) => {
  const percent = Number(/^(\d{1,3}(?:\.\d+)?)\s*%$/.exec(written.trim())?.[1]);
  if (percent > 0 && percent <= 100) return percent / 100;
  complain(context, `\`${written}\` is no share.`, 'Write it like `50%`, above 0 and at most 100.');
  return z.NEVER;
});

export const kubernetesName = z.string().superRefine((written, context) => {
  if (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(written)) return;
  complain(
    context,
    `\`${written}\` is no Kubernetes name.`,
    'Use lower-case letters, digits and dashes, at most 63, beginning and ending with a letter or digit.',
  );
});

/** Impersonating `system:…` would borrow the rights of the control plane. */
export const subject = text.superRefine((written, context) => {
  if (!written.startsWith('system:')) return;
  complain(
    context,
    `\`${written}\` begins with \`system:\`, which is the control plane's own.`,
    'Name a user or group of people, and give it rights with a RoleBinding.',
  );
});

export const count = z.int().min(1);

export const milliseconds = z.int().min(50).max(600_000);

/** A label or annotation that says something: `faultline.dev/chaos=never`, or its key alone. */
export const mark = z.string().superRefine((written, context) => {
  if (/^[A-Za-z0-9][-A-Za-z0-9._/]{0,316}(=[^\s`]{0,253})?$/.test(written)) return;
  complain(
    context,
    `\`${written}\` is no label or annotation.`,
    'Write it like `faultline.dev/chaos=never`, or only its key.',
  );
});
