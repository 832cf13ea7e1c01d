// By which words runs are found: written with the record in one step, so that no crash can part the two.

/** What a run is found by; without words it is in no list. */
export interface IndexEntry {
  /** `open`, `by:U1`, `kind:PodChaos` …: all that are asked for must be among them. */
  readonly words: readonly string[];
  /** In small letters, for texts that may stand anywhere in it. */
  readonly text: string;
}

/** A place between two runs, which stays where it is when runs are added. */
export interface IndexCursor {
  readonly at: number;
  readonly id: string;
  readonly toward: 'older' | 'newer';
}

export interface IndexQuestion {
  /** At least one. */
  readonly words: readonly string[];
  readonly texts: readonly string[];
  readonly limit: number;
  readonly cursor?: IndexCursor;
}

export interface IndexedRun {
  readonly id: string;
  /** Milliseconds of Redis TIME at which it was opened. */
  readonly at: number;
  readonly record: string;
}

export interface IndexPage {
  /** Newest first. */
  readonly runs: readonly IndexedRun[];
  /** How many have all the words. */
  readonly total: number;
  /** How many of these are newer than the first of the page. */
  readonly newer: number;
  /** Where the search for texts was given up, having read as many as one question may. */
  readonly stoppedAt?: { readonly at: number; readonly id: string };
  /** How many were read for their texts. */
  readonly searched: number;
}

/** As many texts as one question reads: a few milliseconds of Redis. */
export const MOST_SEARCHED = 2_000;

/**
 * Lua that keeps the words of a run level with its record. Locals `run` (its hash), `prefix` (of the words' sets),
 * `id`, `opened` (the score) and `words` (joined by line breaks).
 */
export const INDEX = `
local known = redis.call('HGET', run, 'words') or ''
if known ~= words then
  for word in string.gmatch(known, '[^\\n]+') do redis.call('ZREM', prefix .. word, id) end
  for word in string.gmatch(words, '[^\\n]+') do redis.call('ZADD', prefix .. word, opened, id) end
end
`;

/**
 * KEYS offset, one set a word. ARGV limit at id toward most runPrefix text …. Reads only. Answers how many have all
 * the words, how many were passed on the way to the cursor, how many were searched, where the search stopped, and the
 * runs in the order in which they were met.
 */
export const FIND = `
local limit, at, id, newer = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3], ARGV[4] == 'newer'
local most, runs = tonumber(ARGV[5]), ARGV[6]
local all = nil
local total
if #KEYS == 2 then
  total = redis.call('ZCARD', KEYS[2])
else
  local args = { 'ZINTER', #KEYS - 1 }
  for n = 2, #KEYS do args[#args + 1] = KEYS[n] end
  for _, word in ipairs({ 'AGGREGATE', 'MAX', 'WITHSCORES' }) do args[#args + 1] = word end
  all = redis.call(unpack(args))
  total = #all / 2
end

local function nth(n)
  local place = newer and n or total - 1 - n
  return all[place * 2 + 1], all[place * 2 + 2]
end

local function slice(from)
  if not all then return redis.call(newer and 'ZRANGE' or 'ZREVRANGE', KEYS[2], from, from + 99, 'WITHSCORES') end
  local some = {}
  for n = from, math.min(from + 99, total - 1) do
    some[#some + 1], some[#some + 2] = nth(n)
  end
  return some
end

local function isPast(member, score)
  if not at then return true end
  score = tonumber(score)
  if newer then return score > at or (score == at and member > id) end
  return score < at or (score == at and member < id)
end

local function fits(member)
  if #ARGV < 8 then return true end
  local text = redis.call('HGET', runs .. member, 'text') or ''
  for n = 7, #ARGV - 1 do
    if not string.find(text, ARGV[n], 1, true) then return false end
  end
  return true
end

local from = 0
if at and not all then
  from = redis.call('ZCOUNT', KEYS[2], newer and '-inf' or '(' .. ARGV[2], newer and '(' .. ARGV[2] or '+inf')
end
local passed, searched, stopped, found, done = from, 0, '', {}, false
while not done do
  local some = slice(from)
  done = #some == 0
  for n = 1, #some, 2 do
    local member, score = some[n], some[n + 1]
    if done then break end
    if not isPast(member, score) then
      passed = passed + 1
    else
      searched = searched + 1
      if fits(member) then
        local record = redis.call('HGET', runs .. member, 'record')
        if record then
          for _, part in ipairs({ member, score, record }) do found[#found + 1] = part end
        end
      end
      if #found / 3 >= limit then
        done = true
      elseif searched >= most then
        stopped = score .. ' ' .. member
        done = true
      end
    end
  end
  from = from + 100
end
return { total, passed, searched, stopped, found }`;

/** The reply of FIND as a page. */
export function pageOf(reply: readonly unknown[], toward: IndexCursor['toward'] = 'older'): IndexPage {
  const [total = 0, passed = 0, searched = 0] = reply.slice(0, 3).map(Number);
  const [at, id] = String(reply[3]).split(' ');
  const flat = reply[4] as readonly string[];
  const met = flat.flatMap((member, n) =>
    n % 3 === 0 ? [{ id: member, at: Number(flat[n + 1]), record: flat[n + 2] ?? '' }] : [],
  );
  return {
    runs: toward === 'newer' ? met.toReversed() : met,
    total,
    newer: toward === 'newer' ? Math.max(0, total - passed - searched) : passed,
    searched,
    ...(id !== undefined && { stoppedAt: { at: Number(at), id } }),
  };
}
