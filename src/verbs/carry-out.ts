// Which use case a command belongs to.

import { again } from './again.ts';
import type { Answer } from './answer.ts';
import { askYaml } from './apply.ts';
import type { Asking } from './asking.ts';
import { can } from './can.ts';
import { clusters } from './clusters.ts';
import type { Command } from './command.ts';
import { type Doctor, examine } from './doctor.ts';
import type { Templates } from './find-template.ts';
import { newForm } from './form/fill.ts';
import { type HaltPorts, halt } from './halt.ts';
import { type HelloPorts, hello } from './hello.ts';
import { help } from './help.ts';
import { holdByLine } from './hold.ts';
import { applyLinked, type ReadLinked } from './linked.ts';
import { list } from './list.ts';
import { askRelease, type ReleasePorts } from './release.ts';
import { type RequestPorts, request } from './request.ts';
import { startByLine } from './run-presses.ts';
import { type DrawSignals, showByLine } from './show.ts';
import type { ForeignPorts } from './show-foreign.ts';
import { type StopPorts, stopByLine } from './stop.ts';
import { here, type SurroundingPorts, whoami } from './surroundings.ts';
import { type TargetsPorts, targets } from './targets.ts';
import { use } from './use.ts';
import { voteByLine } from './vote.ts';

export interface UsePorts {
  readonly request: RequestPorts;
  readonly stop: StopPorts;
  readonly halt: HaltPorts;
  readonly release: ReleasePorts;
  readonly hello: HelloPorts;
  readonly list: ForeignPorts;
  readonly surroundings: SurroundingPorts;
  readonly inventory: TargetsPorts;
  readonly doctor: Doctor;
  readonly drawSignals: DrawSignals;
  readonly readLinked: ReadLinked;
  /** Absent: the configuration names no folder of them. */
  readonly templates: Templates | undefined;
}

/** `line` is what was typed. */
export async function carryOut(
  command: Command,
  line: string,
  asking: Asking,
  ports: UsePorts,
): Promise<Answer> {
  const { runs } = ports.request;
  switch (command.verb) {
    case 'hello':
      return hello(asking, ports.hello);
    case 'inject':
      return request(command, line, asking, ports.request);
    case 'can':
      return can(command.asked, line, asking, ports.request);
    case 'new':
      return newForm(command, asking, ports.request);
    case 'stop':
      return stopByLine(command, asking, ports.stop);
    case 'pause':
    case 'resume':
      return holdByLine(command, asking, ports.stop);
    case 'start':
      return startByLine(command.run, asking, runs);
    case 'approve':
    case 'deny':
      return voteByLine(command, asking, runs);
    case 'halt':
      return halt(command, asking, ports.halt);
    case 'release':
      return askRelease(command, asking, ports.release);
    case 'list':
      return list(command.said, asking, ports.list);
    case 'apply':
      return command.link === undefined
        ? askYaml(command.cluster)
        : applyLinked(command, asking, { ...ports.request, readLinked: ports.readLinked });
    case 'use':
      return use({ command, line }, asking, { ...ports.request, templates: ports.templates });
    case 'again':
      return again(command, asking, ports.request);
    case 'show':
      return showByLine(command, asking, runs, ports.list, ports.drawSignals);
    default:
      return aboutSurroundings(command, asking, ports);
  }
}

type Asked = Extract<Command, { verb: 'whoami' | 'here' | 'targets' | 'clusters' | 'doctor' | 'help' }>;

async function aboutSurroundings(command: Asked, asking: Asking, ports: UsePorts): Promise<Answer> {
  switch (command.verb) {
    case 'whoami':
      return whoami(asking, ports.surroundings);
    case 'here':
      return here(command.set, asking, ports.surroundings);
    case 'targets':
      return targets(command.said, asking, ports.inventory);
    case 'clusters':
      return clusters(asking, ports.inventory);
    case 'doctor':
      return examine(asking, ports.doctor);
    case 'help':
      return help(command.about);
    default:
      return command satisfies never;
  }
}
