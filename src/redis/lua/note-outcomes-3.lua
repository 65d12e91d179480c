--[[
  Notes which hosts were reached and which was not, and counts what was seen of all hosts lately, by Redis's clock. A host
  stands in one of the sets only: by its last outcome.

  KEYS[1]  sorted set of hosts that were reached, by time (milliseconds)
  KEYS[2]  sorted set of hosts that were not
  KEYS[3]  when any host last answered (milliseconds): its entry in the first set may be gone since
  ARGV[1]  milliseconds that an outcome is remembered
  ARGV[2]  most hosts of each set
  ARGV[3]  shorter window of time in milliseconds
  ARGV[4]  longer window
  ARGV[5]  host that was not reached, after all those that were; '' when there is none
  ARGV[6+] hosts that were reached

  Result   { milliseconds since the last answer or -1, hosts not reached since, reached and not in each window ... }
]]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function note(into, from, first, last)
  for index = first, last do
    redis.call('ZREM', from, ARGV[index])
    redis.call('ZADD', into, now, ARGV[index])
  end
  redis.call('ZREMRANGEBYRANK', into, 0, -(ARGV[2] + 1))
  redis.call('PEXPIRE', into, ARGV[1])
end
if #ARGV > 5 then
  redis.call('SET', KEYS[3], string.format('%.0f', now), 'PX', ARGV[1])
  note(KEYS[1], KEYS[2], 6, #ARGV)
end
if ARGV[5] ~= '' then note(KEYS[2], KEYS[1], 5, 5) end
for index = 1, 2 do
  redis.call('ZREMRANGEBYSCORE', KEYS[index], '-inf', now - ARGV[1])
end
local last = redis.call('GET', KEYS[3])
local result = { last and math.max(0, now - last) or -1, redis.call('ZCOUNT', KEYS[2], last or '-inf', '+inf') }
for index = 3, 4 do
  for set = 1, 2 do
    result[#result + 1] = redis.call('ZCOUNT', KEYS[set], now - ARGV[index], '+inf')
  end
end
return result
