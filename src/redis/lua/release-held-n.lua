--[[
  Takes items out of what a feed holds back: appends them to the stream in their order, or drops them. Each is taken out
  once, whoever else takes out or adds at the same time, and a repetition changes nothing. Dropped ones stay known.
  An item whose address another feed's item was told by meanwhile is a duplicate of that one and is not emitted.

  KEYS[1]  stream
  KEYS[2]  hash of the feed's seen entries: field -> '<item id> <day last in the feed> <exact field>'
  KEYS[3]  stream of the feed's held items; see admit-items-n.lua
  KEYS[4]  hash about KEYS[3]; see admit-items-n.lua
  KEYS[5+] one address key an item, as it is held; KEYS[2] for an item without one
  ARGV[1]  'emit' or 'drop'
  ARGV[2]  seconds that an address is remembered
  ARGV[3]  feed id
  ARGV[4+] place of an item in KEYS[3], one an item

  Result   one string an item: 'new', 'dropped', 'address <item id>', or 'gone' when it was taken out before
]]
local stream, seen, held, hold = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local action, remember, feed = ARGV[1], ARGV[2], ARGV[3]
local FIRST_ADDRESS, FIRST_PLACE = 5, 4

local function fields_of(place)
  local entry = redis.call('XRANGE', held, place, place)[1]
  if not entry then return nil end
  local fields = {}
  for at = 1, #entry[2], 2 do fields[entry[2][at]] = entry[2][at + 1] end
  return fields
end

-- The item is told from now on, or another one was told in its place.
local function tell(field, item, id)
  local value = field ~= '' and redis.call('HGET', seen, field)
  local untold = '-' .. item.id .. ' '
  if value and string.sub(value, 1, #untold) == untold then
    redis.call('HSET', seen, field, id .. string.sub(value, #untold))
  end
end

local function emit(item, address)
  local value = address ~= seen and redis.call('GET', address)
  local told, its_feed, title = string.match(value or '', '^([^%s%-]%S*) (%S+) (%S+)$')
  local is_other = told and told ~= item.id and not (its_feed == feed and title ~= item.title)
  local id = is_other and told or item.id
  tell(item.key, item, id)
  tell(item.exact, item, id)
  tell(item.alias, item, id)
  if is_other then return 'address ' .. told end
  if address ~= seen and value ~= '*' then
    redis.call('SET', address, item.id .. ' ' .. feed .. ' ' .. item.title, 'EX', remember)
  end
  redis.call('XADD', stream, '*', 'event', item.event, 'id', item.event_id, 'story', item.id, 'item', item.item)
  return 'new'
end

local results = {}
for index = 0, #ARGV - FIRST_PLACE do
  local place = ARGV[FIRST_PLACE + index]
  local item = fields_of(place)
  if not item then
    results[index + 1] = 'gone'
  else
    redis.call('XDEL', held, place)
    redis.call('HINCRBY', hold, 'bytes', -#item.item)
    results[index + 1] = action == 'emit' and emit(item, KEYS[FIRST_ADDRESS + index]) or 'dropped'
  end
end
if redis.call('XLEN', held) == 0 then
  redis.call('DEL', held)
  redis.call('HDEL', hold, 'bytes', 'overflow')
end
return results
