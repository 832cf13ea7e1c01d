// `npm run bench:engine`: the rows that need a real cluster, measured inside the engine's network; --quick for a smoke test.
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { engineIsReady, runInside } from '../test/cluster/engine/inside.ts';
import { isInsideNamespace } from '../test/cluster/engine/namespace.ts';
import { measureOnEngine } from './engine-rows.ts';
import { markdownOf } from './table.ts';

const words = process.argv.slice(2);

if (isInsideNamespace()) {
  say(
    `node ${process.version}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)} before the first row`,
  );
  process.stdout.write(markdownOf(await measureOnEngine({ quick: words.includes('--quick'), say })));
} else if (engineIsReady(say)) {
  process.exitCode = await runInside([process.execPath, fileURLToPath(import.meta.url), ...words]);
} else {
  process.exitCode = 1;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
