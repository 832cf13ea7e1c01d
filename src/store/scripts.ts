// The Lua scripts: each is one atomic step, and Redis TIME is the only clock that decides.

import { INDEX } from './run-index.ts';

/** ARGV of every script ends with `1` when the process runs with a test clock. */
const NOW = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
if ARGV[#ARGV] == '1' then now = now + tonumber(redis.call('GET', KEYS[1]) or '0') end
local said = string.format('%.0f', now)
`;

/** KEYS offset run seen. Answers time, record, and the run for which this delivery has counted already. */
export const READ = `${NOW}
return { said, redis.call('HGET', KEYS[2], 'record'), redis.call('GET', KEYS[3]) }`;

/**
 * KEYS offset run log due recent seen. ARGV id expected head record entry dueAt notAfter delivery words text prefix.
 * The head, not a counter, is compared: after a rewind of Redis counters repeat.
 */
export const SWAP = `${NOW}
local id, expected, head, record, entry = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local dueAt, notAfter, delivery = ARGV[6], ARGV[7], ARGV[8]
local run, words, prefix = KEYS[2], ARGV[9], ARGV[11]
if delivery ~= '' then
  local first = redis.call('GET', KEYS[6])
  if first then return { 'seen', first } end
end
if notAfter ~= '' and now > tonumber(notAfter) then return { 'late' } end
local stands = redis.call('HGET', KEYS[2], 'head')
if expected == '' then
  if stands then return { 'exists' } end
elseif stands ~= expected then
  return { 'lost', said, redis.call('HGET', KEYS[2], 'record') }
end
local opened = redis.call('ZSCORE', KEYS[5], id) or said
${INDEX}
redis.call('HSET', KEYS[2], 'head', head, 'record', record, 'words', words, 'text', ARGV[10])
redis.call('XADD', KEYS[3], '*', 'e', entry)
if dueAt == '' then redis.call('ZREM', KEYS[4], id) else redis.call('ZADD', KEYS[4], dueAt, id) end
if expected == '' then redis.call('ZADD', KEYS[5], said, id) end
if delivery ~= '' then redis.call('SET', KEYS[6], id, 'PX', 3600000) end
return { 'ok' }`;

/** KEYS offset run due. ARGV id head dueAt. */
export const REST = `${NOW}
if redis.call('HGET', KEYS[2], 'head') == ARGV[2] then redis.call('ZADD', KEYS[3], ARGV[3], ARGV[1]) end
return said`;

/** KEYS offset due. ARGV limit. Answers time, score of the first that is not due yet, ids, score of the first of all. */
export const DUE = `${NOW}
local ids = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', said, 'LIMIT', 0, ARGV[1])
local later = redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. said, '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
local first = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')
return { said, later[2] or '', ids, first[2] or said }`;

/**
 * KEYS offset counter. ARGV limit windowMs. Takes one of `limit` per window of Redis TIME.
 * Answers 0 when taken, else the milliseconds until the next window.
 */
export const TAKE = `${NOW}
local window = math.floor(now / tonumber(ARGV[2]))
local key = KEYS[2] .. ':' .. string.format('%.0f', window)
local count = redis.call('INCR', key)
redis.call('PEXPIRE', key, tonumber(ARGV[2]) * 2)
if count <= tonumber(ARGV[1]) then return 0 end
return (window + 1) * tonumber(ARGV[2]) - now`;

/** KEYS offset run log due recent. ARGV id head prefix. Forgets a run that has not moved meanwhile. */
export const FORGET = `${NOW}
if redis.call('HGET', KEYS[2], 'head') ~= ARGV[2] then return 0 end
local id, run, words, prefix, opened = ARGV[1], KEYS[2], '', ARGV[3], 0
${INDEX}
redis.call('DEL', KEYS[2], KEYS[3])
redis.call('ZREM', KEYS[4], ARGV[1])
redis.call('ZREM', KEYS[5], ARGV[1])
return 1`;

/** KEYS offset claim. ARGV holder ms. Answers who has it already; empty when it is the holder's now. */
export const CLAIM = `
local first = redis.call('GET', KEYS[2])
if first and first ~= ARGV[1] then return first end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
return ''`;

/** KEYS offset value. ARGV before after; an empty `before` means that it is not there. Answers 1 when it is written. */
export const PUT = `
if (redis.call('GET', KEYS[2]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[2], ARGV[2])
return 1`;
