--[[
  Claims feeds that are due, oldest first, and moves each to now + lease, so that no other scheduler claims it and a
  claim that comes to nothing is repeated when the lease is over. Redis's clock decides, so the clocks of the
  machines need not agree.

  KEYS[1]  sorted set of due times (milliseconds)
  ARGV[1]  how many to claim at most
  ARGV[2]  lease in milliseconds

  Result   { now, id, id, ... }  (now in milliseconds, as a string)
]]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[1])
local result = { string.format('%.0f', now) }
for index = 1, #ids do
  redis.call('ZADD', KEYS[1], 'XX', now + ARGV[2], ids[index])
  result[index + 1] = ids[index]
end
return result
