// A Slack that keeps what was posted and gives the answers it is told to give.

import type { OutgoingMessage } from '../../../src/slack/messages.ts';
import type { SlackFailure } from '../../../src/slack/web-api.ts';
import type { EditBudget, ThreadDeps } from '../../../src/threads/ports.ts';
import { runViews } from '../../golden/run-views.ts';

export interface Call {
  readonly method: 'post' | 'update' | 'ephemeral' | 'openDm' | 'find';
  readonly args: Readonly<Record<string, unknown>>;
}

export const refused = (error: string): SlackFailure => ({ ok: false, kind: 'refused', error, details: [] });
export const limited: SlackFailure = { ok: false, kind: 'limited', retryAfterSeconds: 40 };
export const unknown: SlackFailure = { ok: false, kind: 'unknown', cause: new Error('time-out') };

export interface FakeSlack {
  readonly deps: ThreadDeps;
  readonly calls: readonly Call[];
  readonly kept: readonly OutgoingMessage[];
  methods(): readonly string[];
}

export interface FakeOptions {
  readonly failures?: Partial<Record<Call['method'], SlackFailure>>;
  /** The post is kept, its answer lost. */
  readonly losesAnswers?: boolean;
  readonly budget?: EditBudget;
}

export function createFakeSlack({
  failures = {},
  losesAnswers = false,
  budget,
}: FakeOptions = {}): FakeSlack {
  const calls: Call[] = [];
  const kept: OutgoingMessage[] = [];
  const called = (method: Call['method'], args: object): SlackFailure | undefined => {
    calls.push({ method, args: { ...args } });
    return failures[method];
  };
  const slack: ThreadDeps['slack'] = {
    post: async (message) => {
      const failure = called('post', message);
      if (failure) return failure;
      kept.push(message);
      return losesAnswers ? unknown : { ok: true, channel: message.channel, ts: `${kept.length}.000` };
    },
    update: async (edit) => called('update', edit) ?? { ok: true },
    ephemeral: async (message) => called('ephemeral', message) ?? { ok: true },
    openDm: async (user) => called('openDm', { user }) ?? { ok: true, channel: `D${user}` },
    findByMetadata: async (lost) => {
      const found = kept.findIndex(({ metadata }) => metadata?.key === lost.key);
      const ts = found < 0 ? undefined : `${found + 1}.000`;
      return called('find', lost) ?? { ok: true, ts };
    },
  };
  const open: EditBudget = { take: async () => ({ ok: true }) };
  const { messageView: view, answeredView: answered, tellView } = runViews;
  return {
    deps: { slack, budget: budget ?? open, view, answered, tellView },
    calls,
    kept,
    methods: () => calls.map(({ method }) => method),
  };
}
