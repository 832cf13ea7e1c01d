// `can kill web`: whether a person may do it, who must agree, and what it would hit; nothing is opened or kept.

import { lineOf } from '../chaos/line-of.ts';
import { namespacesOf } from '../chaos/namespaces.ts';
import type { RunRecord } from '../runs/record.ts';
import type { Answer } from './answer.ts';
import type { Asking } from './asking.ts';
import type { InjectCommand } from './command.ts';
import { previewOf } from './preview.ts';
import { Unreachable, within } from './reach.ts';
import { type RequestPorts, understood } from './request.ts';
import type { SaidExperiment } from './said-experiment.ts';

export async function can(
  command: InjectCommand,
  line: string,
  asking: Asking,
  ports: RequestPorts,
): Promise<Answer> {
  const found = await understood(command, line, asking, ports);
  if (!found.ok) return found.answer;
  const { experiment } = found.said;
  const [record, halted] = await Promise.all([
    lookedAt(found.said, asking, ports),
    ports.halted({ cluster: experiment.target.cluster, namespaces: namespacesOf(experiment) }),
  ]);
  const asks = lineOf(experiment);
  const said = { ...(halted && { halted }), ...(asks !== undefined && { line: asks }) };
  return { kind: 'can', record, ...said };
}

/** With what the cluster itself says of the person's rights, where it says it in half of the time. */
async function lookedAt(said: SaidExperiment, asking: Asking, ports: RequestPorts): Promise<RunRecord> {
  const fromCache = () => previewOf(said, asking, ports);
  const tried = previewOf(said, asking, ports, { dryRun: true });
  return within(asking.reach.left() / 2, tried, fromCache).catch((error: unknown) => {
    if (error instanceof Unreachable) return fromCache();
    throw error;
  });
}
