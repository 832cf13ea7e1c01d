// Blocks that Slack has not everywhere yet: where it refuses them the message goes out again at once without.

import type { SlackAnswer } from './web-api.ts';

/** Block Kit blocks as they are sent. */
export type Blocks = readonly object[];

type Send = (blocks: Blocks) => Promise<SlackAnswer>;

export interface NewerBlocks {
  /** Sends what the workspace takes. A refusal is definite, so that sending again doubles nothing. */
  offer(blocks: Blocks, send: Send): Promise<SlackAnswer>;
  /** They were refused, and are no longer tried. */
  areRefused(): boolean;
}

/** Those that came in 2026; https://docs.slack.dev/changelog */
const NEWER: ReadonlySet<unknown> = new Set([
  'alert',
  'card',
  'carousel',
  'container',
  'data_table',
  'data_visualization',
  'plan',
  'task_card',
]);

/**
 * Remembered in the process, for its one workspace and until it ends: it only saves a call a message, and a replica or a
 * start that does not know yet learns it by one refusal. So nobody has to forget it either, once Slack has them there.
 */
export function createNewerBlocks(onRefused: () => void): NewerBlocks {
  let refused = false;
  /** Refusals in a row that may have been about a picture which was not ready, and then was. */
  let doubts = 0;
  function learn(isKnown: boolean): void {
    doubts += 1;
    if (refused || (!isKnown && doubts < 2)) return;
    refused = true;
    onRefused();
  }

  async function withAll(blocks: Blocks, send: Send): Promise<SlackAnswer> {
    const answer = await send(blocks);
    if (answer.ok) doubts = 0;
    if (!isAboutNewer(answer, blocks)) return answer;
    const again = await send(classicOf(blocks));
    // Refused without them too: then it was something else.
    if (again.ok) learn(isSure(answer, blocks));
    return again;
  }

  return {
    areRefused: () => refused,
    async offer(blocks, send) {
      const classic = classicOf(blocks);
      if (classic.length === blocks.length) return send(blocks);
      return refused ? send(classic) : withAll(blocks, send);
    },
  };
}

/** Slack named them, or nothing else in the message could be refused now and taken a moment later. */
function isSure(answer: SlackAnswer, blocks: Blocks): boolean {
  const isPointed = !answer.ok && answer.kind === 'refused' && answer.details.length > 0;
  return isPointed || !blocks.some((block) => 'slack_file' in block);
}

/** What is left says the whole. */
export function classicOf(blocks: Blocks): Blocks {
  return blocks.filter((block) => !isNewer(block));
}

function isNewer(block: object | undefined): boolean {
  return block !== undefined && 'type' in block && NEWER.has(block.type);
}

/** Slack points at what it does not like; a refusal that points only at other blocks is not about these. */
function isAboutNewer(answer: SlackAnswer, blocks: Blocks): boolean {
  if (answer.ok || answer.kind !== 'refused' || answer.error !== 'invalid_blocks') return false;
  const pointed = answer.details.map((detail) => /json-pointer:\/blocks\/(\d+)/.exec(detail)?.[1]);
  return pointed.length === 0 || pointed.some((at) => at === undefined || isNewer(blocks[Number(at)]));
}
