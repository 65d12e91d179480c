--[[
  Counts the lines at the ends of an outlet's texts. Where there are too many, those that were seen once are forgotten:
  furniture comes again.

  KEYS[1]  hash: line -> how many texts had it
  ARGV[1]  seconds after which all are forgotten
  ARGV[2]  most lines that are remembered
  ARGV[3+] lines, each once a text

  Result   how many lines are remembered
]]
local lines, lifetime, most = KEYS[1], ARGV[1], tonumber(ARGV[2])

local function forget_rare()
  local counts = redis.call('HGETALL', lines)
  for at = 1, #counts, 2 do
    if tonumber(counts[at + 1]) < 2 then redis.call('HDEL', lines, counts[at]) end
  end
end

local size = redis.call('HLEN', lines)
for at = 3, #ARGV do
  local is_known = redis.call('HEXISTS', lines, ARGV[at]) == 1
  if not is_known and size >= most then
    forget_rare()
    size = redis.call('HLEN', lines)
  end
  if is_known or size < most then
    if redis.call('HINCRBY', lines, ARGV[at], 1) == 1 then size = size + 1 end
  end
end
redis.call('EXPIRE', lines, lifetime)
return size
