-- Where texts are found and written; docs/decisions/0016-folding.md has the layout.
-- A place is 'c' or 'p' (of this epoch or the one before) and a number of units from the beginning of the epoch.
local UNIT, BLOCK = 16, 4095 -- bytes; units: a block fills one allocation of 64 KiB
local POSTINGS = 4 -- bytes a posting: twice the place, plus 1 for a text of few keys
local byte, sub, floor = string.byte, string.sub, math.floor

local function uint32(number)
  return string.char(floor(number / 16777216) % 256, floor(number / 65536) % 256, floor(number / 256) % 256, number % 256)
end

-- A text's keys: 4 bytes each. First the number of a pair of buckets (15 bits; the highest bit says that this key alone is
-- enough to be worth a look), then the field in them.
local function each_key(keys, buckets, visit)
  for at = 1, #keys, 4 do
    local high, low = byte(keys, at, at + 1)
    local weight = high >= 128 and 2 or 1
    visit(buckets + (high % 128 * 256 + low) * 2, sub(keys, at + 2, at + 3), weight)
  end
end

-- Lists of postings of this epoch that this script has read or written, by bucket and field: a text that is looked for
-- under its keys is mostly written under them a moment later. `false`: none.
local lists = {}

local function list_of(bucket, field)
  local known = lists[bucket]
  if not known then
    known = {}
    lists[bucket] = known
  end
  if known[field] == nil then known[field] = redis.call('HGET', KEYS[bucket], field) end
  return known[field]
end

-- Places at or after `from` (two numbers, by epoch) and before `to` that share enough keys, the most alike first.
local function find_texts(keys, is_few, buckets, from, to, most)
  local hits, is_of_few, order = {}, {}, {}
  local function count(list, epoch, weight)
    for at = 1, #list, POSTINGS do
      local b1, b2, b3, b4 = byte(list, at, at + 3)
      local number = ((b1 * 256 + b2) * 256 + b3) * 128 + floor(b4 / 2)
      if number >= from[epoch] and number < to[epoch] then
        local place = epoch == 1 and number or -number
        if not hits[place] then
          hits[place] = 0
          order[#order + 1] = place
        end
        hits[place] = hits[place] + weight
        if b4 % 2 == 1 then is_of_few[place] = true end
      end
    end
  end
  -- Most calls are about a text that was judged a moment ago: nothing was written since, in the epoch before least of all.
  local is_current, is_previous = from[1] < to[1], from[2] < to[2]
  if not is_current and not is_previous then return {} end
  each_key(keys, buckets, function(bucket, field, weight)
    local list = is_current and list_of(bucket, field)
    if list then count(list, 1, weight) end
    list = is_previous and redis.call('HGET', KEYS[bucket + 1], field)
    if list then count(list, 2, weight) end
  end)
  local found = {}
  for _, place in ipairs(order) do
    if is_few or hits[place] > 1 or is_of_few[place] then found[#found + 1] = place end
  end
  table.sort(found, function(a, b)
    if hits[a] ~= hits[b] then return hits[a] > hits[b] end
    return a > b
  end)
  local places = {}
  for at = 1, math.min(#found, most) do places[at] = (found[at] >= 0 and 'c' or 'p') .. math.abs(found[at]) end
  return places
end

-- Number of the place that a record of so many bytes gets, should the next free one be `next`.
local function place_for(size, next)
  local units = math.ceil(size / UNIT)
  if next % BLOCK + units > BLOCK then next = (floor(next / BLOCK) + 1) * BLOCK end
  return next, next + units
end

local function write_text(record, keys, buckets, block, number, is_few, is_news, most, time)
  if redis.call('STRLEN', block) == 0 then
    redis.call('SETRANGE', block, BLOCK * UNIT - 1, '\0')
  end
  redis.call('SETRANGE', block, number % BLOCK * UNIT, record)
  redis.call('EXPIRE', block, time)
  local posting = uint32(number * 2 + (is_few and 1 or 0))
  each_key(keys, buckets, function(bucket, field)
    local list = list_of(bucket, field)
    if list and not is_news then return end
    local longer = (list and #list >= most * POSTINGS and sub(list, POSTINGS + 1) or list or '') .. posting
    redis.call('HSET', KEYS[bucket], field, longer)
    if not list and redis.call('HLEN', KEYS[bucket]) == 1 then redis.call('EXPIRE', KEYS[bucket], time) end
    lists[bucket][field] = longer
  end)
end
