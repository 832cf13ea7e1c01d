// Runs as they are while the fault is on, brought there by the moves that bring every run there.
import type { Input, Intent } from '../src/runs/input.ts';
import { INTENT_KINDS } from '../src/runs/input.ts';
import type { Mover } from '../src/runs/move.ts';
import { draft, untilRunning } from '../test/unit/runs/sample-run.ts';

const together = 50;

/** Their ids. */
export async function openRunning(mover: Mover, count: number): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, (_, number) => `r-${String(number).padStart(6, '0')}`);
  for (let from = 0; from < count; from += together)
    await Promise.all(ids.slice(from, from + together).map((id) => bringToRunning(mover, id)));
  return ids;
}

const inAnHour = (): number => Date.now() + 3_600_000;

async function bringToRunning(mover: Mover, id: string): Promise<void> {
  const { requester, origin, channel, plan } = draft();
  await mover.open({ id, requester, origin, channel, plan }, { id: `${id}-open`, notAfter: inAnHour() });
  for (const input of untilRunning()) {
    if (isIntent(input)) await mover.intend(id, input, { id: `${id}-${input.kind}`, notAfter: inAnHour() });
    else await mover.observe(id, input);
  }
  const { record } = await mover.read(id);
  if (record?.phase !== 'running') throw new Error(`${id} is ${record?.phase ?? 'lost'}, not running`);
}

function isIntent(input: Input): input is Intent {
  return (INTENT_KINDS as readonly string[]).includes(input.kind);
}
