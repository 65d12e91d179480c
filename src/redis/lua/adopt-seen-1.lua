--[[
  Stores entries that are known already under further fields. What a field holds already stays, so running it again
  changes nothing.

  KEYS[1]  hash of the feed's seen entries: field -> '<item id> <day last in the feed> <exact field> …', see keys.ts
  ARGV[1]  today, in days since 1970
  ARGV[2+] three an entry: field, item id, and what stands behind the day

  Result   how many fields were added
]]
local added = 0
for at = 2, #ARGV, 3 do
  added = added + redis.call('HSETNX', KEYS[1], ARGV[at], ARGV[at + 1] .. ' ' .. ARGV[1] .. ' ' .. ARGV[at + 2])
end
return added
