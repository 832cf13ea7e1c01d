// The shape of `policy:` in faultline.yaml, turned into rules with one outcome each.

import { z } from 'zod';
import type { PolicyConfig, RuleConfig, RuleLimits, RuleOutcome } from './config.ts';
import {
  complain,
  count,
  described,
  durationSeconds,
  kubernetesName,
  mark,
  share,
  subject,
  text,
} from './field-schemas.ts';
import { settings } from './settings.ts';

const approval = z.strictObject({
  group: described('policy.rules[].approvals[].group', subject),
  count: described(
    'policy.rules[].approvals[].count',
    count.prefault(settings['policy.rules[].approvals[].count'].default),
  ),
});

const writtenRule = z.strictObject({
  name: described('policy.rules[].name', text),
  when: described('policy.rules[].when', text.exactOptional()),
  on: described(
    'policy.rules[].on',
    z
      .array(z.enum(['pods', 'machines', 'cloud']))
      .min(1)
      .exactOptional(),
  ),
  allow: described('policy.rules[].allow', z.literal('at-once').exactOptional()),
  approvals: described('policy.rules[].approvals', z.array(approval).min(1).exactOptional()),
  refuse: described('policy.rules[].refuse', text.exactOptional()),
  start: described('policy.rules[].start', z.enum(['auto', 'requester']).exactOptional()),
  expires: described('policy.rules[].expires', durationSeconds.exactOptional()),
  maxShare: described('policy.rules[].maxShare', share.exactOptional()),
  maxPods: described('policy.rules[].maxPods', count.exactOptional()),
  maxDuration: described('policy.rules[].maxDuration', durationSeconds.exactOptional()),
});

type WrittenRule = z.output<typeof writtenRule>;

const DEFAULT_EXPIRY_SECONDS = durationSeconds.parse(settings['policy.rules[].expires'].default);

const rule = writtenRule.superRefine(checkOutcome).transform(
  (written): RuleConfig => ({
    name: written.name,
    ...(written.when === undefined ? {} : { when: written.when }),
    ...(written.on === undefined ? {} : { on: written.on }),
    outcome: outcomeOf(written),
    limits: limitsOf(written),
  }),
);

function checkOutcome(written: WrittenRule, context: z.RefinementCtx): void {
  const outcomes = [written.allow, written.approvals, written.refuse].filter((one) => one !== undefined);
  if (outcomes.length !== 1) {
    complain(
      context,
      `The rule \`${written.name}\` has ${outcomes.length} outcomes.`,
      'Give it exactly one of `allow: at-once`, `approvals: […]` or `refuse: …`.',
    );
  }
  if (written.approvals === undefined && (written.start ?? written.expires) !== undefined) {
    complain(
      context,
      `The rule \`${written.name}\` asks nobody, so \`start\` and \`expires\` mean nothing.`,
      'Remove them or add `approvals`.',
    );
  }
}

function outcomeOf(written: WrittenRule): RuleOutcome {
  if (written.approvals !== undefined) {
    return {
      kind: 'approvals',
      approvals: written.approvals,
      start: written.start ?? settings['policy.rules[].start'].default,
      expireSeconds: written.expires ?? DEFAULT_EXPIRY_SECONDS,
    };
  }
  return written.refuse === undefined ? { kind: 'allow' } : { kind: 'refuse', sentence: written.refuse };
}

function limitsOf(written: WrittenRule): RuleLimits {
  const { maxDuration, maxPods, maxShare } = written;
  return {
    ...(maxDuration === undefined ? {} : { maxDurationSeconds: maxDuration }),
    ...(maxPods === undefined ? {} : { maxPods }),
    ...(maxShare === undefined ? {} : { maxShare }),
  };
}

const limits = z
  .strictObject({
    maxDuration: described(
      'policy.limits.maxDuration',
      durationSeconds.prefault(settings['policy.limits.maxDuration'].default),
    ),
    maxPods: described('policy.limits.maxPods', count.prefault(settings['policy.limits.maxPods'].default)),
    maxShare: described('policy.limits.maxShare', share.prefault(settings['policy.limits.maxShare'].default)),
  })
  .transform(({ maxDuration, ...rest }) => ({ ...rest, maxDurationSeconds: maxDuration }));

export const policySchema = z
  .strictObject({
    protectedNamespaces: described(
      'policy.protectedNamespaces',
      z.array(kubernetesName).prefault([...settings['policy.protectedNamespaces'].default]),
    ),
    optOut: described('policy.optOut', z.array(mark).prefault([...settings['policy.optOut'].default])),
    optIn: described('policy.optIn', z.array(mark).prefault([...settings['policy.optIn'].default])),
    limits: limits.prefault({}),
    rules: described('policy.rules', z.array(rule).prefault([])),
  })
  .transform((policy): PolicyConfig => policy);
