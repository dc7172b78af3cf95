-- SPDX-License-Identifier: Apache-2.0
-- For wrk: sends the requests of a file, each once and in order. A file is a line "<bytes>" and then
-- so many bytes, again and again. After the last it begins anew only when asked to.
--   wrk … -s load.lua http://127.0.0.1:PORT -- FILE [again]
local requests, at = {}, 0
wraps = 0
local again = false

function init(args)
  again = args[2] == 'again'
  local file = assert(io.open(args[1], 'rb'))
  while true do
    local size = file:read('*n')
    if not size then break end
    file:read(1)
    requests[#requests + 1] = file:read(size)
  end
  file:close()
end

function request()
  at = at + 1
  if at > #requests then
    at, wraps = 1, wraps + 1
    if not again then wrk.thread:stop() end
  end
  return requests[at]
end

local threads = {}
function setup(thread) threads[#threads + 1] = thread end

function done(summary, latency)
  local wrapped = 0
  for _, thread in ipairs(threads) do wrapped = wrapped + (thread:get('wraps') or 0) end
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"requests":%d,"microseconds":%d,"status":%d,"socket":%d,"timeouts":%d,"p50":%d,"p99":%d,"wrapped":%d}\n',
    summary.requests, summary.duration, errors.status, errors.connect + errors.read + errors.write,
    errors.timeout, latency:percentile(50), latency:percentile(99), wrapped))
end
