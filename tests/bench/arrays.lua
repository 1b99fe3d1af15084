-- Cases for script/bench: like those of the spec, over and over. Arrays that are written, with proofs.
local rounds = {}
for i = 1, 5000 do
  rounds[i] = i
end

clause "bench.arrays" {
  must   = "A slice is a view.",
  source = "ibid",

  each(rounds, function (i)
    return {
      case("view " .. i) {
        "x = array([1, 2, 3, 4])",
        "v = x[1:3]",
        "x += 10",
        view    = { v = "x[1:3]" },
        content = { x = { 11, 12, 13, 14 }, v = { 12, 13 } },
      },
      case("update " .. i) {
        "x = array([1, 2, 3])",
        "a = x",
        "x += 10",
        identity = { "x is a" },
        content  = { x = { 11, 12, 13 }, a = { 11, 12, 13 } },
      },
    }
  end),
}
