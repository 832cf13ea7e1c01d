// Socket Mode: turns, refresh, dropped sockets, and what is never acknowledged.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { connect, type Line } from './line-for-tests.ts';
import { type Playing, startPlaying } from './workspace-for-tests.ts';

const command = { channel: 'C1', text: '/chaos kill @mara' };
describe('over a socket', () => {
  let playing: Playing;
  let line: Line;

  beforeEach(async () => {
    playing = await startPlaying();
    line = await connect(playing);
  });

  afterEach(() => playing.slack.stop());

  test('several sockets are served in turn, and a ticket opens only one', async () => {
    const second = await connect(playing);
    assert.equal(playing.slack.sockets(), 2);
    const heard: string[] = [];
    const serve = async (name: string, own: Line): Promise<void> => {
      const envelope = await own.next();
      heard.push(name);
      own.ack(envelope);
    };
    await Promise.all([
      serve('first', line),
      serve('second', second),
      playing.act('ana', 'command', command),
      playing.act('ana', 'command', command),
    ]);
    assert.deepEqual(heard.toSorted(), ['first', 'second']);
  });

  test('a refresh is announced, and nothing more comes over that socket', async () => {
    playing.slack.faults.set({ refresh: 'warning' });
    assert.deepEqual([(await line.next()).reason, playing.slack.sockets()], ['warning', 1]);
    playing.clock.advance(10_000);
    assert.deepEqual([(await line.next()).reason, playing.slack.sockets()], ['refresh_requested', 0]);
    assert.equal((await playing.act('ana', 'command', command))['body'], 'dispatch_failed');
  });

  test('an event of a dropped socket comes again over another one', async () => {
    await playing.act('ana', 'message', { channel: 'C1', text: '@faultline help' });
    const lost = await line.next();
    const second = await connect(playing);
    line.socket.terminate();
    const again = await second.next();
    assert.deepEqual(again.payload['event_id'], lost.payload['event_id']);
    assert.deepEqual([lost.retry_attempt, again.retry_attempt], [0, 1]);
    second.ack(again);
    playing.slack.faults.set({ dropSockets: true });
    await new Promise((resolve) => second.socket.once('close', resolve));
  });

  test('a person who presses while nothing answers sees a timeout', async () => {
    const waiting = playing.act('ana', 'command', command);
    await line.next();
    playing.clock.advance(3_000);
    assert.equal((await waiting)['body'], 'operation_timeout');
  });
});
