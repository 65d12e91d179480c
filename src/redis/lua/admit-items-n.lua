--[[
  Decides which items of one feed are new, writes them into the index, and appends each to the stream, or to what the
  feed holds back, or to neither: all or nothing. Running it again with the same items changes nothing, so a caller that lost the reply may simply repeat.

  A key, such as a guid, that several different items of a document share proves nothing: it is stored as '*' for good,
  and items under it are told apart by their exact field. An address that is shared is '*' for as long as addresses are
  remembered.
  An item that is not emitted is untold: its id is stored with '-' before it. Within its feed it is known like any other.
  For other feeds its address proves nothing, or an article that nobody has told would keep another feed's from being told.
  Within one feed, an address under another key and another title is another item: pages that always show the latest.

  KEYS[1]  stream
  KEYS[2]  hash of the feed's seen entries: field -> '<item id> <day last in the feed> <exact field>'
  KEYS[3]  stream of the feed's held items: 'id', 'key', 'exact', 'alias', 'address' (a key, or ''), 'title', 'event',
           'event_id', 'item', as in ARGV
  KEYS[4]  hash about KEYS[3]: 'bytes' of its items as JSON, 'overflow' (items there was no room for), 'flood' (when the
           feed's document before the flood was read)
  KEYS[5+] one address key an item; KEYS[2] again for an item without a usable address
  ARGV[1]  today, in days since 1970
  ARGV[2]  seconds that an address is remembered
  ARGV[3]  feed id
  ARGV[4]  when the feed's previous document was read, or ''
  ARGV[5]  how many items may be held, ARGV[6]  bytes of them, ARGV[7]  seconds that they are held
  ARGV[8+] eleven an item:
           item id, key field, '1' if the key is shared, exact field, alias field or '', '1' if the address is shared,
           hash of the title, 'emit' or 'hold' or 'know', event id, event name, item as JSON; the last three '' for 'know'

  Result   one string an item: 'new', 'held', 'overflow' (it was to be held, and there is no room), 'known' (as was said),
           or, for what the index knows, 'key <item id>', 'alias <item id>', 'address <item id>'
]]
local stream, seen, held, hold = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local today, remember, feed, previous = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local most_items, most_bytes, hold_time = tonumber(ARGV[5]), tonumber(ARGV[6]), ARGV[7]
local FIRST_ADDRESS, FIRST_FIELD, FIELDS = 5, 8, 11

local function is_untold(value)
  return string.sub(value, 1, 1) == '-'
end

local function known_as(field)
  local value = redis.call('HGET', seen, field)
  if not value then return nil end
  return string.match(value, '^(%S+) %d+ (%S+)$')
end

local function see(field, id, exact)
  redis.call('HSET', seen, field, id .. ' ' .. today .. ' ' .. exact)
end

local function known_at(item)
  local value = redis.call('GET', item.address)
  if not value or value == '*' then return nil end
  local id, its_feed, title = string.match(value, '^(%S+) (%S+) (%S+)$')
  if its_feed == feed then
    if title ~= item.title then return nil end
  elseif is_untold(id) then
    return nil
  end
  return id
end

local function match(item)
  local by_key, exact = known_as(item.key)
  if item.key_shared and by_key ~= '*' then
    if by_key then see(exact, by_key, exact) end
    see(item.key, '*', '-')
    by_key = '*'
  end
  if by_key == '*' then
    item.key_proves_nothing = true
    local by_exact = known_as(item.exact)
    if by_exact then return 'key', by_exact end
  elseif by_key then
    return 'key', by_key
  elseif item.alias ~= '' then
    local by_alias = known_as(item.alias)
    if by_alias then return 'alias', by_alias end
  end
  local by_address = item.address and not item.address_shared and known_at(item)
  if by_address then return 'address', by_address end
  return nil, item.id
end

local function remember_address(item, id)
  local value = redis.call('GET', item.address)
  if item.address_shared then
    redis.call('SET', item.address, '*', 'EX', remember)
  elseif value ~= '*' and not (is_untold(id) and value and not is_untold(value)) then
    redis.call('SET', item.address, id .. ' ' .. feed .. ' ' .. item.title, 'EX', remember)
  end
end

local function hold_back(item)
  redis.call('HSET', hold, 'flood', previous)
  redis.call('EXPIRE', hold, hold_time)
  if redis.call('EXISTS', held) == 0 then redis.call('HDEL', hold, 'bytes', 'overflow') end
  local bytes = tonumber(redis.call('HGET', hold, 'bytes') or 0) + #item.json
  if redis.call('XLEN', held) >= most_items or bytes > most_bytes then
    redis.call('HINCRBY', hold, 'overflow', 1)
    return 'overflow'
  end
  redis.call('XADD', held, '*', 'id', item.id, 'key', item.key, 'exact', item.exact, 'alias', item.alias,
    'address', not item.address_shared and item.address or '', 'title', item.title, 'event', item.event,
    'event_id', item.event_id, 'item', item.json)
  redis.call('HSET', hold, 'bytes', bytes)
  redis.call('EXPIRE', held, hold_time)
  return 'held'
end

local results = {}
for index = 0, #KEYS - FIRST_ADDRESS do
  local at = FIRST_FIELD + index * FIELDS
  local address = KEYS[FIRST_ADDRESS + index]
  local item = {
    id = ARGV[at], key = ARGV[at + 1], key_shared = ARGV[at + 2] == '1', exact = ARGV[at + 3], alias = ARGV[at + 4],
    address = address ~= seen and address, address_shared = ARGV[at + 5] == '1', title = ARGV[at + 6],
    disposition = ARGV[at + 7], event_id = ARGV[at + 8], event = ARGV[at + 9], json = ARGV[at + 10],
  }
  local by, id = match(item)
  if not by and item.disposition ~= 'emit' then id = '-' .. id end
  if item.key_proves_nothing then
    see(item.exact, id, item.exact)
  else
    see(item.key, id, item.exact)
    if item.alias ~= '' then see(item.alias, id, item.exact) end
  end
  if item.address then remember_address(item, id) end
  if by then
    results[index + 1] = by .. ' ' .. string.gsub(id, '^%-', '')
  elseif item.disposition == 'emit' then
    redis.call('XADD', stream, '*', 'event', item.event, 'id', item.event_id, 'story', id, 'item', item.json)
    results[index + 1] = 'new'
  else
    results[index + 1] = item.disposition == 'hold' and hold_back(item) or 'known'
  end
end
redis.call('PERSIST', seen)
return results
