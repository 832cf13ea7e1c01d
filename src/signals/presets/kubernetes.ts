// Presets for what Kubernetes itself knows of a workload: cAdvisor and kube-state-metrics.

import { podsOfWorkloads as pods } from './pods-of-workloads.ts';
import type { Preset } from './preset.ts';

const ready = (metric: string, label: string) =>
  `sum(${metric}{namespace="{{namespace}}",${label}=~"{{workloads}}"})`;

export const kubernetesPresets: readonly Preset[] = [
  {
    name: 'kubernetes-cpu',
    title: 'CPU of the limit',
    unit: '%',
    worse: 'higher',
    limit: '1.5x baseline, at least 80%',
    help: 'CPU used by the pods as a share of their CPU limits; containers without a limit give no data.',
    query: `100 * sum(rate(container_cpu_usage_seconds_total{${pods},container!=""}[1m])) / sum(kube_pod_container_resource_limits{${pods},resource="cpu"})`,
  },
  {
    name: 'kubernetes-memory',
    title: 'Memory of the largest pod',
    unit: 'bytes',
    worse: 'higher',
    limit: '1.5x baseline',
    help: 'Working set of the pod that has the largest: what the kernel counts before it kills.',
    query: `max(sum by (pod) (container_memory_working_set_bytes{${pods},container!=""}))`,
  },
  {
    name: 'kubernetes-restarts',
    title: 'Restarts in 5 minutes',
    unit: 'count',
    worse: 'higher',
    limit: '+0.5 of baseline',
    help: 'Restarts of containers within the last 5 minutes; a pod that is replaced begins at none.',
    query: `sum(increase(kube_pod_container_status_restarts_total{${pods}}[5m]))`,
  },
  {
    name: 'kubernetes-ready',
    title: 'Ready replicas',
    unit: 'count',
    worse: 'lower',
    limit: '0.5x baseline',
    help: 'Ready replicas of the Deployments, StatefulSets or DaemonSets.',
    query: [
      ready('kube_deployment_status_replicas_ready', 'deployment'),
      ready('kube_statefulset_status_replicas_ready', 'statefulset'),
      ready('kube_daemonset_status_number_ready', 'daemonset'),
    ].join(' or '),
  },
];
