-- What stands between the operators of an expression.

chapter "overlap"

clause "expression.temporaries" {
  must   = "Evaluating an expression changes no array that anything else refers to, however large its parts are.",
  why    = "NumPy reuses the memory of temporaries from 256 KiB on; NumPy 2.0 to 2.2 on Python 3.14 took named arrays for such.",
  source = {
    "NumPy 1.13.0 release notes, Temporary elision: larger than 256 KiB, and results are the same",
    "NumPy issues 28681 and 30435: named arrays were changed in place",
    "Python reference 6.16, Evaluation order; 6.7, Binary arithmetic operations",
  },

  -- 264,000 bytes each; what is not mentioned must not change, so x is looked at as a whole.
  each({
    { "a sum of three", "r = (x + x) + x", 99000 },
    { "a sum of three, as one function", "r = (x + x) + x", 99000, "whole" },
    { "a slice, which only the expression refers to", "r = x[:] + x[:]", 66000 },
    { "a reshaped array", "r = x.reshape((2, 16500)) + 1", 66000 },
    { "what a function gave back", "r = passed(x) + 1", 66000 },
    { "what a function gave back, as one function", "r = passed(x) + 1", 66000, "whole" },
    { "a negated array", "r = -x + 3", 66000 },
    { "the temporary on the right", "r = x - (x + x)", -33000 },
    { "two temporaries", "r = (x + x) * (x + x) - x", 99000 },
  }, function (family)
    local title, expression, total, unit = family[1], family[2], family[3], family[4]
    return case(title) {
      'x = ones(33000, dtype="float64")',
      act(expression),
      "t = float(sum(r))",
      "del r",
      content = { t = total },
      unit    = unit,
    }
  end),
  case "named results of results" {
    'x = ones(33000, dtype="float64")',
    "y = x + x",
    "z = y + x",
    act "w = (y + z) + (z + y)",
    "sums = [float(sum(y)), float(sum(z)), float(sum(w))]",
    "del x, y, z, w",
    content = { sums = { 66000, 99000, 330000 } },
  },
  case "a result of another dtype" {
    'x = ones(33000, dtype="float64")',
    act "m = (x + x) > x", -- as many elements, and less memory
    'count = int(sum(m.astype("int32")))',
    "total = float(sum(x))",
    "del x, m",
    content = { count = 33000, total = 33000 },
  },
  case "a result that is larger than its operand" {
    'x = ones((182, 182), dtype="float64")',
    'y = ones(182, dtype="float64") + 1',
    act "z = y + x",
    "sums = [float(sum(x)), float(sum(y)), float(sum(z))]",
    "del x, y, z",
    content = { sums = { 33124, 364, 99372 } },
  },
  case "an array that only a list refers to" {
    'l = [ones(33000, dtype="float64")]',
    act "r = l[0] + 1",
    "t = float(sum(l[0])) + float(sum(r))",
    "del r",
    content = { t = 99000 },
  },
  case "an array that only a view refers to" {
    'v = ones(33000, dtype="float64")[1:]',
    act "r = v + 1",
    "t = float(sum(v)) + float(sum(r))",
    "del r",
    content = { t = 98997 },
  },
}
