// What a channel means: the configuration's binding, or what people have set since.

import type { Person } from '../identity/person.ts';
import type { ChannelBindings } from './surroundings.ts';
import type { Place } from './where.ts';

export interface BindingDeps {
  readonly configured: readonly {
    readonly channel: string;
    readonly cluster: string;
    readonly namespace: string;
  }[];
  /** Id of a channel by its name; undefined when the bot cannot see it. */
  readonly idOf: (nameOrId: string) => Promise<string | undefined>;
  /** Kept in Redis; rejects when Redis does not answer. */
  readonly values: {
    get(key: string): Promise<string | undefined>;
    set(key: string, value: string): Promise<void>;
  };
  readonly onSet: (channel: string, place: Place, by: Person) => void;
}

export interface Bindings extends ChannelBindings {
  /** Id of the channel that the configuration binds to a place. */
  channelOf(place: Place): Promise<string | undefined>;
}

export function createBindings({ configured, idOf, values, onSet }: BindingDeps): Bindings {
  /** What was set counts before the configuration; without Redis the configuration is all there is. */
  async function override(channel: string): Promise<Place | undefined> {
    const text = await values.get(key(channel)).catch(() => undefined);
    return text === undefined ? undefined : (JSON.parse(text) as Place);
  }

  async function fromConfiguration(channel: string): Promise<Place | undefined> {
    const ids = await Promise.all(configured.map((binding) => idOf(binding.channel)));
    const found = configured.find((binding, index) => ids[index] === channel || binding.channel === channel);
    return found && { cluster: found.cluster, namespace: found.namespace };
  }

  return {
    of: async (channel) => (await override(channel)) ?? fromConfiguration(channel),
    async set(channel, { cluster, namespace }, by) {
      await values.set(key(channel), JSON.stringify({ cluster, namespace }));
      onSet(channel, { cluster, namespace }, by);
    },
    async channelOf(place) {
      const found = configured.find(
        (one) => one.cluster === place.cluster && one.namespace === place.namespace,
      );
      return found && idOf(found.channel);
    },
  };
}

const key = (channel: string): string => `binding:${channel}`;
