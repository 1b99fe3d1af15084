-- Which method an operator calls, shown by objects that say so; and the order in which statements do their work.

chapter "augmented"

-- A case from a title, the two operands, and the name of the one whose method gives the result.
local function result_of(statement)
  return function (family)
    local title, x, y, giver = family[1], family[2], family[3], family[4]
    return case(title) {
      "x = " .. x,
      "y = " .. y,
      "a = x",
      statement,
      identity = { (statement == "x += y" and "x is " or "r is ") .. giver },
    }
  end
end

clause "name.add.protocol" {
  must   = "x + y is what x.__add__(y) gives; where x has no __add__, or it declines, what y.__radd__(x) gives, if y is of another type.",
  why    = "An array library meets numbers on its left; it is the array's __radd__ that adds them.",
  source = {
    "Python reference 3.3.8, Emulating numeric types, object.__radd__: only called if the operands are of different types",
    "Python library reference, Built-in Constants, NotImplemented",
  },

  each({
    { "the left operand gives it",       'operand(add="self")',     'operand(radd="self")', "x" },
    { "the left operand has no __add__", 'operand(add="absent")',   'operand(radd="self")', "y" },
    { "the left operand declines",       'operand(add="declines")', 'operand(radd="self")', "y" },
    { "an integer on the left",          "5",                       'operand(radd="self")', "y" },
    { "a float on the left",             "0.5",                     'operand(radd="self")', "y" },
    { "a string on the left",            "'ab'",                    'operand(radd="self")', "y" },
    { "a list on the left",              "[1]",                     'operand(radd="self")', "y" },
    { "a tuple on the left",             "(1,)",                    'operand(radd="self")', "y" },
    { "None on the left",                "None",                    'operand(radd="self")', "y" },
  }, result_of "r = x + y"),
  each({
    { "nothing on the right",        'operand(add="declines")', "5" },
    { "the right operand declines",  'operand(add="declines")', 'operand(radd="declines")' },
    { "neither has a method",        'operand(add="absent")',   "operand()" },
    { "operands of one type",        'operand(add="declines", radd="self")', 'operand(add="declines", radd="self")' },
  }, function (family)
    local title, x, y = family[1], family[2], family[3]
    return case(title) {
      "x = " .. x,
      "y = " .. y,
      "r = x + y",
      raises = "type",
    }
  end),
  case "None is a result" {
    'x = operand(add="none")',
    'y = operand(radd="self")',
    "r = x + y",
    content = { r = None },
  },
}

clause "name.iadd.reflected" {
  must   = "x += y tries x.__iadd__(y), then x.__add__(y), then y.__radd__(x), and binds x to what the first of them gives that does not decline.",
  why    = "An operand that knows better, an array on the right, gets its turn only if the left one declines.",
  source = {
    "Python reference 3.3.8, Emulating numeric types, object.__iadd__: falls back to x.__add__(y) and y.__radd__(x)",
    "Python reference 7.2.1, Augmented assignment statements",
  },
  where  = { assignment = "one object" },

  each({
    { "both methods of the left operand are absent", 'operand(add="absent")',                   'operand(radd="self")', "y" },
    { "both decline",                  'operand(iadd="declines", add="declines")', 'operand(radd="self")', "y" },
    { "an integer",                    "5",                                        'operand(radd="self")', "y" },
    { "a string",                      "'ab'",                                     'operand(radd="self")', "y" },
    { "a tuple",                       "(1,)",                                     'operand(radd="self")', "y" },
  }, result_of "x += y"),
  each({
    { "difference", "-=" }, { "product", "*=" }, { "quotient", "/=" }, { "floor", "//=" }, { "remainder", "%=" },
    { "power", "**=" }, { "bits and", "&=" }, { "bits or", "|=" }, { "bits xor", "^=" }, { "left shift", "<<=" },
    { "right shift", ">>=" },
  }, function (family)
    return case("likewise " .. family[1]) {
      'x = operand(add="declines")',
      'y = operand(radd="self")',
      format("x %s y", family[2]),
      identity = { "x is y" },
    }
  end),
  case "the right operand is not asked" {
    'x = operand(iadd="other")',
    'y = operand(radd="self")',
    "a = x",
    "x += y",
    identity = { "x is not y", "x is not a" },
  },
  case "an item of a list" {
    'x = operand(add="absent")',
    'y = operand(radd="self")',
    "l = [x]",
    "l[0] += y",
    identity = { "l[0] is y" },
  },
  case "nobody knows how" {
    'x = operand(iadd="declines", add="declines")',
    'y = operand(radd="declines")',
    "a = x",
    "x += y",
    raises   = "type",
    identity = { "x is a" },
  },
}

