// Everything doctor looks at in one cluster.

import { chaosMeshCheck } from './chaos-mesh-check.ts';
import type { Check } from './check.ts';
import { dryRunCheck } from './dry-run-check.ts';
import type { ClusterChecksPorts, ExaminedCluster } from './examined-cluster.ts';
import { latchCheck } from './latch-check.ts';
import { peopleRightsCheck } from './people-rights-check.ts';
import { reachCheck } from './reach-check.ts';
import { reflectorCheck } from './reflector-check.ts';
import { rightsCheck } from './rights-check.ts';
import { sealCheck } from './seal-check.ts';
import { servedKindsCheck } from './served-kinds-check.ts';
import { webhookCheck } from './webhook-check.ts';

export function clusterChecks(examined: ExaminedCluster, ports: ClusterChecksPorts): readonly Check[] {
  return [
    reachCheck(examined, ports),
    reflectorCheck(examined),
    rightsCheck(examined, ports),
    peopleRightsCheck(examined, ports),
    servedKindsCheck(examined),
    chaosMeshCheck(examined),
    webhookCheck(examined),
    dryRunCheck(examined, ports),
    latchCheck(examined, ports),
    sealCheck(examined, ports),
  ];
}
