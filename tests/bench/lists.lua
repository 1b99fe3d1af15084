-- Cases for script/bench: lists and numbers, without proofs.
local rounds = {}
for i = 1, 5000 do
  rounds[i] = i
end

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
