// Presets for the JVM, by the names of Micrometer.

import { podsOfWorkloads as pods } from './pods-of-workloads.ts';
import type { Preset } from './preset.ts';

export const jvmPresets: readonly Preset[] = [
  {
    name: 'jvm-gc',
    title: 'Time in garbage collection',
    unit: '%',
    worse: 'higher',
    limit: '2x baseline, at least 10%',
    help: 'Share of time that the worst pod stood still for garbage collection.',
    query: `100 * max(sum by (pod) (rate(jvm_gc_pause_seconds_sum{${pods}}[1m])))`,
  },
  {
    name: 'jvm-heap',
    title: 'Heap in use',
    unit: '%',
    worse: 'higher',
    limit: '+20 points of baseline',
    help: 'Heap used by the fullest pod, of its largest size.',
    // A pool without a largest size says -1.
    query: `100 * max(sum by (pod) (jvm_memory_used_bytes{${pods},area="heap"}) / sum by (pod) (jvm_memory_max_bytes{${pods},area="heap"} > 0))`,
  },
  {
    name: 'jvm-threads',
    title: 'Live threads',
    unit: 'count',
    worse: 'higher',
    limit: '2x baseline',
    help: 'Live threads of the pod that has most: a pool that runs full behind something slow.',
    query: `max(jvm_threads_live_threads{${pods}})`,
  },
];
