--[[
  Notes what a document still holds, and forgets what has been out of the feed for long. What the previous document
  held was in the feed until this one replaced it, however long ago that was, so it counts as seen yesterday: late
  enough to be remembered from now on, and no longer taken for a part of this document when the next one comes.

  KEYS[1]  hash of the feed's seen entries: field -> '<item id> <day last in the feed> <exact field> …', see keys.ts
  ARGV[1]  today, in days since 1970
  ARGV[2]  day of the feed's previous document
  ARGV[3]  forget what was last in the feed before this day
  ARGV[4+] fields of the entries in the document

  Result   how many fields were forgotten
]]
local seen, today = KEYS[1], tonumber(ARGV[1])
local previous, horizon = tonumber(ARGV[2]), tonumber(ARGV[3])
local held = {}
for index = 4, #ARGV do held[ARGV[index]] = true end

local forgotten = 0
local entries = redis.call('HGETALL', seen)
for index = 1, #entries, 2 do
  local field, id, day, rest = entries[index], string.match(entries[index + 1], '^(%S+) (%d+) (.+)$')
  day = tonumber(day)
  local last = held[field] and today or (day >= previous and today - 1) or day
  if last ~= day then
    redis.call('HSET', seen, field, id .. ' ' .. last .. ' ' .. rest)
  elseif last < horizon then
    redis.call('HDEL', seen, field)
    forgotten = forgotten + 1
  end
end
redis.call('PERSIST', seen)
return forgotten
