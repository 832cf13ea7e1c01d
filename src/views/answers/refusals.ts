// Every refusal as a sentence: what happened, what it means, what to do next; a missing one does not compile.

import type { TargetRefusal } from '../../chaos/target.ts';
import type { PersonRefusal } from '../../identity/person.ts';
import type { Refused, VerbRefusal, WhichRefusal } from '../../verbs/refused.ts';
import type { PlaceRefusal } from '../../verbs/where.ts';
import { code, escapeText } from '../escape.ts';
import { both, saying } from '../run/phrases.ts';
import { NO_CARD } from './no-card.ts';
import { faultWords } from './template-words.ts';

type Sentences<R extends { readonly kind: string }> = {
  readonly [K in R['kind']]: (refusal: Extract<R, { kind: K }>) => string;
};

/** Looks a refusal's sentence up; the table has one for each kind. */
export function sentenceOf<R extends { readonly kind: string }>(table: Sentences<R>, refusal: R): string {
  const sentence = table[refusal.kind as R['kind']] as (refusal: R) => string;
  return sentence(refusal);
}

const NOTHING = 'Nothing was started.';

export const PERSON: Sentences<PersonRefusal> = {
  'unknown-person': ({ email }) =>
    `I do not know you${email === undefined ? '' : ` (${escapeText(email)})`}, so you can do nothing here but read help. Ask whoever keeps faultline.yaml to add you under \`people\`.`,
  'not-a-member': ({ why }) => `${WHO[why]} cannot use Faultline. Ask a full member of this workspace.`,
};

const WHO: Readonly<Record<Extract<PersonRefusal, { kind: 'not-a-member' }>['why'], string>> = {
  guest: 'Guests',
  foreign: 'People of other workspaces',
  deactivated: 'Deactivated accounts',
  bot: 'Bots',
};

export const PLACE: Sentences<PlaceRefusal> = {
  'unknown-cluster': ({ cluster, known, nearest }) =>
    `There is no cluster ${code(cluster)}.${didYouMean(nearest)} I know ${known.map(code).join(', ')}. ${NOTHING} Try \`/chaos clusters\`.`,
  'unknown-namespace': ({ cluster, namespace, known, nearest }) =>
    `There is no namespace ${code(namespace)} in ${escapeText(cluster)}.${didYouMean(nearest)} I see ${some(known)}. ${NOTHING} Try ${code(`/chaos targets ${cluster}/${nearest ?? known.at(-1) ?? 'default'}`)}.`,
  'cluster-not-ready': ({ cluster }) =>
    `${escapeText(cluster)} does not answer, so what is there is not known. ${NOTHING} Try again in a moment; \`/chaos doctor\` says what is wrong.`,
  nowhere: ({ word }) =>
    `No namespace I may use has ${word === '' ? 'any workload' : code(word)}. ${NOTHING} \`/chaos clusters\` lists the clusters; name a place: ${code('staging:shop/web')}.`,
};

type TargetRefused = Extract<Refused, { of: 'target' }>;

export function targetSentence({ refusal, place, known }: TargetRefused): string {
  const where = `${escapeText(place.cluster)}/${escapeText(place.namespace)}`;
  return sentenceOf(targetSentences(where, place.namespace, known), refusal);
}

