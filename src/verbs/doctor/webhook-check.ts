// Whether Chaos Mesh's webhooks are configured for what Faultline creates, the one that asks about rights included.

import { experimentKinds } from '../../chaos/catalogue/catalogue.ts';
import { pluralOf } from '../../chaos/kinds.ts';
import { asList, asText, asTexts, at } from '../../chaos/narrow.ts';
import type { DoctorLine } from '../doctor.ts';
import { broken, type Check, fine, weak } from './check.ts';
import { areaOf, type ExaminedCluster } from './examined-cluster.ts';
import { askList } from './kube-question.ts';

const ROOT = '/apis/admissionregistration.k8s.io/v1';

interface Webhook {
  readonly name: string;
  readonly resources: readonly string[];
  readonly failsOpen: boolean;
}

export function webhookCheck(examined: Pick<ExaminedCluster, 'cluster' | 'kube'>): Check {
  const area = areaOf(examined);
  return {
    area,
    subject: 'the webhooks',
    run: async (signal) => {
      const [mutating, validating] = await Promise.all(
        ['mutating', 'validating'].map((type) =>
          askList(examined.kube, `${ROOT}/${type}webhookconfigurations`, {}, signal),
        ),
      );
      const hooks = [...(mutating ?? []), ...(validating ?? [])].flatMap(chaosHooks);
      const auth = hooks.find(({ name }) => name.startsWith('vauth.'));
      const lines = [kindsLine(area, hooks), authLine(area, auth)].flat();
      return lines.length > 0 ? lines : [fine(area, 'The webhooks of Chaos Mesh are in place.')];
    },
  };
}

function chaosHooks(configuration: unknown): readonly Webhook[] {
  return asList(at(configuration, 'webhooks')).flatMap((hook) => {
    const rules = asList(at(hook, 'rules')).filter((rule) =>
      asTexts(at(rule, 'apiGroups')).includes('chaos-mesh.org'),
    );
    if (rules.length === 0) return [];
    const resources = rules.flatMap((rule) => asTexts(at(rule, 'resources')));
    return [{ name: asText(at(hook, 'name')), resources, failsOpen: at(hook, 'failurePolicy') === 'Ignore' }];
  });
}

/** Defaults are filled in by one (`m…`) and faults refused by another (`v…`), kind by kind. */
function kindsLine(area: string, hooks: readonly Webhook[]): readonly DoctorLine[] {
  const covered = (prefix: string, plural: string) =>
    hooks.some(
      ({ name, resources }) =>
        name.startsWith(prefix) &&
        !name.startsWith('vauth.') &&
        (resources.includes(plural) || resources.includes('*')),
    );
  const bare = experimentKinds().filter(
    (kind) => !(covered('m', pluralOf(kind)) && covered('v', pluralOf(kind))),
  );
  if (bare.length === 0) return [];
  return [
    broken(
      area,
      `No webhook fills in and checks ${bare.join(', ')}: what is created there may freeze.`,
      'Install Chaos Mesh with its webhook configurations (chaos-mesh-mutation, chaos-mesh-validation).',
    ),
  ];
}

/** It asks whether the person may do this in the namespaces a selector names. */
function authLine(area: string, auth: Webhook | undefined): readonly DoctorLine[] {
  const risk = 'anyone who may create in one namespace may select pods of another';
  if (auth === undefined) {
    return [
      weak(
        area,
        `The webhook that asks about people’s rights is missing: ${risk}.`,
        'Set dashboard.securityMode in the Helm chart.',
      ),
    ];
  }
  if (!auth.failsOpen) return [];
  return [weak(area, `While ${auth.name} cannot be asked, ${risk}.`, 'Set its failurePolicy to Fail.')];
}
