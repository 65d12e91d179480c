--[[
  Changes a subscription, if it exists and is in a state that the change is for: an answer of a hub may come after the
  subscription was given up.

  KEYS[1]  record of the subscription
  KEYS[2]  sorted set of the times at which subscriptions need something (milliseconds)
  ARGV[1]  callback
  ARGV[2]  states that the change is for, separated by spaces
  ARGV[3]  milliseconds until it needs something; '' leaves the time as it is
  ARGV[4+] field, value, and so on in pairs; '+' before a field adds the value to what it has

  Result   1, or 0 when nothing was changed
]]
local state = redis.call('HGET', KEYS[1], 'state')
if not state or not string.find(' ' .. ARGV[2] .. ' ', ' ' .. state .. ' ', 1, true) then return 0 end
for index = 4, #ARGV, 2 do
  local field, value = ARGV[index], ARGV[index + 1]
  if string.sub(field, 1, 1) == '+' then
    redis.call('HINCRBY', KEYS[1], string.sub(field, 2), value)
  else
    redis.call('HSET', KEYS[1], field, value)
  end
end
if ARGV[3] ~= '' then
  local time = redis.call('TIME')
  redis.call('ZADD', KEYS[2], time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[3], ARGV[1])
end
return 1
