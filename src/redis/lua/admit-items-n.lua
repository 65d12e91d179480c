--[[
  Decides which items of one feed are new, writes them into the index and appends them to the stream: all or nothing.
  Running it again with the same items changes nothing, so a caller that lost the reply may simply repeat.

  A key, such as a guid, that several different items of a document share proves nothing: it is stored as '*' for good,
  and items under it are told apart by their exact field. An address that is shared is '*' for as long as addresses are
  remembered.
  Within one feed, an address under another key and another title is another item: pages that always show the latest.

  KEYS[1]  stream
  KEYS[2]  hash of the feed's seen entries: field -> '<item id> <day last in the feed> <exact field>'
  KEYS[3+] one address key an item; KEYS[2] again for an item without a usable address
  ARGV[1]  today, in days since 1970
  ARGV[2]  seconds that an address is remembered
  ARGV[3]  feed id
  ARGV[4+] ten an item:
           item id, key field, '1' if the key is shared, exact field, alias field or '', '1' if the address is shared,
           hash of the title, event id, event name, item as JSON

  Result   one string an item: 'new', or 'key <item id>', 'alias <item id>', 'address <item id>'
]]
local stream, seen = KEYS[1], KEYS[2]
local today, remember, feed = ARGV[1], ARGV[2], ARGV[3]
local FIELDS = 10

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
  if its_feed == feed and title ~= item.title then return nil end
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

local results = {}
for index = 0, #KEYS - 3 do
  local at = 4 + index * FIELDS
  local item = {
    id = ARGV[at], key = ARGV[at + 1], key_shared = ARGV[at + 2] == '1', exact = ARGV[at + 3], alias = ARGV[at + 4],
    address = KEYS[3 + index] ~= seen and KEYS[3 + index], address_shared = ARGV[at + 5] == '1', title = ARGV[at + 6],
  }
  local by, id = match(item)
  if item.key_proves_nothing then
    see(item.exact, id, item.exact)
  else
    see(item.key, id, item.exact)
    if item.alias ~= '' then see(item.alias, id, item.exact) end
  end
  if item.address then
    if item.address_shared then
      redis.call('SET', item.address, '*', 'EX', remember)
    elseif redis.call('GET', item.address) ~= '*' then
      redis.call('SET', item.address, id .. ' ' .. feed .. ' ' .. item.title, 'EX', remember)
    end
  end
  if by then
    results[index + 1] = by .. ' ' .. id
  else
    redis.call('XADD', stream, '*', 'event', ARGV[at + 8], 'id', ARGV[at + 7], 'story', id, 'item', ARGV[at + 9])
    results[index + 1] = 'new'
  end
end
redis.call('PERSIST', seen)
return results
