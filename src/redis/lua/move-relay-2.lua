--[[
  Moves the relay's cursor, if the relay still holds the lock; the lock is renewed with it.

  KEYS[1]  lock
  KEYS[2]  cursor
  ARGV[1]  token of the relay
  ARGV[2]  stream id of the last entry handed over; '' only renews the lock
  ARGV[3]  lock time in milliseconds

  Result   1, or 0 when another relay holds the lock
]]
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
if ARGV[2] ~= '' then redis.call('SET', KEYS[2], ARGV[2]) end
return 1
