// Alerts that belong to a run, in batches as they came: kept before their sender is thanked, read by the run's next pass.

/** One alert in one state, as text; `once` is what it is told apart by. */
export interface BatchItem {
  readonly once: string;
  readonly text: string;
}

export interface BatchesRead {
  /** Where to read on. */
  readonly cursor: string;
  readonly texts: readonly string[];
  /** How many were not kept, since the run had heard too many. */
  readonly dropped: number;
}

/** Every method rejects with StoreUnavailable when Redis does not answer in time. */
export interface AlertBatches {
  /** Keeps what is new; answers how many of them were. */
  append(run: string, items: readonly BatchItem[]): Promise<number>;
  /** All batches after a cursor, oldest first, as many as one pass should fold. */
  read(run: string, cursor: string): Promise<BatchesRead>;
}

/** Different alerts and states a run keeps; what comes after is counted. */
export const MOST_KEPT = 2_000;
/** Longer than any run and its grace. */
export const KEPT_MS = 7 * 86_400_000;
/** Batches that one pass reads. */
export const MOST_READ = 200;

/** KEYS offset stream once. ARGV most keptMs count, then once and text of each. Answers how many were new. */
export const APPEND = `
local stream, once = KEYS[2], KEYS[3]
local most, count = tonumber(ARGV[1]), tonumber(ARGV[3])
local known = redis.call('HLEN', once)
local texts, dropped = {}, 0
for i = 1, count do
  local key, text = ARGV[2 + i * 2], ARGV[3 + i * 2]
  if redis.call('HEXISTS', once, key) == 0 then
    if known < most then
      redis.call('HSET', once, key, '')
      known = known + 1
      texts[#texts + 1] = text
    else
      dropped = dropped + 1
    end
  end
end
if #texts == 0 then return 0 end
redis.call('XADD', stream, 'MAXLEN', '~', ARGV[1], '*', 'a', '[' .. table.concat(texts, ',') .. ']', 'd', tostring(dropped))
redis.call('PEXPIRE', stream, ARGV[2])
redis.call('PEXPIRE', once, ARGV[2])
return #texts`;
