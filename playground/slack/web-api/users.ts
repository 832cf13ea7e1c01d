// users.* and usergroups.*: who is in the workspace.

import type { Directory } from '../directory.ts';
import { botUserObject, userObject } from '../slack-objects.ts';
import type { Person } from '../workspace.ts';
import { ApiError, type Methods } from './method.ts';
import { pageOf } from './paging.ts';
import type { ScopeCheck } from './scopes.ts';

export function userMethods(directory: Directory, scopes: ScopeCheck): Methods {
  const withEmail = scopes.granted.includes('users:read.email');
  const user = (person: Person) => userObject(person, directory.team.id, withEmail);

  return {
    'users.info': (args) => {
      const id = args.required('user');
      if (id === directory.bot.userId) return { user: botUserObject(directory) };
      const person = directory.person(id);
      if (person === undefined || person.id !== id) throw new ApiError('user_not_found');
      return { user: user(person) };
    },
    'users.list': (args) => {
      const page = pageOf([...directory.people().map(user), botUserObject(directory)], args, 1000);
      return { members: page.items, ...page.fields };
    },
    'users.lookupByEmail': (args) => {
      const email = args.required('email').toLowerCase();
      const person = directory.people().find((each) => each.email.toLowerCase() === email && !each.deleted);
      if (person === undefined) throw new ApiError('users_not_found');
      return { user: user(person) };
    },
    'usergroups.list': (args) => ({
      usergroups: directory.usergroups().map((group) => ({
        id: group.id,
        team_id: directory.team.id,
        is_usergroup: true,
        name: group.handle,
        handle: group.handle,
        date_delete: 0,
        user_count: group.members.length,
        ...(args.flag('include_users') ? { users: group.members } : {}),
      })),
    }),
    'usergroups.users.list': (args) => {
      const group = directory.usergroup(args.required('usergroup'));
      if (group === undefined) throw new ApiError('no_such_subteam');
      return { users: group.members };
    },
  };
}
