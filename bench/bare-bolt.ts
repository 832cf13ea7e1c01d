// A process: the least Bolt app there is, which acknowledges every command and does nothing else.
import { App, LogLevel } from '@slack/bolt';
import { shopWorkspace } from '../playground/shop/workspace.ts';

const port = process.env['APP_PORT'];
const { botToken, appToken, signingSecret } = shopWorkspace();

const app = new App({
  token: botToken,
  ...(port === undefined ? { appToken, socketMode: true } : { signingSecret }),
  clientOptions: { slackApiUrl: process.env['SLACK_API_URL'] ?? '' },
  logLevel: LogLevel.ERROR,
});
app.command('/chaos', ({ ack }) => ack());
await app.start(Number(port ?? 0));
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
