// Whether Slack lets the bot do its work: token, scopes, channels it is bound to.

import { z } from 'zod';
import { readAnswer } from '../../slack/answer.ts';
import type { ChannelInfo, Channels } from '../../slack/channels.ts';
import type { SlackCall, SlackFailure } from '../../slack/web-api.ts';
import type { DoctorLine } from '../doctor.ts';
import { broken, type Check, fine, weak } from './check.ts';
import { NEEDED_SCOPES, type NeededScope } from './scopes.ts';

export interface SlackChecksPorts {
  readonly call: SlackCall;
  readonly channels: Pick<Channels, 'info' | 'idOf'>;
  /** The channels that the configuration names. */
  readonly named: readonly string[];
  /** Slack refused a message for its newer blocks since this process started. */
  readonly refusesNewer: () => boolean;
}

const AREA = 'Slack';

export function slackChecks(ports: SlackChecksPorts): readonly Check[] {
  return [
    {
      area: AREA,
      subject: 'the token and its scopes',
      run: () => tokenLines(ports.call),
      silent: silentLine,
    },
    { area: AREA, subject: 'the named channels', run: () => channelLines(ports) },
    { area: AREA, subject: 'newer blocks', run: async () => (ports.refusesNewer() ? [NO_NEWER] : []) },
  ];
}

const NO_NEWER = weak(
  AREA,
  'The workspace refuses newer blocks: pictures stand without Slack’s own charts.',
  'Set `slack.blocks: classic`, or restart Faultline once Slack has them there.',
);

const authBody = z.object({
  team: z.string().optional(),
  user: z.string().optional(),
  /** The client puts the header X-OAuth-Scopes here. */
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
});

async function tokenLines(call: SlackCall): Promise<readonly DoctorLine[]> {
  const answer = readAnswer(await call('auth.test', {}), authBody);
  if (!answer.ok) return [tokenFault(answer)];
  const { team = 'the workspace', user = 'a bot', response_metadata: metadata } = answer.body;
  return [fine(AREA, `Signed in to ${team} as ${user}.`), ...scopeLines(metadata?.scopes)];
}

function tokenFault(failure: SlackFailure): DoctorLine {
  switch (failure.kind) {
    case 'refused':
      return broken(
        AREA,
        `Slack refuses the bot token: ${failure.error}.`,
        'Reinstall the app and set SLACK_BOT_TOKEN.',
      );
    case 'limited':
      return weak(AREA, 'Slack limits our calls right now.', `Ask again in ${failure.retryAfterSeconds} s.`);
    case 'unknown':
      return silentLine();
    default:
      return failure satisfies never;
  }
}

function silentLine(): DoctorLine {
  return broken(AREA, 'Slack does not answer.', 'Look at the network, the proxy and status.slack.com.');
}

function scopeLines(granted: readonly string[] | undefined): readonly DoctorLine[] {
  if (granted === undefined) {
    return [
      weak(
        AREA,
        'Slack did not say which scopes the token has.',
        'Look under “OAuth & Permissions” of the app.',
      ),
    ];
  }
  const missing = NEEDED_SCOPES.filter(({ scope }) => !granted.includes(scope));
  if (missing.length > 0) return missing.map(missingScope);
  return [fine(AREA, `All ${NEEDED_SCOPES.length} scopes are granted.`)];
}

function missingScope({ scope, must, without }: NeededScope): DoctorLine {
  const line = must ? broken : weak;
  return line(
    AREA,
    `The scope ${scope} is missing: ${without}.`,
    'Add it to the app’s bot scopes and reinstall the app.',
  );
}

/** The first one by itself: it fetches the list of names, in which the others are then found. */
async function channelLines({ named, channels }: SlackChecksPorts): Promise<readonly DoctorLine[]> {
  const [first, ...others] = named;
  if (first === undefined) return [];
  const line = await channelLine(first, channels);
  return [line, ...(await Promise.all(others.map((channel) => channelLine(channel, channels))))];
}

async function channelLine(channel: string, channels: SlackChecksPorts['channels']): Promise<DoctorLine> {
  const id = await channels.idOf(channel);
  if (id === undefined) {
    return broken(
      AREA,
      `#${channel} is named in the configuration, and the bot sees no such channel.`,
      'Correct the name there, or, if it is private, invite the bot: /invite @faultline.',
    );
  }
  const answer = await channels.info(id);
  if (!answer.ok) return weak(AREA, `Slack said nothing about #${channel}.`, 'Ask again.');
  return membershipLine(channel, answer.channel);
}

function membershipLine(channel: string, info: ChannelInfo): DoctorLine {
  if (info.archived) {
    return broken(
      AREA,
      `#${channel} is archived: it takes no cards.`,
      'Bind another channel or bring it back.',
    );
  }
  if (info.externallyShared) {
    return broken(
      AREA,
      `#${channel} is shared with another organisation: it takes no cards.`,
      'Bind a channel of this workspace.',
    );
  }
  if (!info.member) {
    return broken(
      AREA,
      `The bot is not in #${channel}: its cards cannot be posted.`,
      `In #${channel}: /invite @faultline.`,
    );
  }
  return fine(AREA, `The bot is in #${channel}.`);
}
