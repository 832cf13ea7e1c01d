// The verbs people can type beside the faults of the catalogue, as data: words, help and a line that works.

export const VERB_NAMES = [
  'stop',
  'pause',
  'resume',
  'start',
  'approve',
  'deny',
  'halt',
  'release',
  'list',
  'show',
  'whoami',
  'here',
  'targets',
  'machines',
  'clusters',
  'doctor',
  'can',
  'new',
  'inject',
  'apply',
  'use',
  'again',
  'help',
] as const;

export type VerbName = (typeof VERB_NAMES)[number];

export interface VerbEntry {
  readonly aliases: readonly string[];
  readonly usage: string;
  readonly help: string;
  readonly example: string;
}

export const VERBS: Readonly<Record<VerbName, VerbEntry>> = {
  stop: {
    aliases: ['cancel', 'withdraw', 'abort', 'delete', 'end'],
    usage: 'stop RUN',
    help: 'Makes a run not happen, or ends it, whatever its phase.',
    example: 'stop last',
  },
  pause: {
    aliases: ['hold'],
    usage: 'pause RUN [for 5m]',
    help: 'Takes the fault off for a while. Chaos Mesh’s clock runs on: the run ends when it would have ended.',
    example: 'pause last for 1m',
  },
  resume: {
    aliases: ['continue', 'unpause'],
    usage: 'resume RUN',
    help: 'Lets a paused run go on for what is left of its time.',
    example: 'resume last',
  },
  start: {
    aliases: [],
    usage: 'start RUN',
    help: 'Starts a run of yours that has been approved.',
    example: 'start last',
  },
  approve: {
    aliases: ['ok', 'lgtm'],
    usage: 'approve RUN [CODE]',
    help: 'Agrees to the plan of a run; without the code on its card the plan is shown first.',
    example: 'approve r-7k3',
  },
  deny: {
    aliases: ['reject', 'refuse'],
    usage: 'deny RUN [CODE] [because …]',
    help: 'Says no to the plan of a run; one no decides.',
    example: 'deny r-7k3 because we are in a freeze',
  },
  halt: {
    aliases: ['panic', 'emergency'],
    usage: 'halt [all|CLUSTER|NS] [because …]',
    help: 'Ends every run at once and lets nothing new start until it is released. Asks nothing.',
    example: 'halt',
  },
  release: {
    aliases: ['unhalt', 'unlatch'],
    usage: 'release because …',
    help: 'Lets runs start again after a halt; a second person confirms.',
    example: 'release because the checkout incident is over',
  },
  list: {
    aliases: ['ls', 'get', 'ps', 'status', 'runs'],
    usage: 'list [STATE] [FAULT] [NS|WORKLOAD] [on CLUSTER] [by PERSON] ["TEXT"]',
    help: 'Runs, and what others put into the clusters: mine, open, waiting, running, stuck, ended, foreign or all; every word has to fit.',
    example: 'list running network on staging',
  },
  show: {
    aliases: ['describe', 'details'],
    usage: 'show RUN|EXPERIMENT [yaml|events|targets|alerts|chart]',
    help: 'All about one run, or about an experiment that others made.',
    example: 'show last',
  },
  whoami: {
    aliases: ['me', 'who'],
    usage: 'whoami',
    help: 'Who you are in the clusters, and what you may do at once.',
    example: 'whoami',
  },
  here: {
    aliases: ['where'],
    usage: 'here [set NS]',
    help: 'Which cluster and namespace this channel means.',
    example: 'here set staging/shop',
  },
  targets: {
    aliases: ['workloads', 'pods'],
    usage: 'targets [CLUSTER:][NS/][PART OF A NAME]',
    help: 'What can be hit, how ready it is, and what is on it now.',
    example: 'targets web',
  },
  machines: {
    aliases: [],
    usage: 'machines [CLUSTER:][NS/][PART OF A NAME]',
    help: 'The physical machines of the inventory, with their addresses and labels.',
    example: 'machines',
  },
  clusters: {
    aliases: ['cluster'],
    usage: 'clusters',
    help: 'The clusters: versions, halts, what runs there, machines and remote clusters.',
    example: 'clusters',
  },
  doctor: {
    aliases: ['check', 'health'],
    usage: 'doctor',
    help: 'What is weak or broken in this set-up, each with its cure.',
    example: 'doctor',
  },
  can: {
    aliases: ['may', 'why', 'explain'],
    usage: 'can FAULT TARGET …',
    help: 'Whether you may do it, who must agree, and what it would hit. Starts nothing.',
    example: 'can kill prod:web',
  },
  new: {
    aliases: ['form'],
    usage: 'new [FAULT]',
    help: 'Opens a form: kind of fault, action, targets, parameters, limits, and what it would do now.',
    example: 'new',
  },
  inject: {
    aliases: [],
    usage: 'inject KIND ACTION TARGET k=v …',
    help: 'Any fault by the names that Chaos Mesh has for it.',
    example: 'inject IOChaos latency web delay=100ms',
  },
  apply: {
    aliases: ['yaml'],
    usage: 'apply [LINK] [on CLUSTER]',
    help: 'Asks for an experiment in YAML: opens a form to paste it, or reads the message or file that a link points at.',
    example: 'apply',
  },
  use: {
    aliases: ['template', 'templates'],
    usage: 'use [TEMPLATE [TARGET] [k=v …]] [for 5m] [on CLUSTER] [because …]',
    help: 'Asks for an experiment from a template; alone it lists them, and what is not said is asked in a form.',
    example: 'use kill-one-pod web',
  },
  again: {
    aliases: ['rerun', 'clone', 'repeat'],
    usage: 'again RUN [what is to be different] [because …]',
    help: 'Plans an ended run once more, with what is said anew: pods, length, value, target, cluster.',
    example: 'again last',
  },
  help: {
    aliases: ['commands', 'usage', 'man', '?'],
    usage: 'help [VERB]',
    help: 'What can be typed.',
    example: 'help kill',
  },
};

const BY_WORD: ReadonlyMap<string, VerbName> = new Map(
  VERB_NAMES.flatMap((name) => [name, ...VERBS[name].aliases].map((word) => [word, name] as const)),
);

export function findVerb(word: string): VerbName | undefined {
  return BY_WORD.get(word);
}

/** Every word that means a verb here, for the nearest one to a misspelling. */
export function verbWords(): readonly string[] {
  return [...BY_WORD.keys()];
}
