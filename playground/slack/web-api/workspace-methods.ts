// auth.test, team.info, bots.info and apps.connections.open: the app and the workspace it is installed in.

import type { Directory } from '../directory.ts';
import { ApiError, type Methods } from './method.ts';

export function workspaceMethods(directory: Directory, openConnection: () => string | undefined): Methods {
  const { team, bot } = directory;
  return {
    'auth.test': () => ({
      url: `https://${team.name.toLowerCase()}.slack.com/`,
      team: team.name,
      user: bot.name,
      team_id: team.id,
      user_id: bot.userId,
      bot_id: bot.botId,
      app_id: bot.appId,
      is_enterprise_install: false,
    }),
    'team.info': () => ({ team: { ...team, domain: team.name.toLowerCase() } }),
    'bots.info': (args) => {
      if (args.has('bot') && args.text('bot') !== bot.botId) throw new ApiError('bot_not_found');
      return {
        bot: { id: bot.botId, app_id: bot.appId, user_id: bot.userId, name: bot.name, deleted: false },
      };
    },
    'apps.connections.open': () => {
      const url = openConnection();
      if (url === undefined) throw new ApiError('forbidden_socket_mode');
      return { url };
    },
  };
}
