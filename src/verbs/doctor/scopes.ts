// The scopes of the Slack app, and what people lose without each; the app manifests are held to this table.

export interface NeededScope {
  readonly scope: string;
  /** Without it something people rely on does not work; otherwise it only works less well. */
  readonly must: boolean;
  readonly without: string;
}

/** https://docs.slack.dev/reference/scopes */
export const NEEDED_SCOPES: readonly NeededScope[] = [
  { scope: 'commands', must: true, without: '`/chaos` and the shortcuts do not reach Faultline' },
  { scope: 'chat:write', must: true, without: 'there is no card, and without a card nothing is injected' },
  { scope: 'users:read', must: true, without: 'nobody can be told from an outsider' },
  { scope: 'users:read.email', must: true, without: 'nobody is found in the identity map' },
  { scope: 'channels:read', must: true, without: 'it is unknown which channels may take a card' },
  { scope: 'im:write', must: true, without: 'people who must agree get no direct message' },
  { scope: 'groups:read', must: true, without: 'channels named in the configuration are not found' },
  { scope: 'app_mentions:read', must: false, without: '`@faultline …` in a thread is not heard' },
  {
    scope: 'channels:history',
    must: false,
    without: 'a card or reply whose post was not answered may appear twice',
  },
  { scope: 'groups:history', must: false, without: 'the same in private channels' },
  { scope: 'im:history', must: false, without: 'the same in direct messages' },
  {
    scope: 'metadata.message:read',
    must: false,
    without: 'a lost post cannot be told from somebody else’s message',
  },
  { scope: 'files:read', must: false, without: '`/chaos apply` does not read YAML from files' },
  { scope: 'files:write', must: false, without: '`/chaos show RUN yaml` sends no file' },
  { scope: 'im:read', must: false, without: 'a command typed in a direct message gets a vaguer refusal' },
];
