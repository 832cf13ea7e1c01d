// What this engine cannot make Chaos Mesh do, each with the reason; every-action.test.ts asserts all but Azure's, whose
// client is silent for minutes before it says that nobody answers.

export interface Undrivable {
  readonly kind: string;
  /** Chaos Mesh's action; for kinds without one, the field that asks for it. */
  readonly action: string;
  readonly reason: string;
}

const kernel =
  'This version of the controller cannot inject it anywhere: its records name a pod, its code wants a container ' +
  '(“too few parts of namespacedname”), so that Apply fails for ever; it is deleted cleanly.';

const stressng =
  'This version of the controller cannot carry it out: alone it panics on the absent `stressors` at every try; ' +
  'beside `stressors` it is injected as nothing, since the daemon is sent neither of the two.';

const google =
  'The controller takes no endpoint for it: its client speaks to googleapis.com alone, by TLS, which a network of ' +
  'one’s own does not reach.';

const azure =
  'The controller takes no endpoint for it: its client speaks to login.microsoftonline.com and ' +
  'management.azure.com alone, by TLS, which a network of one’s own does not reach.';

function each(kind: string, actions: readonly string[], reason: string): readonly Undrivable[] {
  return actions.map((action) => ({ kind, action, reason }));
}

export const undrivable: readonly Undrivable[] = [
  ...each('KernelChaos', ['failKernRequest'], kernel),
  ...each('StressChaos', ['stressngStressors'], stressng),
  ...each('GCPChaos', ['node-stop', 'node-reset', 'disk-loss'], google),
  ...each('AzureChaos', ['vm-stop', 'vm-restart', 'disk-detach'], azure),
];
