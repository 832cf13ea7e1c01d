// A document without a fault, for tests that spoil it.

export const DELAY = `# how slow is too slow?
apiVersion: chaos-mesh.org/v1alpha1
kind: NetworkChaos
metadata:
  name: slow-web
  namespace: shop
spec:
  action: delay
  mode: one
  selector:
    labelSelectors: {app: web}
    podPhaseSelectors: [Running]
  delay:
    latency: 200ms
  duration: 90s
`;
