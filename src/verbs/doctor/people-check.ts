// Whether the people of the identity map are members of the workspace.

import type { PersonConfig } from '../../config/config.ts';
import type { Directory } from '../../identity/identity.ts';
import type { SlackProfile } from '../../slack/people.ts';
import type { DoctorLine } from '../doctor.ts';
import { broken, type Check, fine, weak } from './check.ts';

export interface PeopleCheckPorts {
  readonly directory: Pick<Directory, 'byEmail'>;
  readonly people: readonly PersonConfig[];
}

const AREA = 'people';

/** Slack answers about fifty such questions a minute (tier 3); the rest of a longer map is left alone. */
const MOST_ASKED = 30;

export function peopleCheck({ directory, people }: PeopleCheckPorts): Check {
  return {
    area: AREA,
    subject: 'the identity map',
    run: async () => {
      if (people.length === 0) return [nobody()];
      const asked = people.slice(0, MOST_ASKED);
      const faults = (await Promise.all(asked.map(({ email }) => faultOf(email, directory)))).flat();
      return faults.length > 0 ? faults : [allFound(asked.length, people.length)];
    },
  };
}

function nobody(): DoctorLine {
  return broken(
    AREA,
    'The identity map is empty: everyone is an outsider.',
    'Add `people` to faultline.yaml.',
  );
}

function allFound(asked: number, all: number): DoctorLine {
  if (asked === all) return fine(AREA, `All ${all} people of the identity map are members of the workspace.`);
  return fine(AREA, `The first ${asked} of ${all} people of the identity map are members of the workspace.`);
}

async function faultOf(
  email: string,
  directory: PeopleCheckPorts['directory'],
): Promise<readonly DoctorLine[]> {
  const answer = await directory.byEmail(email);
  if (!answer.ok) {
    return [
      weak(
        AREA,
        `Slack knows nobody with the address ${email}.`,
        'Correct the address under `people`, or remove it.',
      ),
    ];
  }
  const why = outsider(answer.profile);
  return why === undefined
    ? []
    : [weak(AREA, `${email} ${why} and is refused.`, 'Remove the entry under `people`.')];
}

function outsider(profile: SlackProfile): string | undefined {
  if (profile.deactivated) return 'is deactivated in Slack';
  if (profile.bot) return 'is a bot';
  if (profile.foreign) return 'belongs to another organisation';
  return profile.guest ? 'is a guest' : undefined;
}
