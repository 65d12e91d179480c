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

-- Places at or after `from` (two numbers, by epoch) and before `to` that share enough keys, the most alike first.
local function find_texts(keys, is_few, buckets, from, to, most)
  local hits, is_of_few, order = {}, {}, {}
  each_key(keys, buckets, function(bucket, field, weight)
    for epoch = 1, 2 do
      local list = redis.call('HGET', KEYS[bucket + epoch - 1], field)
      for at = 1, list and #list or 0, POSTINGS do
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
    local list = redis.call('HGET', KEYS[bucket], field)
    if not list then
      redis.call('HSET', KEYS[bucket], field, posting)
      if redis.call('HLEN', KEYS[bucket]) == 1 then redis.call('EXPIRE', KEYS[bucket], time) end
    elseif is_news then
      if #list >= most * POSTINGS then list = sub(list, POSTINGS + 1) end
      redis.call('HSET', KEYS[bucket], field, list .. posting)
    end
  end)
end
