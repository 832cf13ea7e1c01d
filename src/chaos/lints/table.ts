// Every check of an experiment's object in one table: what is looked for, how severe it is, and who looks.

import { durationText, endless, oneShotDuration } from './duration-lints.ts';
import { FOUND_ELSEWHERE } from './found-elsewhere.ts';
import { type ListedCheck, lint } from './listed-check.ts';
import { machineAddress, machineNamespaces, redisOption } from './machine-lints.ts';
import { ORCHESTRATION_CHECKS } from './orchestration-table.ts';
import { overlap } from './overlap-lint.ts';
import { places } from './place-lints.ts';
import {
  allReplicas,
  budget,
  containers,
  fewerThanAsked,
  hostNetwork,
  otherEndFound,
  podsFound,
  terminating,
} from './pod-lints.ts';
import { selectorSaid, severalWorkloads, unjudged } from './selector-lints.ts';
import { selectorWords } from './selector-words.ts';
import {
  empties,
  externalTargets,
  httpPart,
  missingPart,
  modeValue,
  partition,
  percentages,
  remoteCluster,
} from './spec-lints.ts';
import { CIRCUMSTANCES } from './table-of-circumstances.ts';
import { allMachines, machinesFound, thingOverlap } from './thing-lints.ts';

const LINTS: readonly ListedCheck[] = [
  lint(
    'L12',
    'A namespace that is protected, or that Chaos Mesh does not serve',
    { 'L12-protected': 'block', 'L12-not-served': 'block' },
    places,
  ),
  lint(
    'T1',
    'No selector, or one that chooses nothing: it would mean every pod of the namespace. Also pods of any phase, since none is named',
    { 'empty-selector': 'block', 'L6-phase': 'warn' },
    selectorSaid,
  ),
  lint(
    'T2',
    'Words of a selector that admission lets pass and that then choose no pod: fields, phases, comparisons, values that no label can have',
    {
      'selector-field': 'block',
      'selector-phase': 'block',
      'selector-expression': 'block',
      'selector-value': 'block',
    },
    selectorWords,
  ),
  lint(
    'L6',
    'No pod matches, or none that runs; a random percentage may hit none',
    { 'no-pods': 'block', 'L6-maybe-none': 'warn' },
    podsFound,
  ),
  lint(
    'T3',
    'More than one workload: blocked while labels alone choose, a warning once they are listed',
    { 'several-workloads': 'block or warn' },
    severalWorkloads,
  ),
  lint(
    'T4',
    'A part of the selector that what is known of the cluster cannot answer, such as labels of nodes that may not be read',
    { 'selector-unknown': 'warn' },
    unjudged,
  ),
  lint(
    'T5',
    'A mode’s value that is no number of pods, or no percentage',
    { 'mode-value': 'block' },
    modeValue,
  ),
  lint('T5', 'More pods asked for than match', { 'fewer-than-asked': 'info' }, fewerThanAsked),
  lint('L1', 'No duration: the experiment would never end', { 'L1-endless': 'block' }, endless),
  lint(
    'L2',
    'A duration on something that happens once: it is ignored',
    { 'L2-one-shot-duration': 'warn' },
    oneShotDuration,
  ),
  lint(
    'L11',
    'A duration that cannot be read, is negative, or is under a second; over the policy’s maximum the plan says so',
    { 'L11-duration': 'block' },
    durationText,
  ),
  lint(
    'L3',
    'An action without the part of the spec that it needs, which would do nothing',
    { 'L3-missing-part': 'block' },
    missingPart,
  ),
  lint('L4', 'A percentage kept as text outside of 0 to 100', { 'L4-percent': 'block' }, percentages),
  lint('L5', 'HTTP chaos without abort, delay, replace or patch', { 'L5-http-part': 'block' }, httpPart),
  lint(
    'T6',
    'Empty lists and maps: they freeze an experiment, so they are left out',
    { 'empty-value': 'warn' },
    empties,
  ),
  lint('L10', 'A partition from everything, or of a whole service', { 'L10-partition': 'warn' }, partition),
  lint(
    'L9',
    'Addresses outside: IPv6 is not taken, names are looked up once',
    { 'L9-ipv6': 'block', 'L9-domain': 'warn' },
    externalTargets,
  ),
  lint(
    'L9',
    'Pods on the host’s network in a network fault, at either end: it would hang for ever',
    { 'L9-host-network': 'block' },
    hostNetwork,
  ),
  lint('T7', 'A remote cluster, whose pods are not known here', { 'remote-cluster': 'block' }, remoteCluster),
  lint(
    'T8',
    'No pod at the other end of a network fault: nothing at all would be injected',
    { 'L6-other-end': 'block', 'other-end-too': 'info' },
    otherEndFound,
  ),
  lint(
    'L7',
    'A container that pods do not have; init containers are never hit',
    { 'L7-container': 'block' },
    containers,
  ),
  lint(
    'L13',
    'Another experiment of the kind on the same pods; failing a pod twice breaks it for good and is blocked',
    { 'L13-overlap': 'block or warn' },
    overlap,
  ),
  lint(
    'L6',
    'No machine of the inventory matches; a random percentage may hit none',
    { 'no-machines': 'block', 'L6-maybe-none': 'warn' },
    machinesFound,
  ),
  lint(
    'L13',
    'Another experiment on the same machine or instance',
    { 'L13-held': 'warn or info' },
    thingOverlap,
  ),
  lint('L25', 'Every machine that was chosen is hit', { 'L25-all-machines': 'warn' }, allMachines),
  lint(
    'T14',
    'A choice of machines without a namespace, which would be of all namespaces',
    { 'machine-namespaces': 'block' },
    machineNamespaces,
  ),
  lint('L15', 'Machines named twice or not at all', { 'machine-address': 'block' }, machineAddress),
  lint(
    'L15',
    'The option of redis-expiration, which Chaos Mesh checks the wrong way round',
    { 'L15-redis-option': 'block' },
    redisOption,
  ),
  lint('L25', 'Every pod is hit', { 'L25-all-replicas': 'warn' }, allReplicas),
  lint(
    'L25',
    'More is taken away than the disruption budget allows; the plan says it as `headroom.budget`',
    { 'L25-budget': 'warn' },
    budget,
  ),
  lint(
    'T9',
    'Pods that are being deleted and may be the ones chosen',
    { 'terminating-pods': 'info' },
    terminating,
  ),
];

export const LISTED: readonly ListedCheck[] = [
  ...LINTS,
  ...CIRCUMSTANCES,
  ...ORCHESTRATION_CHECKS,
  ...FOUND_ELSEWHERE,
];