choice "list_iadd_stranger" {
  asks   = "Whose method makes the result of l += y, where y is no iterable and has an __radd__?",
  source = {
    "Python reference 3.3.8, Emulating numeric types, object.__iadd__: called first",
    "IronPython issue 560: Concatenating a sequence with another type may not work as expected",
  },
  requires = { assignment = "one object" },
  probes   = each({ "[]", "[1]" }, function (list)
    return probe { "l = " .. list, 'y = operand(radd="self")', "l += y" }
  end),
  answers  = {
    ["the stranger's"] = { means = "y.__radd__ is called before the list's own +=.", identity = { "l is y" } },
    ["the list's"]     = { means = "The list's own += is called, and fails.", raises = "type" },
  },
}

clause "name.iadd.result" {
  must   = "x += y binds x to whatever __iadd__ gives, None included: a method that updates its object has to return it.",
  why    = "An __iadd__ without a return statement loses the object that it has just updated.",
  source = "Python reference 3.3.8, Emulating numeric types: return the result, which could be, but does not have to be, self",
  where  = { assignment = "one object" },

  case "None" {
    'x = operand(iadd="none")',
    "a = x",
    "x += 1",
    identity = { "x is not a" },
    content  = { x = None },
  },
  case "None inside a list" {
    'x = operand(iadd="none")',
    "l = [x]",
    "l[0] += 1",
    content = { l = { None } },
  },
  case "another object, for all that follows" {
    'x = operand(iadd="other")',
    "a = x",
    "x += 1",
    "b = x",
    act "x += 1",
    identity = { "x is not a", "x is not b" },
  },
}

clause "name.iadd.call" {
  must   = "x.__iadd__(y) and x.__add__(y), called, give what the statement would bind, and bind nothing.",
  why    = "It is how a class passes an update on to its base.",
  source = {
    "Python reference 3.3.8, Emulating numeric types, object.__iadd__",
    "Python reference 6.3.4, Calls",
  },
  where  = { assignment = "one object" },

  case "another object is given, and x is bound as before" {
    'x = operand(iadd="other")',
    "a = x",
    "r = x.__iadd__(1)",
    identity = { "r is not x", "x is a" },
  },
  case "a list is given back" {
    "l = [1]",
    "r = l.__iadd__([2])",
    identity = { "r is l" },
    content  = { l = { 1, 2 }, r = { 1, 2 } },
  },
  case "a new list" {
    "l = [1]",
    "r = l.__add__([2])",
    identity = { "r is not l" },
    content  = { r = { 1, 2 } },
  },
  case "an array is given back" {
    "x = array([1, 2, 3])",
    "r = x.__iadd__(10)",
    identity = { "r is x" },
    content  = { x = { 11, 12, 13 }, r = { 11, 12, 13 } },
    where    = { array_iadd = "in place" },
  },
  case "a new array" {
    "x = array([1, 2, 3])",
    "r = x.__add__(10)",
    identity = { "r is not x" },
    content  = { r = { 11, 12, 13 } },
  },
  case "there is none to call" {
    "x = operand()",
    "r = x.__iadd__(1)",
    raises = "attribute",
  },
}

