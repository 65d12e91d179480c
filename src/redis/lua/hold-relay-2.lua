--[[
  Takes or renews the lock of a relay, moves its cursor, and says where it is. The cursor always comes from here: a relay
  that lost the lock without noticing must not go on from what it remembers.

  KEYS[1]  lock
  KEYS[2]  cursor
  ARGV[1]  token of the relay
  ARGV[2]  stream id of the last entry handed over; '' leaves the cursor where it is
  ARGV[3]  stream id that ARGV[2] was read after; the cursor is moved only from there
  ARGV[4]  lock time in milliseconds

  Result   the cursor, '0-0' at first; false when another relay holds the lock
]]
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return false end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[4])
local cursor = redis.call('GET', KEYS[2]) or '0-0'
if ARGV[2] ~= '' and cursor == ARGV[3] then
  cursor = ARGV[2]
  redis.call('SET', KEYS[2], cursor)
end
return cursor
