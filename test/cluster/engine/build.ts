// Builds the engine's programs from the Go modules beside it, once, into the folder named on the command line.
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setInterval } from 'node:timers';
import { parseAllDocuments } from 'yaml';
import { type GoModule, goFolder } from './repository.ts';

const progressMs = 30_000;
const tailLines = 40;
const target = process.argv[2] ?? '';
const partial = `${target}.partial`;
// A static program runs whatever libc the machine has; the rest makes it small and independent of this checkout's path.
const words = ['build', '-v', '-trimpath', '-ldflags', '-s -w', '-o', `${join(partial, 'bin')}/`, 'tool'];
const env = { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' };
const compiled = new Map<GoModule, number>();
const startedAt = Date.now();

rmSync(partial, { recursive: true, force: true });
mkdirSync(join(partial, 'bin'), { recursive: true });
say('building the engine from its Go modules; the first time this takes about ten minutes on two cores');
const progress = setInterval(() => say(progressLine()), progressMs);
try {
  // Two at a time: the large one beside the two others, so that one links while the other compiles.
  await Promise.all([build('kube'), build('chaos-mesh').then(() => build('kwok'))]);
  keepFilesOfModules();
  rmSync(target, { recursive: true, force: true });
  renameSync(partial, target);
  say(`built in ${Math.round((Date.now() - startedAt) / 1_000)} s`);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  clearInterval(progress);
}

/** `tool` stands for all tools that the module's go.mod names. */
function build(module: GoModule): Promise<void> {
  compiled.set(module, 0);
  const go = spawn('go', words, { cwd: join(goFolder, module), env, stdio: ['ignore', 'ignore', 'pipe'] });
  const tail: string[] = [];
  createInterface({ input: go.stderr }).on('line', (line) => {
    tail.splice(0, tail.length - tailLines, ...tail.slice(-tailLines), line);
    if (!line.startsWith('go: ')) compiled.set(module, (compiled.get(module) ?? 0) + 1);
  });
  return new Promise((resolve, reject) => {
    go.once('error', reject);
    go.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`go build of ${module} did not succeed:\n${tail.join('\n')}`));
    });
  });
}

/** The CRDs and the daemon's protocol belong to the very version that was built. */
function keepFilesOfModules(): void {
  const mesh = folderOf('github.com/chaos-mesh/chaos-mesh');
  const crds = parseAllDocuments(readFileSync(join(mesh, 'manifests/crd.yaml'), 'utf8'));
  const objects = crds.map((document) => document.toJS() as unknown).filter((object) => object !== null);
  writeFileSync(join(partial, 'crds.json'), JSON.stringify(objects));
  copyFileSync(join(mesh, 'pkg/chaosdaemon/pb/chaosdaemon.proto'), join(partial, 'chaosdaemon.proto'));
  const dns = folderOf('github.com/chaos-mesh/k8s_dns_chaos');
  copyFileSync(join(dns, 'pb/dns.proto'), join(partial, 'dns.proto'));
}

function folderOf(module: string): string {
  const cwd = join(goFolder, 'chaos-mesh');
  return execFileSync('go', ['list', '-m', '-f', '{{.Dir}}', module], { cwd, env, encoding: 'utf8' }).trim();
}

function progressLine(): string {
  const counts = [...compiled].map(([module, count]) => `${module} ${count}`).join(', ');
  return `still building (${Math.round((Date.now() - startedAt) / 1_000)} s): packages compiled: ${counts}`;
}

function say(text: string): void {
  process.stderr.write(`engine: ${text}\n`);
}
