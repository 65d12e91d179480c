--[[
  Lets a request through to a unit of hosts, or says when its turn comes. Nobody who asks has to ask twice for nothing:
  each gets a turn of its own, one step after the last that was given (virtual scheduling, as in GCRA), and keeps it for
  when it comes back. Whoever comes back too early for the spacing gets the next turn that nobody else has; who finds all
  places taken goes to the end of the line.

  A visit whose request is not sent yet counts as starting now: nobody enters beside it, so the spacing holds at the
  server even when a connection takes its time. A visit that never ends is lost after its lease.

  KEYS[1]  hash of the unit
  KEYS[2]  sorted set of visits: token by the end of its lease
  KEYS[3]  sorted set of those that wait: name by its turn
  ARGV[1]  name of who asks
  ARGV[2]  token of the visit
  ARGV[3]  host within the unit
  ARGV[4]  least spacing in milliseconds
  ARGV[5]  most places
  ARGV[6]  least step in milliseconds
  ARGV[7]  milliseconds that a visit is leased for
  ARGV[8]  milliseconds that a visit may take to send its request
  ARGV[9]  milliseconds that are waited in place
  ARGV[10] milliseconds after which an idle unit is forgotten

  Result   { wait, now, version, penalty, latency, closedUntil, hostClosedUntil, penalizedAt, why }; all strings
           wait 0: go on. Otherwise milliseconds until the turn
]]
local unit, visits, line = KEYS[1], KEYS[2], KEYS[3]
local who, token, host = ARGV[1], ARGV[2], ARGV[3]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local stored = redis.call('HMGET', unit, 'started', 'sending', 'tail', 'spacing', 'places', 'step', 'version', 'penalty',
  'latency', 'closed', 'closed ' .. host, 'penalized', 'why')
local function number(at, otherwise) return tonumber(stored[at] or otherwise) end
local spacing = math.max(number(4, 0), tonumber(ARGV[4]))
local places = math.min(number(5, ARGV[5]), tonumber(ARGV[5]))
local step = math.max(number(6, ARGV[6]), spacing, 1)
local closed, host_closed = number(10, 0), number(11, 0)
-- The clock may have been set back.
local started = math.min(number(1, 0), now)
local tail = number(3, 0)

local function text(value) return string.format('%.0f', value) end
local function answer(wait)
  return { text(wait), text(now), stored[7] or '0', stored[8] or '0', stored[9] or '0', text(closed),
    text(host_closed), stored[12] or '0', stored[13] or '' }
end

redis.call('ZREMRANGEBYSCORE', visits, '-inf', now)
-- Who has not come back long after its turn does not come back.
redis.call('ZREMRANGEBYSCORE', line, '-inf', now - 60000)
if host_closed > now then return answer(host_closed - now) end

local sending = stored[2] and redis.call('ZSCORE', visits, stored[2])
local age = sending and now - (tonumber(sending) - ARGV[7])
local is_sending = spacing > 0 and age and age >= 0 and age < tonumber(ARGV[8])
local is_full = redis.call('ZCARD', visits) >= places
local free_at = math.max(started + spacing, closed, now)
local turn = tonumber(redis.call('ZSCORE', line, who) or '-1')
local is_waiting = turn >= 0

local function keep(key, ttl)
  if redis.call('PTTL', key) < ttl then redis.call('PEXPIRE', key, text(ttl)) end
end
local function take_turn(at)
  redis.call('ZADD', line, text(at), who)
  redis.call('HSET', unit, 'tail', text(math.max(tail, at + step)))
  keep(unit, at - now + ARGV[10])
  keep(line, at - now + ARGV[10])
  return answer(at - now)
end
local function to_the_end()
  return take_turn(math.max(tail, free_at, now + step))
end
-- Somebody was late, or the spacing has grown: the next turn that nobody else has.
local function later(from)
  if from - now <= tonumber(ARGV[9]) then return answer(from - now) end
  redis.call('ZREM', line, who)
  return take_turn(from + step * redis.call('ZCOUNT', line, '-inf', text(from)))
end

if is_waiting and turn > now then return answer(turn - now) end
-- Those in line come first. The tail is one step after the last start or the last turn.
if not is_waiting and tail > now then return to_the_end() end
if is_full then return to_the_end() end
if is_sending then return later(age < tonumber(ARGV[9]) and now + 5 or math.max(free_at, now + step)) end
if free_at > now then return later(free_at) end

redis.call('ZREM', line, who)
redis.call('ZADD', visits, text(now + ARGV[7]), token)
keep(visits, tonumber(ARGV[7]))
redis.call('HSET', unit, 'started', text(now), 'sending', token, 'last', token, 'tail', text(math.max(tail, now + spacing)))
keep(unit, tonumber(ARGV[10]))
return answer(0)
