// What the webhook makes of a PhysicalMachine: an address without a scheme gets one.

import { type KubeObject, specOf, textAt } from '../objects/kube-object.ts';

export function withScheme(address: string): string {
  return /^https?:/u.test(address) ? address : `http://${address}`;
}

/** Any other object is handed back as it is. */
export function addressed(object: KubeObject): KubeObject {
  if (object.kind !== 'PhysicalMachine') return object;
  const spec = specOf(object);
  return { ...object, spec: { ...spec, address: withScheme(textAt(spec, 'address')) } };
}
