// Kinds that act on what is outside of the cluster: machines by their chaosd, and one cloud that takes every order.

import { withScheme } from '../admission/machine-rules.ts';
import { type Fields, isFields, textAt, textsAt } from '../objects/kube-object.ts';
import { shapeOfKind } from './catalogue-shape.ts';
import type { ChaosKind, ChaosTools, Experiment, Target } from './kind.ts';
import { durationProblems, fieldError } from './selector-rules.ts';

type Steps = Pick<ChaosKind, 'apply' | 'recover'>;

interface OutsideFacts extends Steps {
  readonly kind: string;
  readonly oneShot?: string;
  /** Ids of its records; machines are chosen instead. */
  readonly outside?: NonNullable<ChaosKind['outside']>;
  readonly machines?: NonNullable<ChaosKind['machines']>;
  readonly generated?: NonNullable<ChaosKind['generated']>;
  readonly problems: (spec: Fields) => string[];
}

function outsideKind({ kind, oneShot, problems, ...facts }: OutsideFacts): ChaosKind {
  return {
    ...facts,
    kind,
    plural: kind.toLowerCase(),
    columns: ['action', 'duration'],
    spec: shapeOfKind(kind),
    selectors: () => [],
    isOneShot: (spec) => oneShot !== undefined && textAt(spec, 'action') === oneShot,
    problems: (spec) => [...problems(spec), ...durationProblems(spec)],
  };
}

/** Nobody answers: neither can such a thing be driven on the engine. */
function unreachable(error: string): Steps {
  return {
    apply: () => ({ phase: 'Not Injected', error }),
    recover: () => ({ phase: 'Not Injected' }),
  };
}

const onMachine: Steps = {
  apply(target, experiment, tools) {
    const error = tools.chaosdFailure('apply', experiment, target);
    if (error !== undefined) return { phase: 'Not Injected', error };
    tools.injectAt(tools.addressOf(target), experiment);
    return { phase: 'Injected' };
  },
  recover(target, experiment, tools) {
    const error = tools.chaosdFailure('recover', experiment, target);
    if (error !== undefined) return { phase: 'Injected', error };
    tools.releaseAt(tools.addressOf(target), experiment);
    return { phase: 'Not Injected' };
  },
};

/** The cloud's own name for what is stopped or detached; a restart is over at once. */
function ordered({ spec }: Experiment): string {
  return textAt(spec, 'volumeID') || textAt(spec, 'ec2Instance');
}

const onAws: Steps = {
  apply(target, experiment, tools) {
    const error = awsFailure('apply', target, experiment, tools);
    if (error !== undefined) return { phase: 'Not Injected', error };
    if (textAt(experiment.spec, 'action') !== 'ec2-restart') tools.injectAt(ordered(experiment), experiment);
    return { phase: 'Injected' };
  },
  recover(target, experiment, tools) {
    if (textAt(experiment.spec, 'action') === 'ec2-restart') return { phase: 'Not Injected' };
    const error = awsFailure('recover', target, experiment, tools);
    if (error !== undefined) return { phase: 'Injected', error };
    tools.releaseAt(ordered(experiment), experiment);
    return { phase: 'Not Injected' };
  },
};

function awsFailure(
  operation: 'apply' | 'recover',
  target: Target,
  { kind, namespace, spec }: Experiment,
  tools: ChaosTools,
): string | undefined {
  const secret = textAt(spec, 'secretName');
  if (secret === '') return 'no EC2 IMDS role found, operation error ec2imds: GetMetadata';
  if (!tools.hasSecret(namespace, secret)) return `Secret "${secret}" not found`;
  return tools.failure(operation, kind, target);
}

/** The record of a cloud's machine is the selector itself, as JSON. */
function picked(...fields: readonly string[]): NonNullable<ChaosKind['outside']> {
  return (spec) => [
    JSON.stringify(
      Object.fromEntries(fields.map((field) => [field, spec[field]]).filter(([, value]) => value)),
    ),
  ];
}

function needing(action: string, needs: readonly (readonly [field: string, message: string])[]) {
  return (spec: Fields): string[] =>
    textAt(spec, 'action') === action
      ? needs
          .filter(([field]) => spec[field] === undefined)
          .map(([field, message]) => fieldError(`Spec.${field}`, null, message))
      : [];
}

function machineProblems(spec: Fields): string[] {
  const action = textAt(spec, 'action');
  const hasConfig = isFields(spec[action]);
  const hasAddress = textsAt(spec, 'address').length > 0;
  const hasSelector = isFields(spec['selector']);
  const wrong = (message: string) => [fieldError('Spec.spec', null, message)];
  return [
    ...(hasConfig
      ? []
      : [fieldError('Spec.spec', action, 'the configuration corresponding to action is required')]),
    ...(hasAddress || hasSelector ? [] : wrong('one of address or selector should be specified')),
    ...(hasAddress && hasSelector ? wrong('only one of address or selector could be specified') : []),
  ];
}

/** Every attack has an id; another one each time, dry runs included. */
function attackId(spec: Fields, now: number): Fields {
  const address = textsAt(spec, 'address').map(withScheme);
  return {
    ...(textAt(spec, 'uid') === '' && { uid: `attack-${now.toString(36)}` }),
    ...(address.length > 0 && { address }),
  };
}

export const OUTSIDE_KINDS: readonly ChaosKind[] = [
  outsideKind({
    kind: 'AWSChaos',
    oneShot: 'ec2-restart',
    outside: picked('endpoint', 'awsRegion', 'ec2Instance', 'volumeID', 'deviceName'),
    problems: needing('detach-volume', [
      ['volumeID', 'the ID of EBS volume is required on detach-volume action'],
      ['deviceName', 'the name of device is required on detach-volume action'],
    ]),
    ...onAws,
  }),
  outsideKind({
    kind: 'GCPChaos',
    oneShot: 'node-reset',
    outside: picked('project', 'zone', 'instance', 'deviceNames'),
    problems: needing('disk-loss', [
      ['deviceNames', 'at least one device name is required on disk-loss action'],
    ]),
    ...unreachable('google: could not find default credentials'),
  }),
  outsideKind({
    kind: 'AzureChaos',
    oneShot: 'vm-restart',
    outside: picked('subscriptionID', 'resourceGroupName', 'vmName', 'diskName', 'lun'),
    problems: needing('disk-detach', [
      ['diskName', 'the name of data disk should not be empty on disk-detach action'],
      ['lun', 'the LUN of data disk should not be empty on disk-detach action'],
    ]),
    ...unreachable('secrets not found'),
  }),
  outsideKind({
    kind: 'PhysicalMachineChaos',
    machines: (spec) => ({
      addresses: textsAt(spec, 'address'),
      selector: isFields(spec['selector']) ? spec['selector'] : {},
      mode: textAt(spec, 'mode'),
      value: textAt(spec, 'value'),
    }),
    generated: attackId,
    problems: machineProblems,
    ...onMachine,
  }),
];