function targetSentences(
  where: string,
  namespace: string,
  known: readonly string[],
): Sentences<TargetRefusal> {
  return {
    'no-workload': ({ word, nearest }) =>
      `There is no ${code(word)} in ${where}.${didYouMean(nearest[0])} I see ${some(known)}. ${NOTHING} Try ${code(`/chaos targets ${where}`)}.`,
    'is-a-pod': ({ word, workload }) =>
      `${code(word)} is one pod; name its workload instead${workload === undefined ? '' : `: ${code(workload)}`}, or say ${code(`pod/${word}`)}. ${NOTHING}`,
    'several-workloads': ({ word, workloads }) =>
      `${code(word)} matches more than one workload in ${where}: ${some(workloads)}. Name one of them, all of them (${code(namesOf(workloads))}), or say ${code(`${namespace}/*`)} for everything there. ${NOTHING} Try ${code(`/chaos targets ${where}`)}.`,
    'empty-selector': () =>
      `An empty selector would mean every pod of ${where}. Name a workload or a label: ${code('-l app=web')}. If you mean them all, say so: ${code(`${namespace}/*`)}. ${NOTHING}`,
    'no-pod': ({ word, nearest }) =>
      `There is no pod ${code(word)} in ${where}.${didYouMean(nearest[0])} Pods come and go; a workload's name stays. ${NOTHING}`,
    'no-node': ({ word, known: nodes }) =>
      `No pod of ${where} stands on a node ${code(word)}; they stand on ${some(nodes)}. ${NOTHING}`,
    'no-machine': ({ word, nearest, known: machines }) =>
      `${where} lists no machine ${code(word)}.${didYouMean(nearest[0])} ${machines.length === 0 ? `Machines are listed as objects of the kind PhysicalMachine; one that is not can be named by its address: ${code('address=http://192.0.2.20:31768')}.` : `It lists ${some(machines)}.`} ${NOTHING}`,
    'which-container': ({ word, containers }) => {
      const line = (container: string) =>
        code(`/chaos kill-container ${where.replace('/', ':')}/${word} container=${container}`);
      if (containers.length === 0)
        return `No pod of ${code(word)} is seen in ${where}, so its containers are not known. Name one: ${line('app')}. ${NOTHING}`;
      return `The pods of ${code(word)} have ${containers.length} containers: ${some(containers)}. Say which: ${containers.slice(0, 3).map(line).join(' or ')}. ${NOTHING}`;
    },
    'not-together': ({ word }) =>
      `No one selector means just ${code(word)} in ${where}: their labels differ in more than one key, or other pods carry them too. Ask for one after the other. ${NOTHING}`,
  };
}

export const WHICH: Sentences<WhichRefusal> = {
  'no-such-run': ({ word }) => `I find no run ${code(word)}. \`/chaos list all\` shows those I know.`,
  'none-here': () => 'No run in this channel can be meant. Name one: `/chaos list` shows them all.',
  'several-runs': ({ word }) =>
    `${word === undefined ? 'More than one run could be meant' : `${code(word)} could be more than one run`}. Say which by its id:`,
};

export const VERB: Sentences<VerbRefusal> = {
  unreachable: ({ part, verb }) =>
    `${silentWords(part)} ${CONSEQUENCE[verb ?? ''] ?? '*Nothing was started*, and nothing of this will start later.'} ${WAY_ON[part.kind]}`,
  'no-card': ({ why, bound }) =>
    `${capital(NO_CARD[why])}, and ${bound === undefined ? 'no other channel is bound to that place' : 'neither can the bound channel take it'}: without a card nothing is injected. Invite me here (\`/invite @faultline\`) and ask again.`,
  'reason-needed': ({ example }) => `A release needs a reason: ${code(`/chaos ${example}`)}`,
  'unknown-scope': ({ scope, known }) =>
    `There is nothing called ${code(scope)} to halt or release. *Nothing was halted.* Say ${known.map(code).join(', ')}, or a namespace.`,
  'not-halted': () => 'Nothing is halted there: runs can start.',
  'own-release': () => 'You asked for this release yourself; somebody else must confirm it.',
  'no-release-asked': () =>
    'Nobody has asked for a release since the last halt. Ask with a reason: `/chaos release because …`',
  'unknown-press': () =>
    'I do not know what this button stood for any more, so nothing was done. `/chaos list` shows the runs.',
  'unreadable-link': ({ why }) => `${LINKS[why]} ${NOTHING} \`/chaos apply\` alone opens a form to paste it.`,
  'no-templates': () =>
    'There are no templates here: whoever keeps faultline.yaml can name a folder of them, `templates: FOLDER`.',
  'templates-unreadable': ({ folder, why }) =>
    `The folder of templates cannot be read: ${code(folder)} (${saying(why, 100)}). ${NOTHING} \`/chaos doctor\` looks at it too.`,
  'unknown-template': ({ name, known, nearest }) =>
    `There is no template ${code(name)}.${didYouMean(nearest)} I know ${some(known)}. ${NOTHING} \`/chaos use\` alone tells of them.`,
  'faulty-template': ({ fault }) =>
    `The template ${code(fault.name ?? fault.file)} cannot be used as it is: ${faultWords(fault)} ${NOTHING} Its file has to be mended; \`faultline check\` says the same of it.`,
  'not-yet': ({ what }) => `${capital(saying(what))} is not available yet.`,
  fault: ({ id }) =>
    `Something went wrong on my side (${code(id)}). Whatever runs still ends on time; if nothing else helps, \`/chaos halt\`.`,
};

const LINKS: Readonly<Record<Extract<VerbRefusal, { kind: 'unreadable-link' }>['why'], string>> = {
  'no-message':
    'That is no link to a message or file: copy one from the ⋯ menu of the message with the YAML.',
  elsewhere: 'That message stands in another channel: I read only those of the channel you ask in.',
  'not-read':
    'I cannot read that: it is gone, not shared in this channel, too long, or I am not in the channel.',
};

type Part = Extract<VerbRefusal, { kind: 'unreachable' }>['part'];

function silentWords(part: Part): string {
  switch (part.kind) {
    case 'redis':
      return 'Redis is not connected or does not answer in time.';
    case 'slack':
      return 'Slack did not answer a question of mine in time.';
    case 'cluster':
      return `The cluster ${escapeText(part.name)} did not answer in time.`;
    default:
      return part satisfies never;
  }
}

const NOT_STOPPED =
  '*Nothing was stopped*: what runs goes on until its end. With its full id (`/chaos stop r-…`) or [Stop] on its card it is ended all the same.';
const NOT_SHOWN = 'There is nothing I could show you.';

/** What it means for what was asked; whatever is not here would have started or changed something. */
const CONSEQUENCE: Readonly<Record<string, string>> = {
  stop: NOT_STOPPED,
  run_stop: NOT_STOPPED,
  release: '*Nothing was released.*',
  approve: '*Your vote does not count yet.*',
  run_approve: '*Your vote does not count yet.*',
  deny: '*Your vote does not count yet.*',
  run_deny: '*Your vote does not count yet.*',
  list: NOT_SHOWN,
  show: NOT_SHOWN,
  run_details: NOT_SHOWN,
  here: 'What this channel means is as before.',
};

const WAY_ON: Readonly<Record<Part['kind'], string>> = {
  redis: '`/chaos halt` works without it.',
  slack: 'Try again.',
  cluster: '`/chaos doctor` says more.',
};

/** `Deployment web` and `Deployment cart` are asked for as `web,cart`. */
function namesOf(workloads: readonly string[]): string {
  return workloads.map((one) => one.split(' ').at(-1)).join(',');
}

function didYouMean(nearest: string | undefined): string {
  return nearest === undefined ? '' : ` Did you mean ${code(nearest)}?`;
}

function some(names: readonly string[], most = 8): string {
  if (names.length === 0) return 'nothing';
  const shown = names.slice(0, most).map(code);
  return names.length > most ? `${shown.join(', ')} and ${names.length - most} more` : both(shown);
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
