--[[
  Ends a poll: stores what is remembered of the feed and when it is due next. A feed that was removed meanwhile
  stays removed. `polledAt` is written here because it is compared with the time of a claim, which is Redis's.

  KEYS[1]  sorted set of due times (milliseconds)
  KEYS[2]  state of the feed
  ARGV[1]  feed id
  ARGV[2]  state as JSON, an object
  ARGV[3]  milliseconds until the feed is due

  Result   1, or 0 when the feed is no longer registered
]]
if not redis.call('ZSCORE', KEYS[1], ARGV[1]) then return 0 end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('SET', KEYS[2], '{"polledAt":' .. string.format('%.0f', now) .. ',' .. string.sub(ARGV[2], 2))
redis.call('ZADD', KEYS[1], 'XX', now + ARGV[3], ARGV[1])
return 1
