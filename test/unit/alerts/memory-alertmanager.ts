// An Alertmanager that only remembers silences, and can be away.

import { AlertmanagerUnavailable } from '../../../src/alerts/alertmanager.ts';
import { CREATOR, type NewSilence, type Silence } from '../../../src/alerts/silence.ts';

export interface MemoryAlertmanager {
  readonly standing: Silence[];
  /** What was asked of it, `silence`, `expire` and `silences`. */
  readonly calls: string[];
  away: boolean;
  /** What it makes of a silence: all real ones take it as it is. */
  made: (silence: NewSilence) => NewSilence;
  silences(): Promise<readonly Silence[]>;
  silence(silence: NewSilence): Promise<void>;
  expire(id: string): Promise<void>;
}

export function memoryAlertmanager(standing: readonly Silence[] = []): MemoryAlertmanager {
  let made = standing.length;
  function answer(call: string): void {
    self.calls.push(call);
    if (self.away) throw new AlertmanagerUnavailable('main', 'did not answer');
  }
  const self: MemoryAlertmanager = {
    standing: [...standing],
    calls: [],
    away: false,
    made: (silence) => silence,
    async silences() {
      answer('silences');
      return [...self.standing];
    },
    async silence(silence) {
      answer('silence');
      made += 1;
      self.standing.push({ id: `s${made}`, createdBy: CREATOR, ...self.made(silence) });
    },
    async expire(id) {
      answer('expire');
      const at = self.standing.findIndex((one) => one.id === id);
      if (at >= 0) self.standing.splice(at, 1);
    },
  };
  return self;
}
