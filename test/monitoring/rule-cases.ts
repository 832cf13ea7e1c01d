// When each alert about the bot itself must fire and when it must not; the series are in promtool's notation, a value a minute.

export interface RuleCase {
  /** `10`: minutes. */
  readonly at: number;
  readonly series: Readonly<Record<string, string>>;
  /** The labels it fires with beside `severity`; absent: it does not. */
  readonly fires?: Readonly<Record<string, string>>;
}

const UP = 'up{job="faultline",instance="a"}';
const READY = (check: string) => `faultline_ready{job="faultline",instance="a",check="${check}"}`;
const AGE = 'faultline_watch_age_seconds{instance="a",cluster="prod"}';
const LAG = (instance: string) => `faultline_due_lag_seconds{instance="${instance}"}`;
const LIMITS = (limit: string) =>
  `faultline_slack_limits_total{instance="a",method="chat.update",limit="${limit}"}`;
const ACK = (le: string) => `faultline_ack_seconds_bucket{instance="a",kind="command",le="${le}"}`;
const EFFECTS = (outcome: string) => `faultline_effects_total{instance="a",kind="edit",outcome="${outcome}"}`;
const RUNS = (phase: string) => `faultline_runs{instance="a",phase="${phase}"}`;
const OLDEST = 'faultline_approvals_oldest_seconds{instance="a"}';
const LATCH = (state: string) => `faultline_latch{instance="a",cluster="prod",state="${state}"}`;
const UNFINISHED = 'faultline_halt_unfinished_total{instance="a",step="accepted"}';

export const RULE_CASES: Readonly<Record<string, Readonly<Record<string, RuleCase>>>> = {
  FaultlineAbsent: {
    'every replica is away': { at: 5, series: { [UP]: '0x10' }, fires: {} },
    'nothing was ever scraped': { at: 5, series: {}, fires: {} },
    'one of two is there': {
      at: 10,
      series: { [UP]: '0x10', 'up{job="faultline",instance="b"}': '1x10' },
    },
  },
  FaultlineReplicaDown: {
    'a replica stays away': {
      at: 8,
      series: { [UP]: '1 0x10' },
      fires: { instance: 'a', job: 'faultline' },
    },
    'a replica is rolled': { at: 8, series: { [UP]: '1 0 0 1x10' } },
  },
  FaultlineRedisDown: {
    'Redis does not answer': { at: 4, series: { [READY('redis')]: '1 0x10' }, fires: { instance: 'a' } },
    'only Slack is away': { at: 4, series: { [READY('redis')]: '1x10', [READY('slack')]: '0x10' } },
  },
  FaultlineNotReady: {
    'a cluster cannot be followed': {
      at: 6,
      series: { [READY('cluster prod')]: '1 0x10' },
      fires: { instance: 'a', check: 'cluster prod' },
    },
    'the socket to Slack is renewed': { at: 6, series: { [READY('slack')]: '1 0 0 1x10' } },
  },
  FaultlineWatchStale: {
    'a watch is silent': {
      at: 6,
      series: { [AGE]: '60+60x10' },
      fires: { instance: 'a', cluster: 'prod' },
    },
    'bookmarks come': { at: 10, series: { [AGE]: '5 60 40 80 90 30 60 10 50 70 20' } },
  },
  FaultlineDueLag: {
    'nobody carries anything out': {
      at: 5,
      series: { [LAG('a')]: '0+30x10', [LAG('b')]: '0+30x10' },
      fires: {},
    },
    'a long pass': { at: 5, series: { [LAG('a')]: '0 5 0 4 16 0 0' } },
  },
  FaultlineSlackRateLimited: {
    'Slack says 429 again and again': {
      at: 12,
      series: { [LIMITS('limited')]: '0+5x20' },
      fires: { method: 'chat.update', limit: 'limited' },
    },
    'edits are joined, which costs nothing': { at: 12, series: { [LIMITS('coalesced')]: '0+50x20' } },
    'a 429 now and then': { at: 12, series: { [LIMITS('limited')]: '0+1x20' } },
  },
  FaultlineSlowAcknowledgement: {
    'one in ten takes 2 s': {
      at: 12,
      series: { [ACK('1')]: '0+90x20', [ACK('2')]: '0+100x20', [ACK('+Inf')]: '0+100x20' },
      fires: { instance: 'a' },
    },
    'all are quick': {
      at: 12,
      series: { [ACK('1')]: '0+100x20', [ACK('2')]: '0+100x20', [ACK('+Inf')]: '0+100x20' },
    },
  },
  FaultlineEffectsFailing: {
    'every edit fails': {
      at: 12,
      series: { [EFFECTS('failed')]: '0+4x20' },
      fires: { kind: 'edit' },
    },
    'one in three fails': {
      at: 12,
      series: { [EFFECTS('failed')]: '0+4x20', [EFFECTS('ok')]: '0+8x20' },
    },
  },
  FaultlineRunStuck: {
    'a run stays stuck': { at: 20, series: { [RUNS('stuck')]: '1x30' }, fires: {} },
    'a run is stuck for ten minutes': { at: 20, series: { [RUNS('stuck')]: '1x10 0x20' } },
    'runs go on': { at: 20, series: { [RUNS('running')]: '3x30', [RUNS('stuck')]: '0x30' } },
  },
  FaultlineApprovalsUnanswered: {
    'nobody votes for over half an hour': { at: 40, series: { [OLDEST]: '0+60x60' }, fires: {} },
    'they vote in time': { at: 40, series: { [OLDEST]: '0+60x20 _x40' } },
  },
  FaultlineHaltedLong: {
    'it stays halted over night': {
      at: 300,
      series: { [LATCH('closed')]: '1x400' },
      fires: { cluster: 'prod' },
    },
    'it is released after an hour': { at: 300, series: { [LATCH('closed')]: '1x60 0x400' } },
  },
  FaultlineLatchUnreadable: {
    'the latch cannot be read': {
      at: 5,
      series: { [LATCH('unreadable')]: '0 1x10' },
      fires: { cluster: 'prod' },
    },
    'it could not be read once': { at: 5, series: { [LATCH('unreadable')]: '0 1 0x10' } },
  },
  FaultlineHaltUnfinished: {
    'a deletion was not accepted in time': {
      at: 5,
      series: { [UNFINISHED]: '0 0 0 1 1 1 1' },
      fires: { step: 'accepted' },
    },
    'long ago': { at: 20, series: { [UNFINISHED]: '0 1x30' } },
  },
};
