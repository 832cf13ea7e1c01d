// PhysicalMachineChaos: machines that run chaosd, with or without Kubernetes.

import { z } from 'zod';
import { kindOf } from '../kind.ts';
import { genericSelectorFields } from '../pod-selector-field.ts';
import { machineFiles } from './machine-files.ts';
import { machineJava } from './machine-java.ts';
import { machineNetwork } from './machine-network.ts';
import { machinePackets } from './machine-packets.ts';
import { machineServers } from './machine-servers.ts';
import { machineSystem } from './machine-system.ts';

const target = {
  selector: z
    .strictObject({
      ...genericSelectorFields,
      physicalMachines: z.record(z.string(), z.array(z.string())).optional(),
    })
    .optional(),
  mode: z.enum(['one', 'all', 'fixed', 'fixed-percent', 'random-max-percent']),
  value: z.string().optional(),
  duration: z.string().optional(),
};

const proxied = {
  proxy_ports: z.array(z.int()),
  target: z.string(),
  code: z.string().optional(),
  method: z.string().optional(),
  path: z.string().optional(),
  port: z.int32().optional(),
};

/** The CRD has fields for four actions that it does not accept. */
const unused = {
  'http-abort': z.strictObject(proxied).optional(),
  'http-delay': z.strictObject({ ...proxied, delay: z.string() }).optional(),
  'http-config': z.strictObject({ file_path: z.string().optional() }).optional(),
  'http-request': z
    .strictObject({
      count: z.int().optional(),
      'enable-conn-pool': z.boolean().optional(),
      url: z.string().optional(),
    })
    .optional(),
};

export const machineChaos = kindOf(
  {
    kind: 'PhysicalMachineChaos',
    family: 'machine',
    title: 'Machines',
    help: 'Machines that run chaosd, with or without Kubernetes.',
    on: 'machines',
    identity: ['address'],
    needs: ['chaosd'],
    records: 'other',
    target,
    ignoresOthers: true,
    further: unused,
  },
  [
    ...machineSystem,
    ...machinePackets,
    ...machineNetwork,
    ...machineJava,
    ...machineServers,
    ...machineFiles,
  ],
);
