-- Compare-and-set by the order on events: the later time wins, at equal times the opt-out,
-- then the larger event id. Into the current epoch and into the one that is being built.
-- KEYS: epoch, building   ARGV: base, number, time, do not call (1 or 0), event id, entry
-- Returns how many epochs there are to write to: 0 when Redis has lost its data.

-- byte by byte: the comparison of strings goes by the server's locale
local function larger(a, b)
  for i = 1, math.min(#a, #b) do
    if a:byte(i) ~= b:byte(i) then
      return a:byte(i) > b:byte(i)
    end
  end
  return #a > #b
end

local function wins(old)
  local time, blocked, id = old:match('^(%-?%d+)|([01])|([^|]*)|')
  if not time then
    return true
  end
  if tonumber(ARGV[3]) ~= tonumber(time) then
    return tonumber(ARGV[3]) > tonumber(time)
  end
  if ARGV[4] ~= blocked then
    return ARGV[4] == '1'
  end
  return larger(ARGV[5], id)
end

local epochs = 0
for _, pointer in ipairs(KEYS) do
  local epoch = redis.call('GET', pointer)
  if epoch then
    epochs = epochs + 1
    local key = ARGV[1] .. epoch .. ':' .. ARGV[2]
    local old = redis.pcall('GET', key)
    -- not a text: another program has written a value of another type, which is replaced
    if type(old) ~= 'string' or wins(old) then
      redis.call('SET', key, ARGV[6])
    end
  end
end
return epochs
