// A real Alertmanager of one's own, with the configuration a test gives it and nobody to gossip with.

import { type MonitoringProcess, startMonitoring } from './monitoring-process.ts';

/** `config` is the text of alertmanager.yml. */
export function startAlertmanagerServer(config: string): Promise<MonitoringProcess> {
  return startMonitoring({
    name: 'prometheus-alertmanager',
    config,
    words: (configFile, data, address) => [
      `--config.file=${configFile}`,
      `--storage.path=${data}`,
      `--web.listen-address=${address}`,
      '--cluster.listen-address=',
      '--log.level=warn',
    ],
  });
}
