// The one way in for every edge: lines, presses and forms become answers, never exceptions, within the ceiling.

import type { PersonAnswer } from '../identity/person.ts';
import { type Answer, refusedVerb } from './answer.ts';
import { apply, type GivenYaml } from './apply.ts';
import type { Asking, From } from './asking.ts';
import { carryOut, type UsePorts } from './carry-out.ts';
import type { Command } from './command.ts';
import { lookAtForm, sendForm } from './form/fill.ts';
import type { FilledForm } from './form/filled-form.ts';
import { type SuggestionGroup, type SuggestQuestion, suggestions } from './form/suggest.ts';
import { hello } from './hello.ts';
import { help } from './help.ts';
import { parseCommand } from './parse.ts';
import { type Press, pressed } from './pressed.ts';
import { createReach, type Reach, Unreachable } from './reach.ts';
import { type UseForm, useForm } from './use.ts';
import type { Place } from './where.ts';

export interface People {
  /** By Slack id; rejects when Slack's directory cannot be asked. */
  find(slackId: string): Promise<PersonAnswer>;
}

export interface VerbPorts extends UsePorts {
  readonly people: People;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
  readonly ceilingMs?: number;
  /** Called once for every answer. */
  readonly onCommand: (verb: string, outcome: Outcome, ms: number) => void;
  /** A fault of ours: written down under the id that the person is shown. */
  readonly onFault: (verb: string, error: unknown) => string;
}

export type Outcome = 'ok' | 'refused' | 'unreachable' | 'fault';

export interface Verbs {
  /** A slash command or a mention; `at` is a place that was picked from buttons. */
  line(text: string, from: From, at?: Place): Promise<Answer>;
  press(press: Press, from: From): Promise<Answer>;
  /** The form of an experiment after a choice in it: with what it would do now. */
  look(form: FilledForm, from: From): Promise<Answer>;
  /** The form of an experiment that was sent. */
  send(form: FilledForm, from: From): Promise<Answer>;
  /** What a field of that form offers for what was typed; nothing to whoever is not known. */
  suggest(question: SuggestQuestion, from: From): Promise<readonly SuggestionGroup[]>;
  /** The form for YAML that was sent. */
  apply(given: GivenYaml, from: From): Promise<Answer>;
  /** The form of a template's parameters. */
  use(form: UseForm, from: From): Promise<Answer>;
  /** The Home tab. */
  home(from: From): Promise<Answer>;
}

export function createVerbs(ports: VerbPorts): Verbs {
  const answer = (verb: string, from: From, act: Act) => answered(verb, from, act, ports);
  return {
    line: (text, from, at) => {
      const parsed = parseCommand(text);
      if (!parsed.ok) {
        const { refusal } = parsed;
        return answer('unknown', from, () => ({ kind: 'refused', of: 'parse', refusal }));
      }
      const command = placed(parsed.value, at);
      // Whoever is not in the identity map is refused every verb but these.
      if (command.verb === 'help')
        return answer(
          'help',
          from,
          anyone(() => help(command.about)),
        );
      return answer(verbOf(command), from, (asking) => carryOut(command, text, asking, ports));
    },
    press: (press, from) => answer(press.action, from, (asking) => pressed(press, asking, ports)),
    look: (form, from) => answer('look', from, (asking) => lookAtForm(form, asking, ports.request)),
    send: (form, from) => answer('send', from, (asking) => sendForm(form, asking, ports.request)),
    suggest: async (question, { userId }) =>
      (await ports.people.find(userId)).ok ? suggestions(question, ports.request.clusters) : [],
    apply: (given, from) => answer('apply', from, (asking) => apply(given, asking, ports.request)),
    use: (form, from) =>
      answer('use', from, (asking) =>
        useForm(form, asking, { ...ports.request, templates: ports.templates }),
      ),
    home: (from) => answer('home', from, (asking) => hello(asking, ports.hello)),
  };
}

type Act = ((asking: Asking) => Promise<Answer> | Answer) & { readonly forAnyone?: boolean };

function anyone(act: () => Answer): Act {
  return Object.assign(act, { forAnyone: true });
}

async function answered(verb: string, from: From, act: Act, ports: VerbPorts): Promise<Answer> {
  const started = ports.monotonic();
  // Taken first: what we then call late is late for Redis too.
  const notAfter = ports.request.runs.deadline();
  const reach = createReach({
    now: ports.monotonic,
    ...(ports.ceilingMs === undefined ? {} : { ceilingMs: ports.ceilingMs }),
  });
  const outcome = await attempt(verb, () => asked(from, notAfter, reach, act, ports), ports);
  ports.onCommand(verb, outcomeOf(outcome), ports.monotonic() - started);
  return outcome;
}

async function asked(
  from: From,
  notAfter: number | undefined,
  reach: Reach,
  act: Act,
  ports: VerbPorts,
): Promise<Answer> {
  const { userId, ...where } = from;
  const who = act.forAnyone
    ? { ok: true as const, person: nobody(userId) }
    : await reach({ kind: 'slack' }, () => ports.people.find(userId));
  if (!who.ok) return { kind: 'refused', of: 'person', refusal: who.refusal };
  return act({ ...where, person: who.person, notAfter, reach });
}

/** Help is the same for everybody, so nobody has to be looked up for it. */
function nobody(userId: string) {
  return { id: userId, name: userId, email: '', user: '', groups: [] };
}

async function attempt(verb: string, act: () => Promise<Answer>, ports: VerbPorts): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    const id = ports.onFault(verb, error);
    if (error instanceof Unreachable) return refusedVerb({ kind: 'unreachable', part: error.part, verb });
    return refusedVerb({ kind: 'fault', id });
  }
}

function outcomeOf(answer: Answer): Outcome {
  if (answer.kind !== 'refused') return 'ok';
  if (answer.of !== 'verb') return 'refused';
  const { kind } = answer.refusal;
  return kind === 'unreachable' || kind === 'fault' ? kind : 'refused';
}

function verbOf(command: Command): string {
  return command.verb === 'inject' ? command.action : command.verb;
}

function placed(command: Command, at: Place | undefined): Command {
  if (at === undefined) return command;
  if (command.verb === 'inject') return { ...command, place: at };
  if (command.verb === 'targets') return { ...command, said: { ...command.said, place: at } };
  if (command.verb === 'use') return { ...command, at };
  return command.verb === 'here' ? { ...command, set: at } : command;
}
