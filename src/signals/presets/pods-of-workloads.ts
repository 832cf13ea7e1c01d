// The label matchers by which the presets find what a run is about.

/**
 * Pods by the names that their workloads give them, not by `{{pods}}`: what a fault kills comes back under another
 * name. Deployment `web-<hash>-<5>`, DaemonSet and Job `web-<5>`, StatefulSet `web-<n>`; the letters are those of
 * https://github.com/kubernetes/apimachinery/blob/master/pkg/util/rand/rand.go, so `web` does not match `web-admin-…`.
 */
const LETTERS = '[bcdfghjklmnpqrstvwxz2456789]';

export const podsOfWorkloads = `namespace="{{namespace}}",pod=~"{{workloads}}-([0-9]+|(${LETTERS}{1,10}-)?${LETTERS}{5})"`;
