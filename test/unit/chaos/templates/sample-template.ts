// A template with one parameter of each sort, to be broken by tests.

export const SLOW = `template: slow
title: Slow answers
help: Delays what a workload sends.
owners: [ana@shop.example, sre]
hypothesis: required
parameters:
  target: {type: workload, help: Whose answers, example: web}
  latency: {type: duration, help: How slow, default: 300ms, from: 10ms, to: 2s}
  jitter: {type: duration, help: How uneven, default: 0ms}
  share: {type: percent, help: How many pods, default: 50}
  loss: {type: number, help: What else gets lost, default: 1.5, from: 0, to: 10}
  note: {type: text, help: What it is for, default: a drill}
  way: {type: choice, help: Which packets, choices: [to, from, both], default: to}
---
# what is left open stands in \${…}
apiVersion: chaos-mesh.org/v1alpha1
kind: NetworkChaos
metadata:
  name: slow
  annotations:
    note: "\${note}"
    cost: "$\${price} of \${target}, \${loss} %"
spec:
  action: netem
  mode: fixed-percent
  value: \${share:text}
  selector: \${target}
  direction: \${way}
  delay:
    latency: \${latency}
    jitter: \${jitter}
  loss:
    loss: \${loss:text}
  duration: 2m
`;

export const KILL = `template: kill
title: Kill one
help: Deletes one pod.
owners: [sre]
parameters:
  target: {type: workload, help: Whose pod}
---
apiVersion: chaos-mesh.org/v1alpha1
kind: PodChaos
metadata: {name: kill}
spec:
  action: pod-kill
  mode: one
  selector: \${target}
`;
