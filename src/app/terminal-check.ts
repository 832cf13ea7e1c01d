// The modes of a terminal that read experiments: check and inject, with a cluster or without.

import { readFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import type { CheckArguments, InjectArguments } from '../cli/parse-arguments.ts';
import { runCheck } from '../cli/run-check.ts';
import type { ClusterAccess } from '../config/config.ts';
import { settings } from '../config/settings.ts';
import type { Person } from '../identity/person.ts';
import { createPlanner } from '../plan/planner.ts';
import { createPolicy, type Policy } from '../policy/policy.ts';
import { checkGiven, type Preflight } from '../verbs/check.ts';
import { objectOfLine } from '../verbs/object-of-line.ts';
import { createAnswerViews } from '../views/answers/answer-view.ts';
import { type ClusterParts, type Clusters, createClusters } from './clusters.ts';
import { viewDeps } from './view-parts.ts';

interface Terminal {
  readonly home: string | undefined;
  readonly kubeconfig: string | undefined;
  readonly write: (text: string) => void;
}

const SYNC_MS = 15_000;

/** The exit code. */
export async function checkInTerminal(
  access: ClusterAccess | undefined,
  asked: CheckArguments,
  terminal: Terminal,
): Promise<number> {
  const person = personOf(access, asked.as);
  if (person === 'unknown') {
    terminal.write(`Nobody in \`people\` has the address ${asked.as}.\n`);
    return 2;
  }
  const open = await openCluster(access, asked.cluster, terminal);
  if (open === 'unknown') return 2;
  const { files, json, namespace } = asked;
  const code = await runCheck({
    ...{ files, json, namespace, check: checkGiven, read: readGiven, write: terminal.write },
    ...(open && { cluster: open.parts.cluster.name, preflight: preflightOf(open, access, person) }),
  });
  await open?.clusters.stop();
  return code;
}

function readGiven(file: string): Promise<string> {
  return file === '-' ? textOf(process.stdin) : readFile(file, 'utf8');
}

function personOf(
  access: ClusterAccess | undefined,
  email: string | undefined,
): Person | 'unknown' | undefined {
  if (email === undefined) return undefined;
  const known = access?.people.find((one) => one.email === email.toLowerCase());
  if (known === undefined && access !== undefined) return 'unknown';
  return { id: email, name: email, email, user: known?.user ?? email, groups: known?.groups ?? [] };
}

interface Open {
  readonly clusters: Clusters;
  readonly parts: ClusterParts;
}

/** By its name in the configuration, else as a context of the kubeconfig. */
async function openCluster(
  access: ClusterAccess | undefined,
  name: string | undefined,
  { home, kubeconfig, write }: Terminal,
): Promise<Open | 'unknown' | undefined> {
  if (name === undefined) return undefined;
  const entry = access?.clusters.find((one) => one.name === name || one.context === name);
  if (entry === undefined && access !== undefined) {
    write(
      `The configuration names no cluster ${name}: it has ${access.clusters.map((one) => one.name).join(', ')}.\n`,
    );
    return 'unknown';
  }
  const found = entry ?? { name, context: name, production: false };
  const config = { ...(access ?? { ...NOTHING, ...(kubeconfig && { kubeconfig }) }), clusters: [found] };
  try {
    const clusters = createClusters({ config, home, onFault: () => undefined });
    clusters.start();
    const parts = clusters.get(found.name);
    await parts.cache.whenSettled(AbortSignal.timeout(SYNC_MS)).catch(() => undefined);
    return { clusters, parts };
  } catch (error) {
    write(`${name} cannot be asked: ${error instanceof Error ? error.message : String(error)}.\n`);
    return 'unknown';
  }
}

const FREE = { name: 'no policy was asked', outcome: { kind: 'allow' }, limits: {} } as const;
const LIMITS = { maxDurationSeconds: Number.MAX_SAFE_INTEGER, maxPods: Number.MAX_SAFE_INTEGER, maxShare: 1 };
const NO_POLICY = {
  protectedNamespaces: [],
  optOut: settings['policy.optOut'].default,
  limits: LIMITS,
  rules: [FREE],
};
const NOTHING = { namespace: 'faultline', people: [], policy: NO_POLICY };

/** Policy is about a person: without one, or without a configuration, it is not asked, and the plan says so. */
function preflightOf(
  { clusters }: Open,
  access: ClusterAccess | undefined,
  person: Person | undefined,
): Preflight {
  const policy: Policy = createPolicy(
    person === undefined || access === undefined ? NO_POLICY : access.policy,
  );
  const planner = createPlanner({ cluster: clusters.get, policy });
  const by = person ?? NOBODY;
  return (experiment) =>
    planner.plan({ experiment, by, runId: 'check', defaults: [] }, { dryRun: person !== undefined });
}

const NOBODY: Person = { id: '', name: 'nobody', email: '', user: '', groups: [] };

/** The exit code. */
export async function injectInTerminal(
  access: ClusterAccess | undefined,
  asked: InjectArguments,
  terminal: Terminal,
): Promise<number> {
  const open = await openCluster(access, asked.cluster, terminal);
  if (open === 'unknown') return 2;
  const home = { cluster: asked.cluster ?? '', namespace: asked.namespace };
  const answer = objectOfLine(asked.line, home, open?.parts.known);
  await open?.clusters.stop();
  if (answer.ok) {
    const guessed = answer.guessed.map((name) => `${name} was taken for a label app; --cluster looks it up`);
    const notes = [...answer.defaults, ...guessed];
    terminal.write(`${notes.map((note) => `# ${note}\n`).join('')}${answer.yaml}`);
    return 0;
  }
  const views = createAnswerViews(viewDeps({ find: () => undefined }, 'classic'));
  const shown = views.shown(answer.answer);
  terminal.write(`${shown.as === 'message' ? shown.view.text : 'That is not understood.'}\n`);
  return 2;
}
