// One thing Chaos Mesh can do, as the rig asks for it, and where it must show.

/** Who is told of it: the API server alone, a node's daemon, a machine's chaosd, or the cloud. */
export type Through = 'api-server' | 'daemon' | 'chaosd' | 'aws';

export interface Fault {
  readonly kind: string;
  /** Chaos Mesh's action; for kinds without one, a word for what is asked of them. */
  readonly action: string;
  readonly through: Through;
  /** Happens once: there is nothing to take back. */
  readonly oneShot?: true;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** The words for what the kinds without an action can be asked for. */
export const forms: Readonly<Record<string, readonly string[]>> = {
  StressChaos: ['cpu', 'memory', 'stressngStressors'],
  TimeChaos: ['timeOffset'],
  HTTPChaos: ['abort', 'delay', 'replace', 'patch'],
  KernelChaos: ['failKernRequest'],
};

/** Where every fault of the rig goes: three pods of `target`, with `peer` to talk to. */
export const rigNamespace = 'rig';
export const targetLabels = { app: 'target' };
export const peerLabels = { app: 'peer' };

export const onTarget = {
  mode: 'one',
  selector: { namespaces: [rigNamespace], labelSelectors: targetLabels, podPhaseSelectors: ['Running'] },
};
