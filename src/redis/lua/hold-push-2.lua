--[[
  Keeps the body of a push until somebody has read it, for a limited time and within limits: Redis evicts nothing, so
  what hubs send must never fill it.

  KEYS[1]  sorted set of the pushes that are held: '<feed id> <push id> <bytes>' by the time they run out (milliseconds)
  KEYS[2]  the push
  ARGV[1]  member of KEYS[1]
  ARGV[2]  feed id
  ARGV[3]  bytes
  ARGV[4]  most bytes of all pushes
  ARGV[5]  most pushes of one feed
  ARGV[6]  milliseconds that the push is kept
  ARGV[7]  content type
  ARGV[8]  body

  Result   1, or 0 when there is no room
]]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local bytes, of_feed = tonumber(ARGV[3]), 1
for _, held in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  local feed, size = string.match(held, '^(%S+) %S+ (%d+)$')
  bytes = bytes + tonumber(size)
  if feed == ARGV[2] then of_feed = of_feed + 1 end
end
if bytes > tonumber(ARGV[4]) or of_feed > tonumber(ARGV[5]) then return 0 end
redis.call('ZADD', KEYS[1], now + ARGV[6], ARGV[1])
redis.call('HSET', KEYS[2], 'type', ARGV[7], 'body', ARGV[8])
redis.call('PEXPIRE', KEYS[2], ARGV[6])
return 1
