// The label matchers by which the presets find what a run is about.

import { ANY_POD_END } from '../../chaos/pod-names.ts';

/**
 * Pods by the names that their workloads give them, not by `{{pods}}`: what a fault kills comes back under another
 * name.
 */
export const podsOfWorkloads = `namespace="{{namespace}}",pod=~"{{workloads}}-${ANY_POD_END}"`;
