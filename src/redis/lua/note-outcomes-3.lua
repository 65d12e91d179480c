--[[
  Notes whether a host was reached, and counts what was seen of all hosts lately, by Redis's clock. A host stands in one
  of the sets only: by its last outcome.

  KEYS[1]  sorted set of hosts that were reached, by time (milliseconds)
  KEYS[2]  sorted set of hosts that were not
  KEYS[3]  when any host last answered (milliseconds): its entry in the first set may be gone since
  ARGV[1]  host
  ARGV[2]  'reached', 'unreached', or '' to note nothing
  ARGV[3]  milliseconds that an outcome is remembered
  ARGV[4]  most hosts of each set
  ARGV[5+] windows of time in milliseconds

  Result   { milliseconds since the last answer or -1, hosts not reached since, reached and not in each window ... }
]]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if ARGV[2] ~= '' then
  local into, from = KEYS[1], KEYS[2]
  if ARGV[2] == 'unreached' then
    into, from = from, into
  else
    redis.call('SET', KEYS[3], string.format('%.0f', now), 'PX', ARGV[3])
  end
  redis.call('ZREM', from, ARGV[1])
  redis.call('ZADD', into, now, ARGV[1])
  redis.call('ZREMRANGEBYRANK', into, 0, -(ARGV[4] + 1))
  redis.call('PEXPIRE', into, ARGV[3])
end
for index = 1, 2 do
  redis.call('ZREMRANGEBYSCORE', KEYS[index], '-inf', now - ARGV[3])
end
local last = redis.call('GET', KEYS[3])
local result = { last and math.max(0, now - last) or -1, redis.call('ZCOUNT', KEYS[2], last or '-inf', '+inf') }
for index = 5, #ARGV do
  for set = 1, 2 do
    result[#result + 1] = redis.call('ZCOUNT', KEYS[set], now - ARGV[index], '+inf')
  end
end
return result
