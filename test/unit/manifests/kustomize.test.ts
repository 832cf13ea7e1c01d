// The manifests as an operator applies them: complete, renderable, hardened.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { loadConfig } from '../../../src/config/load-config.ts';
import { policyFaults } from '../../../src/policy/policy-faults.ts';
import {
  type KubeObject,
  type Kustomization,
  MANIFESTS,
  readObjects,
  readText,
  readYaml,
  yamlFiles,
} from './read-manifests.ts';

const base = ['namespace.yaml', 'rbac.yaml', 'faultline.yaml', 'redis.yaml'];
const objects = base.flatMap((file) => readObjects(`base/${file}`));

test('every manifest is YAML', () => {
  for (const file of yamlFiles()) assert.doesNotThrow(() => readYaml(file));
});

for (const folder of ['base', 'example']) {
  test(`every file that ${folder}/kustomization.yaml lists exists`, () => {
    const [kustomization] = readYaml(`${folder}/kustomization.yaml`) as readonly Kustomization[];
    const generated = (kustomization?.configMapGenerator ?? []).flatMap(({ files }) => files);
    const listed = [
      ...(kustomization?.resources ?? []),
      ...generated.map((file) => file.split('=').at(-1) ?? ''),
    ];
    assert.ok(listed.length > 0);
    for (const file of listed) assert.ok(existsSync(join(MANIFESTS, folder, file)), file);
  });

  test(`kubectl renders manifests/${folder}`, (t) => {
    const rendered = render(folder);
    if (rendered === undefined) return t.skip('there is no kubectl here');
    const kinds = rendered.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    for (const wanted of [
      'Namespace/faultline',
      'Deployment/faultline',
      'StatefulSet/faultline-redis',
      'ClusterRole/faultline',
    ]) {
      assert.ok(kinds.includes(wanted), wanted);
    }
    for (const { kind, metadata } of rendered) {
      const isWide = /^(Namespace|ClusterRole|ClusterRoleBinding)$/.test(kind);
      assert.equal(metadata.namespace, isWide ? undefined : 'faultline', `${kind} ${metadata.name}`);
    }
  });
}

test('the example overlay replaces groups and people by its own, each by name', (t) => {
  const rendered = render('example');
  if (rendered === undefined) return t.skip('there is no kubectl here');
  const role = rendered.find(
    ({ metadata, kind }) => kind === 'ClusterRole' && metadata.name === 'faultline-impersonate',
  );
  assert.ok(role?.rules?.every(({ resourceNames }) => resourceNames && resourceNames.length > 0));
  assert.ok(!JSON.stringify(role).includes('shop-owners'));
});

for (const file of ['base/config/faultline.yaml', 'example/faultline.yaml']) {
  test(`${file} is a configuration without a fault`, () => {
    const env = { ...secretExample(), SLACK_SIGNING_SECRET: 'signing' };
    const loaded = loadConfig({ file: readText(file), env, checkPolicy: policyFaults });
    assert.deepEqual(loaded.ok ? [] : loaded.faults, []);
  });
}

test('the groups the base may impersonate are those of its configuration', () => {
  const loaded = loadConfig({ file: readText('base/config/faultline.yaml'), env: secretExample() });
  assert.ok(loaded.ok);
  const named = objects.flatMap(({ rules = [] }) =>
    rules.flatMap(({ resourceNames = [], resources }) => (resources.includes('groups') ? resourceNames : [])),
  );
  const configured = new Set(loaded.config.people.flatMap(({ groups }) => groups));
  assert.deepEqual(new Set(named), configured);
});

test('no secret is part of the base, and the example says how to make one', () => {
  assert.ok(!objects.some(({ kind }) => kind === 'Secret'));
  assert.match(readText('base/secret.example.yaml'), /kubectl create secret generic faultline/);
});

test('every container runs as nobody in particular, on a root that cannot be written', () => {
  const pods = objects.flatMap(({ spec }) => spec?.template?.spec ?? []);
  assert.equal(pods.length, 2);
  for (const pod of pods) {
    assert.equal(pod.securityContext?.['runAsNonRoot'], true);
    assert.deepEqual(pod.securityContext?.['seccompProfile'], { type: 'RuntimeDefault' });
    // Variables of Services would be taken for settings: FAULTLINE_SLACK_PORT=tcp://…
    assert.equal(pod.enableServiceLinks, false);
    for (const { securityContext, resources } of pod.containers) {
      assert.equal(securityContext?.['allowPrivilegeEscalation'], false);
      assert.equal(securityContext?.['readOnlyRootFilesystem'], true);
      assert.deepEqual(securityContext?.['capabilities'], { drop: ['ALL'] });
      assert.ok(resources?.requests && resources.limits?.['memory']);
    }
  }
});

test('two bots run, and Kubernetes asks each whether it lives and is ready', () => {
  const bot = objects.find(({ kind }) => kind === 'Deployment');
  const [container] = bot?.spec?.template?.spec.containers ?? [];
  assert.equal(bot?.spec?.replicas, 2);
  assert.equal(container?.livenessProbe?.httpGet?.path, '/livez');
  assert.equal(container?.readinessProbe?.httpGet?.path, '/readyz');
  assert.deepEqual(container?.ports?.[0], { name: 'http', containerPort: 8080 });
  assert.ok(objects.some(({ kind }) => kind === 'PodDisruptionBudget'));
});

test('Redis keeps what it confirmed, evicts nothing, and wants a password that no argument shows', () => {
  const redis = objects.find(({ kind }) => kind === 'StatefulSet');
  const command = redis?.spec?.template?.spec.containers[0]?.command?.join(' ') ?? '';
  for (const setting of ['--appendonly yes', '--appendfsync always', '--maxmemory-policy noeviction']) {
    assert.ok(command.includes(setting), setting);
  }
  assert.ok(!command.includes('--requirepass'));
  assert.ok(objects.some(({ kind }) => kind === 'NetworkPolicy'));
});

test('the image runs the sources as somebody who is not root', () => {
  const dockerfile = readFileSync(join(MANIFESTS, '../Dockerfile'), 'utf8');
  assert.match(dockerfile, /^FROM node:24-slim/m);
  assert.match(dockerfile, /npm ci --omit=dev/);
  assert.match(dockerfile, /^USER 1000:1000$/m);
  assert.match(dockerfile, /^ENTRYPOINT \["node", "src\/main\.ts"\]$/m);
});

function render(folder: string): readonly KubeObject[] | undefined {
  try {
    const text = execFileSync('kubectl', ['kustomize', join(MANIFESTS, folder)], { encoding: 'utf8' });
    return parseAllDocuments(text).map((document) => document.toJS() as KubeObject);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function secretExample(): Record<string, string> {
  const [secret] = readYaml('base/secret.example.yaml') as readonly {
    readonly stringData: Record<string, string>;
  }[];
  return secret?.stringData ?? {};
}
