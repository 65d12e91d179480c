--[[
  Sets when feeds are due, counted from now by Redis's clock.

  KEYS[1]  sorted set of due times (milliseconds)
  ARGV[1]  'new' schedules only feeds that have no time yet, 'known' only those that have one
  ARGV[2]  feed id, ARGV[3]  milliseconds from now, and so on in pairs

  Result   how many feeds were added or moved
]]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local condition = ARGV[1] == 'new' and 'NX' or 'XX'
local changed = 0
for index = 2, #ARGV, 2 do
  changed = changed + redis.call('ZADD', KEYS[1], condition, 'CH', now + ARGV[index + 1], ARGV[index])
end
return changed
