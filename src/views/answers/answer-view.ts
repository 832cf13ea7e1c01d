// Turns every answer of a verb into what is shown; a kind without a view does not compile.

import type { RunRecord } from '../../runs/record.ts';
import type { Answer } from '../../verbs/answer.ts';
import type { Refused, WhichRefusal } from '../../verbs/refused.ts';
import { actions, type Block, button, classic, type Modal, messageView, section } from '../blocks.ts';
import { type RunViewDeps, type Scene, sceneOf } from '../run/scene.ts';
import { yamlView } from './apply.ts';
import { canView } from './can.ts';
import { detailsModal, detailsView } from './details.ts';
import { experimentForm } from './experiment-form.ts';
import { foreignView } from './foreign.ts';
import { denialForm, keepForm, reasonForm } from './forms.ts';
import { haltedView, releaseAskedView, releasedView } from './halt.ts';
import { helloView, homeBlocks } from './hello.ts';
import { helpView } from './help.ts';
import { clustersView, targetsView } from './inventory.ts';
import { listView, runLine, runSection } from './list.ts';
import { parseSentence } from './parse-refusals.ts';
import { planView } from './plan.ts';
import { PERSON, PLACE, sentenceOf, targetSentence, VERB, WHICH } from './refusals.ts';
import {
  abandonAskedView,
  abandonedView,
  alertAnsweredView,
  heldView,
  notHeldView,
  offerHaltView,
  planDroppedView,
  requestedView,
  retriedView,
  startedView,
  stoppedBlindView,
  stoppedView,
  thatIsARunView,
  votedView,
  votePlanView,
} from './run-answers.ts';
import { runSentence } from './run-refusals.ts';
import { lines, message, type Shown, say } from './shown.ts';
import { askPlaceView, doctorView, hereView, whoamiView } from './surroundings.ts';
import { askTemplateView, templatesView } from './templates.ts';

export interface AnswerViews {
  shown(answer: Answer): Shown;
  /** For a press that can open a window: details there instead of in the channel. */
  shownToPress(answer: Answer): Shown;
  home(answer: Answer): { readonly type: 'home'; readonly blocks: readonly Block[] };
}

type Views = { readonly [K in Answer['kind']]: (answer: Extract<Answer, { kind: K }>) => Shown };

export function createAnswerViews(deps: RunViewDeps): AnswerViews {
  const scene = (record: RunRecord): Scene => sceneOf(record, deps);
  const views = viewsOf(scene);
  const shown = (answer: Answer): Shown => (views[answer.kind] as (answer: Answer) => Shown)(answer);
  return {
    shown,
    shownToPress: (answer) =>
      answer.kind === 'details' ? form(detailsModal(answer, scene(answer.record))) : shown(answer),
    home: (answer) => ({ type: 'home', blocks: homeOf(answer, scene, shown) }),
  };
}

function viewsOf(scene: (record: RunRecord) => Scene): Views {
  return {
    hello: helloView,
    plan: (answer) => planView(answer, scene(answer.record)),
    can: (answer) => canView(answer, scene(answer.record)),
    'plan-dropped': ({ record }) => planDroppedView(scene(record)),
    'ask-place': askPlaceView,
    'ask-reason': ({ record }) => form(reasonForm(scene(record))),
    'ask-experiment': (answer) => form(experimentForm(answer, answer.preview && scene(answer.preview))),
    'ask-denial': ({ record }) => form(denialForm(scene(record))),
    'ask-keep': ({ record }) => form(keepForm(scene(record))),
    'alert-answered': (answer) => alertAnsweredView(answer, scene(answer.record)),
    'ask-yaml': yamlView,
    templates: templatesView,
    'ask-template': askTemplateView,
    'form-errors': ({ errors }) => ({ as: 'errors', errors }),
    requested: ({ record }) => requestedView(scene(record)),
    'vote-plan': ({ record, codeWas }) => votePlanView(codeWas, scene(record)),
    voted: ({ vote, record }) => votedView(vote, scene(record)),
    started: ({ record }) => startedView(scene(record)),
    stopped: (answer) => stoppedView(answer, scene(answer.record)),
    'stopped-blind': stoppedBlindView,
    retried: ({ record }) => retriedView(scene(record)),
    held: (answer) => heldView(answer, scene(answer.record)),
    'not-held': (answer) => notHeldView(answer, scene(answer.record)),
    'abandon-asked': ({ record }) => abandonAskedView(scene(record)),
    abandoned: ({ record }) => abandonedView(scene(record)),
    'that-is-a-run': ({ record }) => thatIsARunView(scene(record)),
    'offer-halt': offerHaltView,
    halted: haltedView,
    'release-asked': releaseAskedView,
    released: releasedView,
    list: (answer) => listView(answer, scene),
    details: (answer) => detailsView(answer, scene(answer.record)),
    foreign: foreignView,
    whoami: whoamiView,
    here: hereView,
    targets: targetsView,
    clusters: clustersView,
    doctor: doctorView,
    help: helpView,
    'help-about': helpView,
    'help-family': helpView,
    refused: (answer) => refusedView(answer, scene),
  };
}

function refusedView(answer: Refused, scene: (record: RunRecord) => Scene): Shown {
  switch (answer.of) {
    case 'parse':
      return say(parseSentence(answer.refusal), help(answer.refusal.nearest));
    case 'person':
      return say(sentenceOf(PERSON, answer.refusal));
    case 'place':
      return say(sentenceOf(PLACE, answer.refusal));
    case 'target':
      return say(targetSentence(answer));
    case 'run':
      return say(runSentence(answer.refusal, answer.wish, answer.record && scene(answer.record)));
    case 'which':
      return whichView(answer.refusal, scene);
    case 'verb':
      return say(sentenceOf(VERB, answer.refusal));
    default:
      return answer satisfies never;
  }
}

function help(about: string | undefined): Block {
  return actions(button('help_verb', 'Help', about ?? 'help'));
}

/** Whoever has to choose in a hurry sees what each of them does, and whose it is. */
function whichView(refusal: WhichRefusal, scene: (record: RunRecord) => Scene): Shown {
  const sentence = sentenceOf(WHICH, refusal);
  if (refusal.kind !== 'several-runs') return say(sentence);
  const scenes = refusal.records.map(scene);
  const text = lines([sentence, ...scenes.map(runLine)]);
  return message(messageView(text, [section(sentence), ...scenes.map(runSection)]));
}

function form(view: Modal): Shown {
  return { as: 'form', view };
}

function homeOf(
  answer: Answer,
  scene: (record: RunRecord) => Scene,
  shown: (answer: Answer) => Shown,
): readonly Block[] {
  if (answer.kind === 'hello') return homeBlocks(answer, scene);
  const told = shown(answer);
  return told.as === 'message' ? classic(told.view).blocks : [];
}
