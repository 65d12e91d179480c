--[[
  Decides which items of one feed are new, writes them into the index and appends them to the stream: all or nothing.
  Running it again with the same items changes nothing, so a caller that lost the reply may simply repeat.

  An identity that several different items of a document share proves nothing. It is stored as '*' and never matches
  again; what was known under a guid before that stays known under its item id.

  KEYS[1]  stream
  KEYS[2]  hash of the feed's seen entries
  KEYS[3+] one address key an item; KEYS[2] again for an item without a usable address
  ARGV[1]  today, in days since 1970
  ARGV[2]  seconds that an address is remembered
  ARGV[3+] eight a item:
           item id, guid field, '1' if the guid is shared, alias field or '', '1' if the address is shared,
           event id, event name, item as JSON

  Result   one string an item: 'new', or 'guid <item id>', 'alias <item id>', 'address <item id>'
]]
local stream, seen = KEYS[1], KEYS[2]
local today, remember = ARGV[1], ARGV[2]
local FIELDS = 8

local function known_as(field)
  local value = redis.call('HGET', seen, field)
  return value and string.match(value, '^%S+')
end

local function see(field, id)
  redis.call('HSET', seen, field, id .. ' ' .. today)
end

local function match(item)
  local by_guid = known_as(item.guid)
  if item.guid_shared and by_guid ~= '*' then
    if by_guid then see('id:' .. by_guid, by_guid) end
    see(item.guid, '*')
    by_guid = '*'
  end
  if by_guid == '*' then
    if known_as('id:' .. item.id) then return 'guid', item.id end
  elseif by_guid then
    return 'guid', by_guid
  end
  local by_alias = item.alias ~= '' and known_as(item.alias)
  if by_alias then return 'alias', by_alias end
  if item.address and not item.address_shared then
    local by_address = redis.call('GET', item.address)
    if by_address and by_address ~= '*' then return 'address', by_address end
  end
  return nil, item.id
end

local results = {}
for index = 0, #KEYS - 3 do
  local at = 3 + index * FIELDS
  local item = {
    id = ARGV[at], guid = ARGV[at + 1], guid_shared = ARGV[at + 2] == '1', alias = ARGV[at + 3],
    address = KEYS[3 + index] ~= seen and KEYS[3 + index], address_shared = ARGV[at + 4] == '1',
  }
  local by, id = match(item)
  if known_as(item.guid) == '*' then see('id:' .. item.id, id) else see(item.guid, id) end
  if item.alias ~= '' then see(item.alias, id) end
  if item.address then
    if item.address_shared then
      redis.call('SET', item.address, '*', 'EX', remember)
    elseif redis.call('GET', item.address) ~= '*' then
      redis.call('SET', item.address, id, 'EX', remember)
    end
  end
  if by then
    results[index + 1] = by .. ' ' .. id
  else
    redis.call('XADD', stream, '*', 'event', ARGV[at + 6], 'id', ARGV[at + 5], 'story', id, 'item', ARGV[at + 7])
    results[index + 1] = 'new'
  end
end
return results
