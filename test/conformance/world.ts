// What a case needs of a cluster with Chaos Mesh in it, whichever it is: a way in, and hands on what lies behind.
import type { Client, Json } from './client.ts';

/** What not every cluster lets a test do. */
export type Power = 'daemon' | 'controller' | 'probe' | 'outside';

export interface World {
  readonly name: 'engine' | 'sandbox' | 'existing cluster';
  /** With the rights of an administrator. */
  readonly client: Client;
  /** An image its nodes can run. */
  readonly image: string;
  readonly daemon?: DaemonHands;
  readonly controller?: ControllerHands;
  readonly probe?: Probe;
  readonly outside?: OutsideHands;
}

/** The chaos-daemons of all nodes. */
export interface DaemonHands {
  /** Every call that would set up a fault fails with this text. */
  failApply(text: string): void;
  /** Every call that would take a fault away fails with this text. */
  failRecover(text: string): void;
  stopOn(node: string): Promise<void>;
  startOn(node: string): Promise<void>;
  /** Ends the failing; what was stopped stays stopped. */
  heal(): void;
  /** Whether a fault of a daemon stands on this pod, whatever any status says. */
  carries(pod: Json): boolean;
}

/** A machine's chaosd, and a cloud that takes every order. */
export interface OutsideHands {
  /** Of the chaosd. */
  readonly address: string;
  /** Every attack fails with this text. */
  failApply(text: string): void;
  /** Every end of an attack fails with this text. */
  failRecover(text: string): void;
  heal(): void;
  /** Whether the machine is under this attack, whatever its status says. */
  carries(attack: Json): boolean;
  /** Whether the cloud has stopped or detached what it calls so for this experiment. */
  ordered(experiment: Json, id: string): boolean;
}

/** The Chaos Mesh controller with its webhooks. */
export interface ControllerHands {
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** A web address that the controller reaches, for status checks. */
export interface Probe {
  readonly url: string;
  answerWith(code: number): void;
}

export function hasPower(world: World, power: Power): boolean {
  return world[power] !== undefined;
}

export interface OpenWorld {
  readonly world: World;
  close(): Promise<void>;
}
