// Another object as large as one of ours, for those that are measured beside us.
import type { ChaosObject } from './object-watch.ts';

let copies = 0;

/** As large as ours, on a workload of its own, and not to be taken for one of ours. */
export function copyOf({ apiVersion, kind, metadata, spec }: ChaosObject): ChaosObject {
  const { namespace, labels = {}, annotations = {} } = metadata;
  copies += 1;
  const name = `bench-${copies}`;
  const selector = { ...(spec['selector'] as object), labelSelectors: { app: 'payments' } };
  return {
    apiVersion,
    kind,
    metadata: { name, namespace, labels: disowned(labels), annotations: disowned(annotations) },
    spec: { ...spec, selector },
  };
}

function disowned(words: Readonly<Record<string, string>>): Record<string, string> {
  const renamed = Object.entries(words).map(([key, value]) => [
    key.replace('faultline.dev', 'benchmark.dev'),
    value,
  ]);
  return Object.fromEntries(renamed) as Record<string, string>;
}
