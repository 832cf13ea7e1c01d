// The names that workloads give their pods.

/**
 * Letters of what is drawn at random; vowels are not among them, so that the pods of `web` are told apart from those of
 * `web-admin`: https://github.com/kubernetes/apimachinery/blob/master/pkg/util/rand/rand.go
 */
const LETTERS = '[bcdfghjklmnpqrstvwxz2456789]';

/** After the name of the workload and a dash, as RE2 and JavaScript both read it. */
export const POD_ENDS = {
  Deployment: `${LETTERS}{1,10}-${LETTERS}{5}`,
  StatefulSet: '[0-9]+',
  DaemonSet: `${LETTERS}{5}`,
} as const;

/** Of any of these kinds, and of a Job, which names its pods as a DaemonSet does. */
export const ANY_POD_END = `([0-9]+|(${LETTERS}{1,10}-)?${LETTERS}{5})`;
