// Whether Grafana takes our token, so that runs can be marked there.

import type { Grafana } from '../../signals/grafana.ts';
import type { DoctorLine } from '../doctor.ts';
import { type Check, fine, weak } from './check.ts';

const AREA = 'Grafana';

export function grafanaCheck(grafana: Pick<Grafana, 'find'>): Check {
  return { area: AREA, subject: AREA, run: (signal) => answerLine(grafana, signal) };
}

/** Nothing is written for a check: that it may also write shows with the first run. */
async function answerLine({ find }: Pick<Grafana, 'find'>, signal: AbortSignal): Promise<DoctorLine[]> {
  try {
    await find(['faultline'], signal);
    return [fine(AREA, 'Grafana shows us its annotations.')];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [weak(AREA, `${why}. Runs are not marked there.`, 'Look at `grafana.url` and GRAFANA_TOKEN.')];
  }
}
