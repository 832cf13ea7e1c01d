// Lints about what the Chaos Mesh of this cluster lacks for a kind: the kind itself, daemons, servers, a version (C1, C2).

import type { Action, Need } from '../catalogue/action.ts';
import { actionOfSpec } from '../catalogue/catalogue.ts';
import { type Installation, isAtLeast } from '../installation.ts';
import { asText, at } from '../narrow.ts';
import type { Check, Lint, LintSubject } from './lint.ts';

export const lacking: Check = ({ manifest: { kind, spec }, circumstances }) => {
  const installation = circumstances?.installation;
  const secret = asText(spec['secretName']);
  const needs = actionOfSpec(kind, spec)?.needs ?? [];
  return [
    ...(installation === undefined
      ? []
      : [...lackingKind(kind, installation), ...needs.flatMap((need) => LACKING[need](installation))]),
    ...(circumstances !== undefined && needs.includes('secret') && secret !== '' ? [unread(secret)] : []),
  ];
};

/** The oldest that the catalogue was compared with. */
const OLDEST = '2.6';

export const version: Check = ({ manifest: { kind, spec }, circumstances }) => {
  if (circumstances === undefined) return [];
  const installed = circumstances.installation?.version;
  const old = installed !== undefined && isAtLeast(installed, OLDEST) === false ? [tooOld(installed)] : [];
  return [...old, ...newer(kind, spec).flatMap((one) => sinceLint(one, installed))];
};

function lackingKind(kind: string, { kinds }: Installation): readonly Lint[] {
  // An installation is known by its Deployment too; a list without any kind was not read.
  if (kinds.length === 0 || kinds.includes(kind)) return [];
  const sentence = `The Chaos Mesh of this cluster does not serve ${kind}.`;
  return [block('lacks-kind', 'kind', sentence, 'Apply the CRDs of its version.')];
}

const LACKING: Readonly<Record<Need, (installation: Installation) => readonly Lint[]>> = {
  daemon: ({ daemons: { wanted, ready } }) => {
    if (ready === 0) {
      const cure = 'Look at the DaemonSet chaos-daemon; killing and failing pods works without it.';
      return [
        block('lacks-daemon', 'kind', 'No daemon of Chaos Mesh is ready: nothing could be injected.', cure),
      ];
    }
    if (ready >= wanted) return [];
    const sentence = `Chaos Mesh has a daemon on ${ready} of ${wanted} nodes: on the others it would wait for ever.`;
    return [
      {
        severity: 'warn',
        check: 'some-daemons',
        path: 'kind',
        sentence,
        cure: '`/chaos doctor` names the nodes.',
      },
    ];
  },
  'dns-server': ({ dnsServer }) => {
    if (dnsServer) return [];
    const sentence = 'The DNS server of Chaos Mesh is not installed: no name could be answered.';
    return [block('lacks-dns-server', 'kind', sentence, 'Install it: the chart’s `dnsServer.create: true`.')];
  },
  bpfki: ({ kernelServer }) => {
    if (kernelServer) return [];
    const sentence = 'The side-car for kernel faults is not installed: nothing could be injected.';
    return [block('lacks-kernel-server', 'kind', sentence, 'Install it: the chart’s `bpfki.create: true`.')];
  },
  secret: () => [],
  chaosd: () => [],
};

function unread(secret: string): Lint {
  const sentence = `The secret ${secret.slice(0, 63)} is not looked at from here: whether it is there and complete is not known.`;
  return { severity: 'info', check: 'secret-unread', path: 'spec.secretName', sentence };
}

function tooOld(installed: string): Lint {
  const sentence = `Chaos Mesh ${installed} is older than ${OLDEST}, the oldest that is known here.`;
  return { severity: 'warn', check: 'version-old', path: 'kind', sentence, cure: 'Upgrade Chaos Mesh.' };
}

interface Newer {
  readonly what: string;
  readonly path: string;
  readonly since: string;
}

/** What the experiment says that not every version of Chaos Mesh knows. */
function newer(kind: string, spec: LintSubject['manifest']['spec']): readonly Newer[] {
  const action = actionOfSpec(kind, spec);
  if (action === undefined) return [];
  const ofAction = action.since === undefined ? [] : [newerAction(action, action.since)];
  const fields = action.parameters.flatMap(({ path, since }): readonly Newer[] => {
    if (since === undefined || at(spec, ...path.split('.')) === undefined) return [];
    return [{ what: path, path: `spec.${path}`, since }];
  });
  return [...ofAction, ...fields];
}

function newerAction({ verb }: Action, since: string): Newer {
  return { what: verb, path: 'spec.action', since };
}

function sinceLint({ what, path, since }: Newer, installed: string | undefined): readonly Lint[] {
  const isKnown = installed === undefined ? undefined : isAtLeast(installed, since);
  if (isKnown === true) return [];
  if (isKnown === undefined) {
    const sentence = `${what} needs Chaos Mesh ${since}; which version runs here is not known.`;
    return [{ severity: 'info', check: 'version-unknown', path, sentence }];
  }
  const sentence = `${what} needs Chaos Mesh ${since}; here runs ${installed}, which would refuse or ignore it.`;
  return [block('needs-version', path, sentence, `Leave it out, or upgrade Chaos Mesh to ${since}.`)];
}

function block(check: string, path: string, sentence: string, cure: string): Lint {
  return { severity: 'block', check, path, sentence, cure };
}
