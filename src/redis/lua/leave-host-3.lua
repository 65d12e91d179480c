--[[
  Ends a visit, and stores what its answer taught, unless somebody else's answer was stored meanwhile: then it says what
  is known now, so that the caller can learn from both.

  KEYS[1]  hash of the unit
  KEYS[2]  sorted set of visits: token by the end of its lease
  KEYS[3]  sorted set of units by the time their record expires
  ARGV[1]  token of the visit
  ARGV[2]  name of the unit
  ARGV[3]  host within the unit
  ARGV[4]  milliseconds after which an idle unit is forgotten
  ARGV[5]  version that was learned on; '' stores nothing
  ARGV[6+] penalty, latency, closedUntil, hostClosedUntil, penalizedAt, why, spacing, places, step

  Result   {}, or { now, version, penalty, latency, closedUntil, hostClosedUntil, penalizedAt, why }; all strings
]]
local unit, visits = KEYS[1], KEYS[2]
local host_closed = 'closed ' .. ARGV[3]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function text(value) return string.format('%.0f', value) end

redis.call('ZREM', visits, ARGV[1])
if redis.call('HGET', unit, 'sending') == ARGV[1] then redis.call('HDEL', unit, 'sending') end
-- The server has seen the request at some time between its sending and its answer. The later one counts, as far as
-- that costs no more than a tenth of the spacing.
local last, started, spacing, tail = unpack(redis.call('HMGET', unit, 'last', 'started', 'spacing', 'tail'))
if last == ARGV[1] then
  local gap = math.max(tonumber(spacing or '0'), tonumber(ARGV[12]))
  local seen = math.min(now, math.floor(started + gap / 10))
  redis.call('HSET', unit, 'started', text(seen), 'tail', text(math.max(tonumber(tail), seen + gap)))
  redis.call('HDEL', unit, 'last')
end
local idle = tonumber(ARGV[4])
if ARGV[5] ~= '' then
  local version = redis.call('HGET', unit, 'version') or '0'
  if version ~= ARGV[5] then
    local known = redis.call('HMGET', unit, 'penalty', 'latency', 'closed', host_closed, 'penalized', 'why')
    return { text(now), version, known[1] or '0', known[2] or '0', known[3] or '0', known[4] or '0', known[5] or '0',
      known[6] or '' }
  end
  redis.call('HSET', unit, 'version', version + 1, 'penalty', ARGV[6], 'latency', ARGV[7], 'closed', ARGV[8],
    'penalized', ARGV[10], 'why', ARGV[11], 'spacing', ARGV[12], 'places', ARGV[13], 'step', ARGV[14])
  if tonumber(ARGV[9]) > now then
    redis.call('HSET', unit, host_closed, ARGV[9])
  else
    redis.call('HDEL', unit, host_closed)
  end
  if tonumber(ARGV[8]) > tonumber(redis.call('HGET', unit, 'tail') or '0') then
    redis.call('HSET', unit, 'tail', ARGV[8])
  end
  idle = idle + math.max(tonumber(ARGV[8]) - now, tonumber(ARGV[9]) - now, 0)
end
if redis.call('PTTL', unit) < idle then redis.call('PEXPIRE', unit, text(idle)) end
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now)
redis.call('ZADD', KEYS[3], text(now + math.max(redis.call('PTTL', unit), 0)), ARGV[2])
return {}
