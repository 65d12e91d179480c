--[[
  Decides what arriving items of one feed are to what is known, writes them into the index, and appends each to the
  stream, or to what the feed holds back, or to neither: all or nothing. Running it again with the same items changes
  nothing, so a caller that lost the reply may simply repeat.

  By identity: a key, such as a guid, that several different items of a document share proves nothing: it is stored as '*'
  for good, and items under it are told apart by their exact field. An address that is shared is '*' for as long as
  addresses are remembered. An item that is not emitted is untold: its id is stored with '-' before it. Within its feed
  it is known like any other. For other feeds its address proves nothing, or an article that nobody has told would keep
  another feed's from being told. Within one feed, an address under another key and another title is another item: pages
  that always show the latest.

  By text: the caller compares texts, this script finds what they have to be compared with. An item is told only if no
  text that is like it was written since the caller looked ('from'); otherwise nothing is written of it, nor told of the
  items behind it, which keeps a feed's items in order, and the caller is asked to judge again.

  KEYS[1]  stream
  KEYS[2]  hash of the feed's seen entries
  KEYS[3]  stream of the feed's held items: 'submission' and 'item', both as in ARGV
  KEYS[4]  hash about KEYS[3]: 'bytes' of its items as JSON, 'overflow' (items there was no room for), 'flood' (when the
           feed's document before the flood was read)
  KEYS[5]  place of the next text of this epoch, KEYS[6] of the one before
  KEYS[7]  the first of three blocks of texts, KEYS[8], KEYS[9] the others
  KEYS[10] sorted set of stories
  KEYS[11] stream of the feed's items that wait for their page: 'submission' and 'item', both as in ARGV
  KEYS[12] sorted set of those of all feeds: '<feed> <place in KEYS[11]>' by the time they are due (milliseconds)
  KEYS[13+] two an item: its address, its story; KEYS[2] for an item without one. Then pairs of buckets, of this epoch
           and of the one before
  ARGV[1]  as JSON: epoch (number of this one), today (days since 1970), addressTime (seconds that an address is remembered), feed, previous (when the
           feed's previous document was read, or ''), mostHeld, mostHeldBytes, holdTime (seconds), block (number of
           KEYS[7]), textTime (seconds), mostFound, mostPostings
  ARGV[2+] five an item: what it is, as JSON (see Submission in dedupe/index/submission.ts); the item as JSON; its record
           (binary); keys of the record (binary); keys of older algorithms, to look under alone (binary). The last three
           are empty for what is not told.

  Result   one string an item: 'told <event> <place>', 'duplicate' (as the caller judged it), 'held', 'waiting' (for its
           page), 'overflow' (it was to be held, and there is no room), 'known' (as was said), 'gone' (released before); for what the index knows,
           'key <item id>', 'alias <item id>', 'address <item id>'; or
           'judge <from> <from> <by or -> <item id or -> <place or -> <content or -> <places, separated by commas>'
]]
--@include text-index
local stream, seen, held, hold, sequence = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local waiting, pages = KEYS[11], KEYS[12]
local given = cjson.decode(ARGV[1])
local FIRST_KEY, FIELDS = 13, 5
local items = (#ARGV - 1) / FIELDS
local buckets = FIRST_KEY + items * 2
local start = { tonumber(redis.call('GET', sequence) or 1), tonumber(redis.call('GET', KEYS[6]) or 1) }
local next_place = start[1]

local function is_untold(value)
  return string.sub(value, 1, 1) == '-'
end

local function known_as(field)
  local value = redis.call('HGET', seen, field)
  if not value then return nil end
  local id, exact, wording, place, content = string.match(value, '^(%S+) %d+ (%S+) (%S+) (%S+) (%S+)$')
  return { id = id, exact = exact, wording = wording, place = place, content = content }
end

local function see(field, id, item, place, content)
  redis.call('HSET', seen, field,
    table.concat({ id, given.today, item.exact, item.wording, place or '-', content or '-' }, ' '))
end

local function known_at(item)
  local value = redis.call('GET', item.address)
  if not value or value == '*' then return nil end
  local id, its_feed, title = string.match(value, '^(%S+) (%S+) (%S+)$')
  if its_feed == given.feed then
    if title ~= item.title then return nil end
  elseif is_untold(id) then
    return nil
  end
  return { id = id, wording = '-', place = '-', content = '-' }
end

-- Whether it was put aside before, and its time has come.
local function is_put_aside(item)
  return item.disposition == 'release' or item.disposition == 'complete'
end

local function is_own_trace(item, known)
  return is_put_aside(item) and known.id == '-' .. item.id
end

local function match(item)
  local by_key = known_as(item.key)
  if item.keyShared and not (by_key and by_key.id == '*') then
    if by_key then redis.call('HSET', seen, by_key.exact, redis.call('HGET', seen, item.key)) end
    redis.call('HSET', seen, item.key, '* ' .. given.today .. ' - - - -')
    by_key = { id = '*' }
  end
  local by, known = 'key', by_key
  if by_key and by_key.id == '*' then
    item.key_proves_nothing = true
    known = known_as(item.exact)
  elseif not by_key and item.alias then
    by, known = 'alias', known_as(item.alias)
  end
  if known and not is_own_trace(item, known) then return by, known end
  known = item.address and not item.addressShared and known_at(item)
  if known and not is_own_trace(item, known) then return 'address', known end
  return nil, nil
end

local function remember_address(item, id)
  local value = redis.call('GET', item.address)
  if item.addressShared then
    redis.call('SET', item.address, '*', 'EX', given.addressTime)
  elseif value ~= '*' and not (is_untold(id) and value and not is_untold(value)) then
    redis.call('SET', item.address, id .. ' ' .. given.feed .. ' ' .. item.title, 'EX', given.addressTime)
  end
end

local function remember(item, id, place, content)
  if item.key_proves_nothing then
    see(item.exact, id, item, place, content)
  else
    see(item.key, id, item, place, content)
    if item.alias then see(item.alias, id, item, place, content) end
  end
  if item.address then remember_address(item, id) end
end

local function hold_back(item)
  redis.call('HSET', hold, 'flood', given.previous)
  redis.call('EXPIRE', hold, given.holdTime)
  if redis.call('EXISTS', held) == 0 then redis.call('HDEL', hold, 'bytes', 'overflow') end
  local bytes = tonumber(redis.call('HGET', hold, 'bytes') or 0) + #item.json
  if redis.call('XLEN', held) >= given.mostHeld or bytes > given.mostHeldBytes then
    redis.call('HINCRBY', hold, 'overflow', 1)
    return 'overflow'
  end
  redis.call('XADD', held, '*', 'submission', item.submission, 'item', item.json)
  redis.call('HSET', hold, 'bytes', bytes)
  redis.call('EXPIRE', held, given.holdTime)
  return 'held'
end

local function wait_for_page(item)
  local at = redis.call('XADD', waiting, '*', 'submission', item.submission, 'item', item.json)
  redis.call('ZADD', pages, string.match(at, '^%d+'), given.feed .. ' ' .. at)
  return 'waiting'
end

-- What was put aside is taken out once, whoever else takes out at the same time.
local function take_out(item)
  if not is_put_aside(item) then return true end
  if item.disposition == 'complete' then
    redis.call('ZREM', pages, given.feed .. ' ' .. item.heldAt)
    local was_there = redis.call('XDEL', waiting, item.heldAt) == 1
    if redis.call('XLEN', waiting) == 0 then redis.call('DEL', waiting) end
    return was_there
  end
  if redis.call('XDEL', held, item.heldAt) == 0 then return false end
  redis.call('HINCRBY', hold, 'bytes', -item.heldBytes)
  if redis.call('XLEN', held) == 0 then
    redis.call('DEL', held)
    redis.call('HDEL', hold, 'bytes', 'overflow')
  end
  return true
end

local function add_to_story(item, place, first, is_another)
  local told = item.told
  if redis.call('EXISTS', item.story) == 0 and first ~= '' then
    redis.call('HSET', item.story, first, 'new', 'origin', first)
    redis.call('ZADD', KEYS[10], 'NX', 1, told.story)
  end
  redis.call('HSET', item.story, place, told.event)
  if told.isOrigin then redis.call('HSET', item.story, 'origin', place) end
  redis.call('EXPIRE', item.story, given.textTime)
  if is_another then redis.call('ZINCRBY', KEYS[10], 1, told.story) end
  redis.call('EXPIRE', KEYS[10], given.textTime)
end

local is_waiting, place_of = false, {} -- place_of: by number of an item of this call that was told

-- Returns nothing where the record finds no room in the blocks at hand.
local function tell(item, by)
  local told = item.told
  local first = item.leansOn > 0 and place_of[item.leansOn] or told.first
  if told.event == 'duplicate' then
    if not take_out(item) then return 'gone' end
    remember(item, told.itemId, first ~= '' and first or nil, told.content)
    return 'duplicate'
  end
  local number, after = place_for(#item.record, next_place)
  local block = math.floor(number / BLOCK) - given.block
  if block < 0 or block > 2 then return nil end
  if not take_out(item) then return 'gone' end
  next_place = after
  write_text(item.record, item.keys, buckets, KEYS[7 + block], number, item.isFew, told.event ~= 'reprint',
    given.mostPostings, given.textTime)
  local place = given.epoch .. '.' .. number
  if item.story ~= seen then add_to_story(item, place, first, not by) end
  remember(item, told.itemId, place, told.content)
  redis.call('XADD', stream, '*', 'event', told.event, 'id', told.eventId, 'story', told.story, 'item', item.json)
  return 'told ' .. told.event .. ' ' .. place
end

-- A changed entry is judged like one that is new, if it was ever told.
local function is_changed(item, known)
  return item.record ~= '' and not is_untold(known.id) and known.wording ~= '-' and known.wording ~= item.wording
end

-- What the caller must have known about an item's identity to have judged it.
local function standing(by, known)
  return by and table.concat({ by, known.id, known.place, known.content }, ' ') or ''
end

local function judge(item, by, known)
  local fresh = find_texts(item.keys, item.isFew, buckets, item.from, start, given.mostFound)
  if item.olderKeys ~= '' then
    for _, place in ipairs(find_texts(item.olderKeys, item.isFew, buckets, item.from, start, given.mostFound)) do
      fresh[#fresh + 1] = place
    end
  end
  local is_judged = #fresh == 0 and item.standing == standing(by, known)
  local leans_on_told = item.leansOn == 0 or place_of[item.leansOn]
  local answer = not is_waiting and is_judged and leans_on_told and tell(item, by)
  if answer then return answer end
  is_waiting = true
  return table.concat({ 'judge', start[1], start[2], standing(by, known) == '' and '- - - -' or standing(by, known),
    table.concat(fresh, ',') }, ' ')
end

local put_aside = { hold = hold_back, wait = wait_for_page }
local results = {}
for index = 1, items do
  local at = 2 + (index - 1) * FIELDS
  local item = cjson.decode(ARGV[at])
  for name, value in pairs(item.identity) do item[name] = value ~= cjson.null and value or nil end
  item.submission, item.json, item.record = ARGV[at], ARGV[at + 1], ARGV[at + 2]
  item.keys, item.olderKeys = ARGV[at + 3], ARGV[at + 4]
  item.address, item.story = KEYS[FIRST_KEY + (index - 1) * 2], KEYS[FIRST_KEY + (index - 1) * 2 + 1]
  if item.address == seen then item.address = nil end
  local by, known = match(item)
  if by and not (by ~= 'address' and is_changed(item, known)) then
    if take_out(item) then
      remember(item, known.id, known.place, known.content)
      results[index] = by .. ' ' .. string.gsub(known.id, '^%-', '')
    else
      results[index] = 'gone'
    end
  elseif item.record ~= '' then
    results[index] = judge(item, by, known)
    place_of[index] = string.match(results[index], '^told %S+ (%S+)$')
  else
    remember(item, '-' .. item.id)
    results[index] = put_aside[item.disposition] and put_aside[item.disposition](item) or 'known'
  end
end
if next_place ~= start[1] then redis.call('SET', sequence, next_place, 'EX', given.textTime) end
redis.call('PERSIST', seen)
return results
