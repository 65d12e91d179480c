--[[
  Notes that the request of a visit is on its way: the next one is spaced from now.

  KEYS[1]  hash of the unit
  ARGV[1]  token of the visit
  ARGV[2]  least spacing in milliseconds

  Result   1, or 0 when another visit has begun since
]]
local sending, spacing, tail = unpack(redis.call('HMGET', KEYS[1], 'sending', 'spacing', 'tail'))
if sending ~= ARGV[1] then return 0 end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local next = math.max(now + math.max(tonumber(spacing or '0'), tonumber(ARGV[2])), tonumber(tail or '0'))
redis.call('HDEL', KEYS[1], 'sending')
redis.call('HSET', KEYS[1], 'started', string.format('%.0f', now), 'tail', string.format('%.0f', next))
return 1
