// The shop's Slack workspace: four people with different rights, three channels, and the bot in two of them.
import type { Channel, Person, Workspace } from '../slack/workspace.ts';

// Fixed ids, so that what a test or a person writes down today is true tomorrow; the values open nothing real.
const bot = { userId: 'U0FAULTLINE', botId: 'B0FAULTLINE', appId: 'A0FAULTLINE', name: 'faultline' };

const ana = person('Ana', 'developer', ['shop-developers']);
const mara = person('Mara', 'owner', ['shop-owners']);
const jon = person('Jon', 'sre', ['sre']);
// In Slack, but in nobody's identity map: may do nothing.
const otto = person('Otto', 'outsider', []);

export const shopPeople: readonly Person[] = [ana, mara, jon, otto];

export const shopChannels: readonly Channel[] = [
  channel('C0TEAMSHOP', 'team-shop', [ana, mara, jon, otto], true),
  channel('C0SRE', 'sre', [jon, mara], true),
  channel('C0GENERAL', 'general', [ana, mara, jon, otto], false),
];

export interface ShopOptions {
  readonly people?: readonly Person[] | undefined;
  readonly channels?: readonly Channel[] | undefined;
  readonly classicOnly?: boolean | undefined;
}

export function shopWorkspace(options: ShopOptions = {}): Workspace {
  const people = options.people ?? shopPeople;
  return {
    team: { id: 'T0SHOP', name: 'Shop' },
    bot,
    signingSecret: 'playground-signing-secret',
    botToken: 'xoxb-playground',
    appToken: 'xapp-playground',
    people,
    channels: options.channels ?? shopChannels,
    usergroups: [{ id: 'S0SRE', handle: 'sre', members: people.filter(isSre).map((each) => each.id) }],
    ...(options.classicOnly === undefined ? {} : { classicOnly: options.classicOnly }),
  };
}

function isSre(one: Person): boolean {
  return one.groups.includes('sre');
}

export function person(realName: string, role: string, groups: readonly string[]): Person {
  const name = realName.toLowerCase();
  const email = `${name}@shop.example`;
  return { id: `U0${realName.toUpperCase()}`, name, realName, role, email, user: email, groups };
}

function channel(id: string, name: string, people: readonly Person[], botIn: boolean): Channel {
  return { id, name, members: people.map((each) => each.id), botIn };
}
