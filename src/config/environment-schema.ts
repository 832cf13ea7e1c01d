// The environment variables Faultline reads; what is secret is wrapped the moment it is read.

import { z } from 'zod';
import { complain, described, text } from './field-schemas.ts';
import { createSecret } from './secret.ts';
import { settings } from './settings.ts';

const secret = text.transform(createSecret);

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((number) => number <= 65_535);

/** Swapping the two tokens is the commonest slip; Slack's own answer to it (`not_allowed_token_type`) comes late. */
function token(wrongPrefix: string, cure: string) {
  return text
    .superRefine((value, context) => {
      if (value.startsWith(wrongPrefix)) complain(context, `It begins with \`${wrongPrefix}\`.`, cure);
    })
    .transform(createSecret);
}

const sealKeys = text.transform((written, context) => {
  const keys = written.split(',').map((key) => key.trim());
  if (keys.every((key) => key.length >= 32)) return keys.map(createSecret);
  complain(
    context,
    'A key is shorter than 32 characters.',
    'Make one with `openssl rand -hex 32`; separate several by commas.',
  );
  return z.NEVER;
});

const hookTokens = text.transform((written, context) => {
  const tokens = written.split(',').map((token) => token.trim());
  if (tokens.every((token) => token.length >= 20)) return tokens.map(createSecret);
  complain(
    context,
    'A token is shorter than 20 characters.',
    'Make one with `openssl rand -hex 32`; separate several by commas.',
  );
  return z.NEVER;
});

const redisUrl = text
  .superRefine((url, context) => {
    if (/^rediss?:\/\/|^\//.test(url)) return;
    complain(context, 'It is no address of a Redis.', 'Write it like `redis://host:6379`.');
  })
  .transform(createSecret);

/** `faultline halt` needs no more than this. */
export const clusterEnvironmentSchema = z.object({
  KUBECONFIG: described('KUBECONFIG', text.exactOptional()),
});

export const environmentSchema = clusterEnvironmentSchema.extend({
  SLACK_BOT_TOKEN: described('SLACK_BOT_TOKEN', token('xapp-', 'Use the bot token, `xoxb-…`.')),
  SLACK_APP_TOKEN: described(
    'SLACK_APP_TOKEN',
    token('xoxb-', 'Use the app-level token, `xapp-…`.').exactOptional(),
  ),
  SLACK_SIGNING_SECRET: described('SLACK_SIGNING_SECRET', secret.exactOptional()),
  SLACK_API_URL: described('SLACK_API_URL', z.url().exactOptional()),
  REDIS_URL: described('REDIS_URL', redisUrl),
  FAULTLINE_SEAL_KEYS: described('FAULTLINE_SEAL_KEYS', sealKeys),
  FAULTLINE_HOOK_TOKENS: described('FAULTLINE_HOOK_TOKENS', hookTokens.exactOptional()),
  PROMETHEUS_AUTHORIZATION: described('PROMETHEUS_AUTHORIZATION', secret.exactOptional()),
  ALERTMANAGER_AUTHORIZATION: described('ALERTMANAGER_AUTHORIZATION', secret.exactOptional()),
  GRAFANA_TOKEN: described('GRAFANA_TOKEN', secret.exactOptional()),
  OTEL_EXPORTER_OTLP_ENDPOINT: described('OTEL_EXPORTER_OTLP_ENDPOINT', text.exactOptional()),
  OTEL_TRACES_EXPORTER: described('OTEL_TRACES_EXPORTER', text.exactOptional()),
  FAULTLINE_WEB_PORT: described('FAULTLINE_WEB_PORT', port.prefault(settings.FAULTLINE_WEB_PORT.default)),
  FAULTLINE_SLACK_PORT: described(
    'FAULTLINE_SLACK_PORT',
    port.prefault(settings.FAULTLINE_SLACK_PORT.default),
  ),
  FAULTLINE_LOG_LEVEL: described(
    'FAULTLINE_LOG_LEVEL',
    z.enum(['debug', 'info', 'warn', 'error']).prefault(settings.FAULTLINE_LOG_LEVEL.default),
  ),
});

export type Environment = z.output<typeof environmentSchema>;
