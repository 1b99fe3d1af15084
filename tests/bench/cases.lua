-- Cases for script/bench: like those of the spec, over and over. Arrays with proofs, lists and numbers without.
local rounds = {}
for i = 1, 2000 do
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

clause "bench.lists" {
  must   = "A list is updated in place.",
  source = "ibid",

  each(rounds, function (i)
    return {
      case("list " .. i) {
        "l = [1, 2]",
        "m = l",
        "n = [l, 3]",
        "l += [3]",
        identity = { "l is m", "n[0] is l" },
        content  = { l = { 1, 2, 3 }, m = { 1, 2, 3 }, n = { { 1, 2, 3 }, 3 } },
      },
      case("number " .. i) {
        "a = 5",
        "b = a",
        "a += 1000",
        identity = { "a is not b" },
        content  = { a = 1005, b = 5 },
      },
    }
  end),
}
