// docs/faults.md: everything the catalogue knows, kind by kind.

import type { Action, Need, Parameter, Risk } from '../../src/chaos/catalogue/action.ts';
import { kinds, wordsInKind, wordsOf } from '../../src/chaos/catalogue/catalogue.ts';
import { exampleLine } from '../../src/chaos/catalogue/example-line.ts';
import type { Kind } from '../../src/chaos/catalogue/kind.ts';

const RISK_WORDS: Readonly<Record<Risk, string>> = {
  reversible: 'reversible: ends by itself and leaves nothing behind',
  healed: 'healed: takes something down that Kubernetes puts up again',
  durable: 'durable: what it damages may stay damaged',
  node: 'node: a whole machine or its kernel suffers',
  code: 'code: runs what somebody typed, unchecked',
};

const NEED_WORDS: Readonly<Record<Need, string>> = {
  daemon: 'the chaos-daemon on the pod’s node',
  'dns-server': 'Chaos Mesh’s DNS server (`dnsServer.create`)',
  bpfki: 'bpfki in the daemon (`bpfki.create`, off by default)',
  secret: 'a secret with the cloud’s account',
  chaosd: 'chaosd on the machine',
};

export function faultsDocument(): string {
  const all = kinds();
  const count = all.reduce((sum, { actions }) => sum + actions.length, 0);
  const parts = [
    '# Every fault',
    'Written by `npm run docs` from the catalogue (`src/chaos/catalogue/`); do not edit.',
    `${all.length} kinds, ${count} actions. A line is \`/chaos VERB TARGET [value] [name=value …]\`; \`/chaos inject KIND ACTION …\` takes Chaos Mesh’s own names. A parameter may be given by its name or by its path in the spec.`,
    bulleted('Risk, which policies can ask for:', Object.values(RISK_WORDS)),
    bulleted(
      'What must be there beside the controller:',
      Object.entries(NEED_WORDS).map(([need, words]) => `${need}: ${words}`),
    ),
    ...all.map(kindPart),
  ];
  return `${parts.join('\n\n')}\n`;
}

function bulleted(head: string, items: readonly string[]): string {
  return [head, '', ...items.map((item) => `- ${item}`)].join('\n');
}

function kindPart(kind: Kind): string {
  return [
    `## ${kind.title}: ${kind.kind}`,
    kind.help,
    ...WHERE[kind.on],
    ...sharedTable(kind),
    ...kind.actions.map((action) => actionPart(action, sharedIn(kind))),
    ...rareTable(kind),
  ].join('\n\n');
}

const WHERE: Readonly<Record<Kind['on'], readonly string[]>> = {
  pods: [],
  machines: [
    'Machines are chosen from the inventory (objects of the kind PhysicalMachine) by name (`m1`, `m1,m2`), by labels (`-l rack=a`) or all of a namespace (`machine/*`), or named by `address=…`. Nothing here starts by a rule that allows at once, unless it says `on: [machines]`.',
  ],
  cloud: [
    'The target of a line is the instance, whose other parameters say where it is; the place (`on CLUSTER in NS`) is where the object and its secret stand. Nothing here starts by a rule that allows at once, unless it says `on: [cloud]`.',
  ],
};

function actionPart(action: Action, shared: readonly Parameter[]): string {
  const often = action.parameters.filter((one) => !one.rare && !isAmong(one, shared));
  const seldom = action.parameters.filter(({ rare }) => rare);
  return [
    `### \`${action.verb}\``,
    `${action.help} ${factsOf(action)}`,
    `\`/chaos ${exampleLine(action)}\``,
    ...(often.length === 0 ? [] : [parameterTable(often)]),
    ...(seldom.length === 0 ? [] : [`Also takes ${seldom.map(({ name }) => `\`${name}\``).join(', ')}.`]),
    ...rulesOf(action),
  ].join('\n\n');
}

function factsOf(action: Action): string {
  const facts = [
    `Risk: ${action.risk}`,
    action.needs.length === 0 ? undefined : `needs ${action.needs.join(', ')}`,
    action.oneShot ? 'happens once' : undefined,
    action.disruptive ? 'takes its targets out of service' : undefined,
    action.since === undefined ? undefined : `since Chaos Mesh ${action.since}`,
    `also: ${namesOf(action).join(', ')}`,
  ];
  return `${facts.filter((fact) => fact !== undefined).join('; ')}.`;
}

function namesOf(action: Action): readonly string[] {
  const inKind = wordsInKind(action).filter((word) => !word.startsWith(`${action.family}-`));
  const others = [...wordsOf(action).slice(1), ...inKind.map((word) => `${action.family} ${word}`)];
  return [...new Set(others.filter((word) => word !== action.verb))].map((word) => `\`${word}\``);
}

function rulesOf({ rules }: Action): readonly string[] {
  return rules.map((rule) => {
    if (rule.kind === 'needed-with')
      return `With \`${rule.with}\` at ${rule.values.join(' or ')} it needs \`${rule.of}\`.`;
    if (rule.kind === 'only-with')
      return `\`${rule.of}\` only with \`${rule.with}\` at ${rule.values.join(' or ')}.`;
    const names = rule.of.map((name) => `\`${name}\``).join(', ');
    const words = { some: 'At least one of', one: 'Exactly one of', together: 'Only together:' }[rule.kind];
    return `${words} ${names}.`;
  });
}

/** What every action of the kind takes, and takes alike. */
function sharedIn({ actions: [first, ...others] }: Kind): readonly Parameter[] {
  const often = first?.parameters.filter(({ rare }) => !rare) ?? [];
  if (others.length === 0) return [];
  return often.filter((one) => others.every(({ parameters }) => isAmong(one, parameters)));
}

function isAmong({ name, path, help, required, rare }: Parameter, all: readonly Parameter[]): boolean {
  return all.some(
    (one) =>
      [one.name, one.path, one.help].join() === [name, path, help].join() &&
      one.required === required &&
      one.rare === rare,
  );
}

function sharedTable(kind: Kind): readonly string[] {
  const shared = sharedIn(kind);
  return shared.length === 0 ? [] : ['### Every action takes', parameterTable(shared)];
}

/** Each once, however many actions of the kind take it. */
function rareTable({ actions }: Kind): readonly string[] {
  const rare = new Map(
    actions.flatMap(({ parameters }) =>
      parameters.filter((one) => one.rare).map((one) => [`${one.name} ${one.path}`, one]),
    ),
  );
  return rare.size === 0 ? [] : ['### Seldom wanted', parameterTable([...rare.values()])];
}

function parameterTable(parameters: readonly Parameter[]): string {
  const rows = parameters.map((one) =>
    [
      `\`${one.name}\`${one.required ? ' *' : ''}`,
      `${one.help}${one.since === undefined ? '' : ` Since ${one.since}.`}`,
      one.range,
      one.fallback === undefined ? '' : `\`${one.value.typed(one.fallback)}\``,
      `\`${one.path}\``,
    ]
      .map((cell) => cell.replaceAll('|', '\\|'))
      .join(' | '),
  );
  return [
    '| parameter | what it is | what one may type | default | in the spec |',
    '|---|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}
