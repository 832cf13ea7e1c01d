// The rows of the table of checks that are about what stands around the target in its cluster.

import { lacking, version } from './installation-lints.ts';
import { type ListedCheck, lint } from './listed-check.ts';
import { annotated, optedIn, optedOut } from './opt-lints.ts';
import { autoscalers, rollout, singleReplica } from './scaling-lints.ts';
import { notKnown, spread } from './spread-lints.ts';

export const CIRCUMSTANCES: readonly ListedCheck[] = [
  lint(
    'C1',
    'What this installation of Chaos Mesh lacks for the kind: the kind itself, daemons, the DNS server, the side-car for kernel faults; secrets are never read',
    {
      'lacks-kind': 'block',
      'lacks-daemon': 'block',
      'lacks-dns-server': 'block',
      'lacks-kernel-server': 'block',
      'some-daemons': 'warn',
      'secret-unread': 'info',
    },
    lacking,
  ),
  lint(
    'C2',
    'Actions and fields that the installed version of Chaos Mesh does not know yet',
    { 'needs-version': 'block', 'version-old': 'warn', 'version-unknown': 'info' },
    version,
  ),
  lint(
    'C3',
    'Namespaces, workloads and pods that opted out (`policy.optOut`), at either end',
    { 'opted-out': 'block' },
    optedOut,
  ),
  lint(
    'C3',
    'Namespaces that did not opt in, where `policy.optIn` asks for it',
    { 'not-opted-in': 'block' },
    optedIn,
  ),
  lint(
    'L12',
    'A namespace without `chaos-mesh.org/inject`, where Chaos Mesh only hits annotated ones',
    { 'not-annotated': 'block' },
    annotated,
  ),
  lint(
    'C4',
    'An autoscaler that is at its most, is about to act, or will answer the load',
    { 'autoscaler-full': 'warn', 'autoscaler-moving': 'warn', 'autoscaler-answers': 'info' },
    autoscalers,
  ),
  lint('C5', 'A workload that is being rolled out', { rollout: 'warn' }, rollout),
  lint(
    'C6',
    'A workload with one pod only among several that may be hit',
    { 'single-replica': 'warn' },
    singleReplica,
  ),
  lint(
    'C7',
    'Pods that all stand on one node or in one zone, or would after the hit',
    { 'one-node': 'info', 'one-zone': 'info', 'one-zone-left': 'info' },
    spread,
  ),
  lint('C8', 'What could not be looked at in this cluster, said once', { 'not-known': 'info' }, notKnown),
];
