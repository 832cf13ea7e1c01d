// The troubles between a client and the API server: lost connections, slow and refused requests, lost answers.

import type { Socket } from 'node:net';
import type { Clock } from '../../clock.ts';
import type { Faults } from '../faults.ts';
import { StatusError } from '../objects/status-error.ts';
import type { RequestInfo } from './request-info.ts';

export interface NetworkFaults {
  /** Keeps an eye on a connection, so that an outage can end it. */
  connected(socket: Socket): void;
  disconnectAll(): void;
  /** Waits as long as the network is slow; false when the request is lost before any work is done. */
  lets(info: RequestInfo, socket: Socket): Promise<boolean>;
  /** Throws the refusal of an overloaded or broken API server. */
  refuse(info: RequestInfo): void;
  losesAnswer(info: RequestInfo, code: number): boolean;
}

export function createNetworkFaults(faults: Faults, clock: Clock): NetworkFaults {
  const sockets = new Set<Socket>();
  const hanging = new Set<Socket>();

  function disconnectAll(): void {
    for (const socket of sockets) socket.destroy();
  }

  function hang(socket: Socket): boolean {
    if (!faults.has('hang')) return false;
    hanging.add(socket);
    return true;
  }

  faults.onChange((settings) => {
    if (settings.down === true) disconnectAll();
    if (settings.hang === true) return;
    for (const socket of hanging) socket.destroy();
    hanging.clear();
  });

  return {
    connected(socket) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => socket.destroy());
      if (faults.has('down')) socket.destroy();
    },
    disconnectAll,
    async lets({ verb, resource }, socket) {
      if (faults.has('down') || faults.take('reset', verb, resource) !== undefined) {
        socket.destroy();
        return false;
      }
      const slow = faults.take('slow', verb, resource);
      if (slow !== undefined) await new Promise<void>((resolve) => clock.after(slow.ms, resolve));
      return !hang(socket);
    },
    refuse({ verb, resource }) {
      const limited = faults.take('http429', verb, resource);
      if (limited !== undefined) {
        const text = 'the server has received too many requests and has asked us to try again later';
        throw new StatusError(429, 'TooManyRequests', text, { retryAfterSeconds: limited.retryAfter });
      }
      if (faults.take('http500', verb, resource) === undefined) return;
      throw new StatusError(500, 'InternalError', 'Internal error occurred: injected by the sandbox');
    },
    losesAnswer: ({ verb, resource }, code) =>
      code < 400 &&
      (verb === 'create' || verb === 'delete') &&
      faults.take('lostAnswer', verb, resource) !== undefined,
  };
}
