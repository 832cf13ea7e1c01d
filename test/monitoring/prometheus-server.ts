// A real Prometheus of one's own, which scrapes what a test tells it to every second.

import { type MonitoringProcess, startMonitoring } from './monitoring-process.ts';

export interface PrometheusServerOptions {
  /** `host:port` of what is scraped at /metrics. */
  readonly targets: readonly string[];
  /** Whole lines that go below the rest of the configuration: `rule_files`, `alerting`. */
  readonly more?: string;
}

export function startPrometheusServer({
  targets,
  more = '',
}: PrometheusServerOptions): Promise<MonitoringProcess> {
  return startMonitoring({
    name: 'prometheus',
    config: `
global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
scrape_configs:
  - job_name: test
    honor_labels: true
    static_configs: [{ targets: ${JSON.stringify(targets)} }]
${more}`,
    words: (configFile, data, address) => [
      `--config.file=${configFile}`,
      `--storage.tsdb.path=${data}`,
      `--web.listen-address=${address}`,
      '--log.level=warn',
    ],
  });
}
