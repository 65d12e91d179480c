--[[
  Gives up the lock of a relay, if it still has it, so that the next one need not wait for it to run out.

  KEYS[1]  lock
  ARGV[1]  token of the relay

  Result   1, or 0 when another relay holds the lock
]]
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
