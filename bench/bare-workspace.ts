// A process: the same Slack emulator and people API as the playground's, for an app that is not Faultline.
import { createClock } from '../playground/clock.ts';
import { startServer } from '../playground/server.ts';
import { shopWorkspace } from '../playground/shop/workspace.ts';
import { createSlackEmulator } from '../playground/slack/emulator.ts';

const port = process.env['APP_PORT'];

const slack = createSlackEmulator({
  clock: createClock(),
  workspace: shopWorkspace(),
  ...(port === undefined ? {} : { appMode: { http: `http://127.0.0.1:${port}/slack/events` } }),
});
await slack.start();
const { url } = await startServer({ routes: {}, people: slack.people });
process.stdout.write(`${JSON.stringify({ people: url, slackApi: slack.apiUrl })}\n`);
