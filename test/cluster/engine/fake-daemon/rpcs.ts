// What each call to a chaos-daemon means, what it leaves on a container, and the least the controller takes for an answer.

export type Message = Readonly<Record<string, unknown>>;

export interface Rpc {
  /** `instance` is a number no other call was given. */
  readonly answer: (instance: number) => object;
  /** What stands on the target from now on. */
  readonly leaves?: (request: Message, instance: number) => Leaving;
}

export interface Leaving {
  /** A container's id; `*` where the call names only what it once started. */
  readonly target: string;
  /** Keeps faults of one container apart that are set by different calls. */
  readonly slot: string;
  /** An empty text takes away what there was. */
  readonly what: string;
}

const startTime = 1_700_000_000_000;
const nothing = (): object => ({});
const process = (instance: number): object => ({ instance, startTime, instance_uid: `sim-${instance}` });

export const daemonRpcs: Readonly<Record<string, Rpc>> = {
  ContainerKill: { answer: nothing },
  ContainerGetPid: { answer: (instance) => ({ pid: instance }) },
  FlushIPSets: { answer: nothing, leaves: (request) => listed(request, 'ipsets') },
  SetIptablesChains: { answer: nothing, leaves: (request) => listed(request, 'chains') },
  SetTcs: { answer: nothing, leaves: (request) => listed(request, 'tcs') },
  ExecStressors: {
    answer: (instance) => ({
      cpuInstance: String(instance),
      cpuStartTime: startTime,
      memoryInstance: String(instance),
      memoryStartTime: startTime,
      cpuInstanceUid: `sim-${instance}`,
      memoryInstanceUid: `sim-${instance}`,
    }),
    leaves: (request, instance) => ({
      target: text(request['target']),
      slot: `stress-${instance}`,
      what: `${text(request['cpuStressors'])} ${text(request['memoryStressors'])}`.trim() || 'stress',
    }),
  },
  CancelStressors: {
    answer: nothing,
    leaves: (request) => ({ target: '*', slot: `stress-${text(request['cpuInstance'])}`, what: '' }),
  },
  SetTimeOffset: { answer: nothing, leaves: (request) => on(request, 'time', `${text(request['sec'])} s`) },
  RecoverTimeOffset: { answer: nothing, leaves: (request) => on(request, 'time', '') },
  ApplyIOChaos: { answer: process, leaves: (request) => on(request, 'io', actions(request['actions'])) },
  ApplyHttpChaos: {
    answer: (instance) => ({ ...process(instance), statusCode: 200, error: '' }),
    leaves: (request) => on(request, 'http', actions(request['rules'])),
  },
  InstallJVMRules: { answer: nothing, leaves: (request) => on(request, 'jvm', text(request['rule'])) },
  UninstallJVMRules: { answer: nothing, leaves: (request) => on(request, 'jvm', '') },
  ApplyBlockChaos: {
    answer: (instance) => ({ injection_id: instance }),
    leaves: (request, instance) => on(request, `block-${instance}`, text(request['volume_path'])),
  },
  RecoverBlockChaos: {
    answer: nothing,
    leaves: (request) => ({ target: '*', slot: `block-${text(request['injection_id'])}`, what: '' }),
  },
  SetDNSServer: {
    answer: nothing,
    leaves: (request) => on(request, 'dns', request['enable'] === true ? text(request['dns_server']) : ''),
  },
};

export const dnsRpcs: Readonly<Record<string, Rpc>> = {
  SetDNSChaos: {
    answer: () => ({ result: true, msg: '' }),
    leaves: (request) => ({
      target: text(request['name']),
      slot: 'dns-server',
      what: text(request['action']),
    }),
  },
  CancelDNSChaos: {
    answer: () => ({ result: true, msg: '' }),
    leaves: (request) => ({ target: text(request['name']), slot: 'dns-server', what: '' }),
  },
};

function on(request: Message, slot: string, what: string): Leaving {
  return { target: text(request['container_id']), slot, what };
}

/** Each network call sends the whole list; one without entries clears what there was. */
function listed(request: Message, field: string): Leaving {
  const list = request[field];
  return on(request, field, Array.isArray(list) && list.length > 0 ? JSON.stringify(list) : '');
}

/** JSON inside a string; the controller clears with `null` or an empty list. */
function actions(value: unknown): string {
  const said = text(value);
  return said === 'null' || said === '[]' ? '' : said;
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
