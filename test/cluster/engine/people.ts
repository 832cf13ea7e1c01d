// Who may speak to the engine's API server, and the files that let them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { botUser } from '../../../playground/shop/bot-rbac.ts';
import { shopPeople } from '../../../playground/shop/workspace.ts';

interface Known {
  readonly user: string;
  readonly groups: readonly string[];
}

/** The context's name in every kubeconfig; the bot knows the cluster by it. */
export const contextName = 'staging';

/** Otto is in Slack but in no identity map, and so he is here: known to the API server, with no rights. */
export const people: Readonly<Record<string, Known>> = {
  admin: { user: 'admin', groups: ['system:masters'] },
  bot: { user: botUser, groups: ['system:serviceaccounts', 'system:serviceaccounts:faultline'] },
  ...Object.fromEntries(shopPeople.map(({ name, user, groups }) => [name, { user, groups }])),
};

/** The addresses are in a private network and the tokens open nothing else, so they may be plain. */
export function tokenOf(name: string): string {
  return `engine-${name}`;
}

/** A static token file (https://kubernetes.io/docs/reference/access-authn-authz/authentication/#static-token-file). */
export function writeTokens(file: string): void {
  const lines = Object.entries(people).map(
    ([name, { user, groups }]) => `${tokenOf(name)},${user},${name},"${groups.join(',')}"`,
  );
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
}

export interface KubeconfigOptions {
  readonly folder: string;
  readonly server: string;
  readonly ca: string;
}

/** Writes one file for each and says where they lie. */
export function writeKubeconfigs(options: KubeconfigOptions): (name: string) => string {
  const files = new Map(Object.keys(people).map((name) => [name, writeKubeconfig(name, options)]));
  return (name) => {
    const file = files.get(name);
    if (!file) throw new Error(`nobody is called ${name}; known are ${[...files.keys()].join(', ')}`);
    return file;
  };
}

function writeKubeconfig(name: string, { folder, server, ca }: KubeconfigOptions): string {
  const file = join(folder, `kubeconfig-${name}.yaml`);
  const text = stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': contextName,
    clusters: [{ name: contextName, cluster: { server, 'certificate-authority': ca } }],
    users: [{ name, user: { token: tokenOf(name) } }],
    contexts: [{ name: contextName, context: { cluster: contextName, user: name } }],
  });
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}
