// A Schedule and a Workflow as people write them, to be changed line by line.

export const SCHEDULE = `apiVersion: chaos-mesh.org/v1alpha1
kind: Schedule
metadata:
  name: slow-web
  namespace: shop
  annotations: { faultline.dev/for: 2h }
spec:
  schedule: '@every 10m'
  type: NetworkChaos
  concurrencyPolicy: Forbid
  historyLimit: 3
  networkChaos:
    action: delay
    mode: one
    selector:
      labelSelectors: { app: web }
      podPhaseSelectors: [Running]
    duration: 30s
    delay: { latency: 200ms }
`;

export const WORKFLOW = `apiVersion: chaos-mesh.org/v1alpha1
kind: Workflow
metadata: { name: steps, namespace: shop }
spec:
  entry: all
  templates:
    - { name: all, templateType: Serial, children: [slow, rest, both] }
    - name: slow
      templateType: NetworkChaos
      deadline: 30s
      networkChaos:
        action: delay
        mode: one
        selector: { labelSelectors: { app: web }, podPhaseSelectors: [Running] }
        delay: { latency: 200ms }
    - { name: rest, templateType: Suspend, deadline: 10s }
    - { name: both, templateType: Parallel, children: [slow, fail] }
    - name: fail
      templateType: PodChaos
      deadline: 20s
      podChaos:
        action: pod-failure
        mode: fixed
        value: '2'
        selector: { labelSelectors: { app: cart }, podPhaseSelectors: [Running] }
`;

/** Each pair replaces the first text by the second, which must be there. */
export function changed(text: string, ...pairs: readonly (readonly [string | RegExp, string])[]): string {
  return pairs.reduce((before, [from, to]) => {
    const after = before.replace(from, to);
    if (after === before) throw new Error(`nothing to replace: ${String(from)}`);
    return after;
  }, text);
}
