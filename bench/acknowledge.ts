// How long Slack waits for the acknowledgement of a command, beside a Bolt app that does nothing but acknowledge.
import { freePort } from '../playground/redis.ts';
import { type PersonInTest, personInTest } from '../test/scenario/person.ts';
import { type Child, startChild } from './child.ts';
import { type Course, inTurns, type Rounds, type Sample, statisticsOf } from './harness.ts';
import { type Row, timesOf } from './table.ts';
import { type Mode, openWorkspace } from './workspace.ts';

/** Each with words its answer must have: an apology would be acknowledged as quickly. */
const commands = {
  '/chaos help': 'kill',
  '/chaos list': 'run',
  '/chaos kill web': 'Start now',
} as const;

type Command = keyof typeof commands;

const modeNames: Readonly<Record<Mode, string>> = { socket: 'Socket Mode', http: 'HTTP' };

export async function measureAcknowledging({ quick, say }: Course): Promise<readonly Row[]> {
  const rounds = quick ? { warmUp: 3, rounds: 10 } : { warmUp: 50, rounds: 300 };
  const rows: Row[] = [];
  for (const mode of quick ? (['socket'] as const) : (['socket', 'http'] as const)) {
    say(`acknowledging over ${modeNames[mode]}: ${rounds.rounds} rounds`);
    rows.push(...(await measureMode(mode, rounds)));
  }
  return rows;
}

async function measureMode(mode: Mode, rounds: Rounds): Promise<readonly Row[]> {
  const [workspace, bare] = await Promise.all([openWorkspace(mode), openBare(mode)]);
  try {
    const ana = workspace.as('ana');
    const samples = await inTurns(
      {
        bare: acknowledged(bare.ana, '/chaos help', ''),
        '/chaos help': acknowledged(ana, '/chaos help', commands['/chaos help']),
        '/chaos list': acknowledged(ana, '/chaos list', commands['/chaos list']),
        '/chaos kill web': acknowledged(ana, '/chaos kill web', commands['/chaos kill web']),
      },
      rounds,
    );
    const peer = { name: 'bare Bolt, only acks', figure: timesOf(statisticsOf(samples.bare)) };
    return (Object.keys(commands) as Command[]).map((command) => ({
      what: `acknowledge \`${command}\`${among(command, rounds)}, ${modeNames[mode]}`,
      own: timesOf(statisticsOf(samples[command])),
      peer,
    }));
  } finally {
    await Promise.all([workspace.end(), bare.end()]);
  }
}

/** Every kill leaves a draft, which the next list reads as well. */
function among(command: Command, { warmUp, rounds }: Rounds): string {
  return command === '/chaos list' ? ` among up to ${warmUp + rounds} runs` : '';
}

/** The emulator's own measure, from sending to having heard: neither the person's client nor what Slack then draws. */
function acknowledged(person: PersonInTest, text: string, expected: string): Sample {
  return async () => {
    const { status, body, ms } = await person.command('#team-shop', text);
    if (status !== 200) throw new Error(`${text} was answered ${status}: ${JSON.stringify(body)}`);
    if (!JSON.stringify(body).includes(expected)) throw new Error(`${text} was answered without ${expected}`);
    return ms;
  };
}

interface Bare {
  readonly ana: PersonInTest;
  end(): Promise<void>;
}

interface BareAddresses {
  readonly people: string;
  readonly slackApi: string;
}

async function openBare(mode: Mode): Promise<Bare> {
  const port = mode === 'http' ? { APP_PORT: String(await freePort()) } : {};
  const slack = await startChild<BareAddresses>(new URL('bare-workspace.ts', import.meta.url), [], port);
  const app = await startBolt({ ...port, SLACK_API_URL: slack.said.slackApi }, slack);
  return {
    ana: personInTest(slack.said.people, 'ana'),
    end: async () => {
      await app.end();
      await slack.end();
    },
  };
}

async function startBolt(env: NodeJS.ProcessEnv, slack: Child<unknown>): Promise<Child<unknown>> {
  try {
    return await startChild(new URL('bare-bolt.ts', import.meta.url), [], env);
  } catch (error) {
    await slack.end();
    throw error;
  }
}
