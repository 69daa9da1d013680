/**
 * One person's presence, changed in one step. KEYS: connections (a sorted set by when each is given up), statuses (of
 * each connection, and what the world was told), the persons that are due, the connections of the gateway.
 * ARGV: operation, now (empty for Redis's own clock), user, connection, status, milliseconds until given up,
 * milliseconds since the person did something.
 *
 * `beat`: the connection is there, with a status. `lose`: it closed; if it was the last one, its status counts for a
 * while, so that a reconnect changes nothing for anybody. `tick`: only what time has changed.
 *
 * A status is the best of all connections: online, idle, offline. Returns whether it changed (1 or 0), the status, its
 * revision, and when the person was active last. Revisions grow with time, also after Redis has lost everything.
 */
export const PRESENCE_SCRIPT = `
local op, user, conn = ARGV[1], ARGV[3], ARGV[4]
local now = tonumber(ARGV[2])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local connections, state, due, own = KEYS[1], KEYS[2], KEYS[3], KEYS[4]

local function drop(which)
  redis.call('ZREM', connections, which)
  redis.call('HDEL', state, 'status:' .. which, 'lost:' .. which)
end
local function dropLost()
  for _, each in ipairs(redis.call('ZRANGE', connections, 0, -1)) do
    if redis.call('HEXISTS', state, 'lost:' .. each) == 1 then drop(each) end
  end
end
for _, each in ipairs(redis.call('ZRANGEBYSCORE', connections, '-inf', now)) do drop(each) end

if op == 'beat' then
  redis.call('ZADD', connections, now + ARGV[6], conn)
  redis.call('HSET', state, 'status:' .. conn, ARGV[5])
  redis.call('HDEL', state, 'lost:' .. conn)
  redis.call('HSET', own, conn, user)
  dropLost()
  if ARGV[5] ~= 'offline' then
    local active = now - ARGV[7]
    if active > tonumber(redis.call('HGET', state, 'active') or 0) then redis.call('HSET', state, 'active', active) end
  end
elseif op == 'lose' then
  redis.call('HDEL', own, conn)
  if redis.call('ZSCORE', connections, conn) and redis.call('HEXISTS', state, 'lost:' .. conn) == 0 then
    dropLost()
    if redis.call('ZCARD', connections) > 1 or tonumber(ARGV[6]) <= 0 then
      drop(conn)
    else
      redis.call('ZADD', connections, now + ARGV[6], conn)
      redis.call('HSET', state, 'lost:' .. conn, 1)
    end
  end
end

local status = 'offline'
for _, each in ipairs(redis.call('ZRANGE', connections, 0, -1)) do
  local one = redis.call('HGET', state, 'status:' .. each)
  if one == 'online' then status = 'online' end
  if one == 'idle' and status ~= 'online' then status = 'idle' end
end
local changed = 0
local told = redis.call('HGET', state, 'told') or 'offline'
if status ~= told then
  changed = 1
  local rev = math.max(tonumber(redis.call('HGET', state, 'rev') or 0) + 1, now)
  redis.call('HSET', state, 'told', status, 'rev', string.format('%.0f', rev))
end
local nextUp = redis.call('ZRANGE', connections, 0, 0, 'WITHSCORES')[2]
local lastUp = redis.call('ZREVRANGE', connections, 0, 0, 'WITHSCORES')[2]
if nextUp then
  redis.call('ZADD', due, nextUp, user)
  redis.call('HSET', state, 'until', lastUp)
else
  redis.call('ZREM', due, user)
  redis.call('HSET', state, 'until', string.format('%.0f', now))
end
redis.call('PEXPIRE', connections, 604800000)
redis.call('PEXPIRE', state, 604800000)
return { changed, status, redis.call('HGET', state, 'rev') or '0', redis.call('HGET', state, 'active') or '0' }`;
