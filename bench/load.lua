-- For wrk: sends each request of a table once, and says what came back as one line of JSON.

local requests = dofile(os.getenv("SDP_BENCH_REQUESTS"))
local place, threads = 0, {}

function setup(thread)
  table.insert(threads, thread)
end

function init()
  refused = 0
  too_few = false
end

function request()
  place = place + 1
  too_few = place > #requests
  return requests[math.min(place, #requests)]
end

function response(status)
  if status < 200 or status > 299 then refused = refused + 1 end
end

function done(summary, latency)
  local bad, short = 0, false
  for _, thread in ipairs(threads) do
    bad = bad + thread:get("refused")
    short = short or thread:get("too_few")
  end
  local lost = summary.errors.connect + summary.errors.read + summary.errors.timeout
  print(string.format(
    '{"rate": %f, "p50": %f, "p99": %f, "refused": %d, "too_few": %s}',
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, bad + lost, tostring(short)))
end
