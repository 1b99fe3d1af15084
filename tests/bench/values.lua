-- Cases for script/bench: arrays that no statement writes to, for libraries whose arrays are immutable too.
local rounds = {}
for i = 1, 5000 do
  rounds[i] = i
end

clause "bench.values" {
  must   = "A sum is a new array.",
  source = "ibid",

  each(rounds, function (i)
    return {
      case("sum " .. i) {
        'x = array([1, 2, 3], dtype="float32")',
        "y = x + x",
        content = { x = { 1, 2, 3 }, y = { 2, 4, 6 } },
      },
      case("number " .. i) {
        'x = array([1, 2, 3], dtype="float32")',
        "s = float(x[1])",
        content = { x = { 1, 2, 3 }, s = 2 },
      },
    }
  end),
}
