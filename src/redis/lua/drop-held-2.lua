--[[
  Takes items out of what a feed holds back, for good: they stay known. Each is taken out once, whoever else takes out or
  adds at the same time.

  KEYS[1]  stream of the feed's held items; see admit-items-n.lua
  KEYS[2]  hash about KEYS[1]; see admit-items-n.lua
  ARGV[1+] two an item: its place in KEYS[1], how many bytes it has as JSON

  Result   how many were taken out
]]
local held, hold = KEYS[1], KEYS[2]
local dropped = 0
for at = 1, #ARGV, 2 do
  if redis.call('XDEL', held, ARGV[at]) == 1 then
    redis.call('HINCRBY', hold, 'bytes', -tonumber(ARGV[at + 1]))
    dropped = dropped + 1
  end
end
if redis.call('XLEN', held) == 0 then
  redis.call('DEL', held)
  redis.call('HDEL', hold, 'bytes', 'overflow')
end
return dropped
