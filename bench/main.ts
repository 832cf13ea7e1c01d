// `npm run bench`: measures every row beside its peer and prints one Markdown table; --quick, --json FILE, --only ROW.
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureAcknowledging } from './acknowledge.ts';
import { measureAlerts } from './alerts.ts';
import { measureCard } from './card.ts';
import { measureCreating } from './create-object.ts';
import type { Course } from './harness.ts';
import { measureLargeCluster } from './large-cluster.ts';
import { measureMoves } from './moves.ts';
import { measurePictures } from './picture.ts';
import { type Line, markdownOf, ratioOf } from './table.ts';

const measures: Readonly<Record<string, (course: Course) => Promise<readonly Line[]>>> = {
  acknowledge: measureAcknowledging,
  create: measureCreating,
  moves: measureMoves,
  large: measureLargeCluster,
  card: measureCard,
  picture: measurePictures,
  alerts: measureAlerts,
};

const { quick, json, only } = readArguments(process.argv.slice(2));
const machine = { node: process.version, cpus: cpus().length, load: loadavg()[0] };
say(`node ${machine.node}, ${machine.cpus} cores, load ${machine.load?.toFixed(1)} before the first row`);
const lines: Line[] = [];
for (const name of only) lines.push(...(await measure(name)));
process.stdout.write(markdownOf(lines));
if (json !== undefined) await writeFile(json, `${JSON.stringify(report(), null, 2)}\n`);
// What a failed row has left running ends with this process, and must not keep it.
process.exit();

function readArguments(args: string[]): {
  quick: boolean;
  json: string | undefined;
  only: readonly string[];
} {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      only: { type: 'string', multiple: true, default: Object.keys(measures) },
    },
  });
  return { quick: values.quick, json: values.json, only: values.only };
}

/** A row that fails says so in its place, and the others are still measured. */
async function measure(name: string): Promise<readonly Line[]> {
  const rows = measures[name];
  if (!rows) return failed(name, `there is no such row; there are ${Object.keys(measures).join(', ')}`);
  try {
    return await rows({ quick, say });
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return failed(name, error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
}

function failed(what: string, why: string): readonly Line[] {
  process.exitCode = 1;
  return [{ what, why }];
}

function report(): object {
  return {
    machine,
    quick,
    rows: lines.map((line) => ('why' in line ? line : { ...line, ratio: ratioOf(line) })),
  };
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
