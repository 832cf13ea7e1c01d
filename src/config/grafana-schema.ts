// The part of faultline.yaml about Grafana: where runs are marked, and which dashboard is linked to.

import { z } from 'zod';
import { complain, described, text } from './field-schemas.ts';

/** What a link would show to everybody does not belong into an address. */
const webAddress = z.url({ protocol: /^https?$/ }).superRefine((written, context) => {
  const { username, password } = URL.parse(written) ?? {};
  if (!username && !password) return;
  complain(context, 'It holds a user or a password.', 'Leave them out; the token is GRAFANA_TOKEN.');
});

const uid = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/);

export const grafanaSchema = z.strictObject({
  url: described('grafana.url', webAddress),
  dashboard: described('grafana.dashboard', uid.exactOptional()),
  cluster: described('grafana.cluster', text.exactOptional()),
});