clause "name.iadd.order" {
  must   = "x[i] += y reads x[i] before y is evaluated, and writes x[i] last; x[i] = y evaluates y first.",
  why    = "Where y changes x, the one and the other give different results.",
  source = {
    "Python reference 7.2.1, Augmented assignment statements: evaluate the left-hand side before the right-hand side",
    "Python reference 6.16, Evaluation order",
  },
  where  = { assignment = "one object" },

  case "the right side takes the item that was read" {
    "l = [1, 2]",
    "l[-1] += l.pop()",
    content = { l = { 4 } },
  },
  case "the right side takes another item" {
    "l = [1, 2]",
    "l[0] += l.pop()",
    content = { l = { 3 } },
  },
  case "where the item was is no place any more" {
    "l = [1, 2]",
    "l[1] += l.pop()",
    raises  = "index",
    content = { l = { 1 } },
  },
  case "a list that the right side shortens" {
    "l = [1, 2]",
    "m = l",
    "l += [l.pop(), 7]",
    identity = { "l is m" },
    content  = { l = { 1, 2, 7 }, m = { 1, 2, 7 } },
  },
  case "an assignment evaluates its right side first" {
    "l = [1, 2]",
    "l[0] = l.pop(0)",
    content = { l = { 1 } },
  },
}

clause "name.assignment.targets" {
  must   = "x = y = value evaluates the value once and binds the targets to that one object, from left to right.",
  why    = "x = y = [] is one list with two names.",
  source = "Python reference 7.2, Assignment statements: assigns the single resulting object to each of the target lists, from left to right",
  where  = { assignment = "one object" },

  case "the first target decides where the second is" {
    "i = 0",
    "l = [5, 6]",
    "i = l[i] = 1",
    content = { i = 1, l = { 5, 1 } },
  },
  case "the second target decides nothing" {
    "i = 0",
    "l = [5, 6]",
    "l[i] = i = 1",
    content = { i = 1, l = { 1, 6 } },
  },
  case "a list that holds itself" {
    "l = l[0] = [7]",
    identity = { "l[0] is l" },
  },
  case "the value is evaluated once" {
    "l = [1, 2]",
    "a = b = l.pop()",
    content = { a = 2, b = 2, l = { 1 } },
  },
  case "one array, three targets" {
    "l = [0]",
    "x = l[0] = y = array([1, 2, 3])",
    identity = { "x is y", "l[0] is x" },
    content  = { l = { { 1, 2, 3 } } },
  },
}

clause "name.iadd.once.nested" {
  must   = "In x[i][j] += y each of x[i], i and j is evaluated once, however many subscripts there are.",
  why    = "An index with a side effect, such as l.pop(), must not be taken twice.",
  source = "Python reference 7.2.1, Augmented assignment statements: the target is only evaluated once",
  where  = { assignment = "one object" },

  case "a list in a list" {
    "i = [9, 1, 0]",
    "l = [[10, 20], [30, 40]]",
    "l[i.pop()][i.pop()] += 5",
    content = { l = { { 10, 25 }, { 30, 40 } }, i = { 9 } },
  },
  case "the container is evaluated once" {
    "m = [1]",
    "k = [2]",
    "l = [k, m]",
    "l.pop()[0] += 5",
    content = { m = { 6 }, k = { 2 }, l = { { 2 } } },
  },
  case "the inner list is the one that was there" {
    "m = [1]",
    "l = [m]",
    "l[0][0] += 5",
    identity = { "l[0] is m" },
    content  = { l = { { 6 } }, m = { 6 } },
  },
  case "a list in a tuple" {
    "m = [1]",
    "t = (m,)",
    "t[0][0] += 5",
    identity = { "t[0] is m" },
    content  = { t = { { 6 } }, m = { 6 } },
  },
  case "an element of an array in a list" {
    "i = [9, 1, 0]",
    "x = array([10, 20])",
    "l = [x]",
    "l[i.pop()][i.pop()] += 5",
    identity = { "l[0] is x" },
    content  = { x = { 10, 25 }, l = { { 10, 25 } }, i = { 9 } },
    where    = { array_setitem = "writes" },
  },
  case "a slice of an array in a list" {
    "i = [9, 1, 0]",
    "x = array([10, 20])",
    "l = [x]",
    "l[i.pop()][i.pop():] += 5",
    identity = { "l[0] is x" },
    content  = { x = { 10, 25 }, l = { { 10, 25 } }, i = { 9 } },
    where    = { array_iadd = "in place", array_setitem = "writes" },
  },
}
