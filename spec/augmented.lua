-- What x += y does as a statement of Python, whatever x is.

chapter "augmented" {
  number = 2,
  title  = "Augmented assignment",
  about  = "What x += y does as a statement, whatever x is: which methods it asks, and when it rebinds the name.",
}

clause "name.iadd.protocol" {
  must   = "x += y binds x to what x.__iadd__(y) gives; where x has no __iadd__, or it declines, to the value of x + y.",
  why    = "Whether += updates or rebinds is decided by the object, not by the statement.",
  source = {
    "Python reference 3.3.8, Emulating numeric types, object.__iadd__",
    "Python reference 7.2.1, Augmented assignment statements",
  },
  where  = { assignment = "one object" },

  case "an object that updates itself" {
    'x = operand(iadd="self")',
    "a = x",
    "x += 1",
    identity  = { "x is a", "x kept" },
    unchanged = true,
  },
  each({
    { "without __iadd__",        "absent" },
    { "that declines",           "declines" },
    { "that gives another one", "other" },
  }, function (family)
    local title, behaviour = family[1], family[2]
    return case("an object " .. title) {
      format('x = operand(iadd="%s")', behaviour),
      "a = x",
      "x += 1",
      identity = { "x is not a" },
    }
  end),
  case "an item of a list is bound anew" {
    'x = operand(iadd="other")',
    "l = [x]",
    "l[0] += 1",
    identity = { "l[0] is not x" },
  },
  case "an item that updates itself is bound to itself" {
    'x = operand(iadd="self")',
    "l = [x]",
    "l[0] += 1",
    identity  = { "l[0] is x" },
    unchanged = true,
  },
  case "an item of a tuple is not bound" {
    'x = operand(iadd="self")',
    "t = (x,)",
    "t[0] += 1",
    raises = { "immutable", "type" },
    where  = { tuple_setitem = "raises" },
  },
}

clause "name.update.protocol" {
  must   = "-= and every other update go the way of +=: x op= y binds x to what the in-place method gives, else to the value of x op y.",
  why    = "An operand may update itself for some y and decline for others; the statement has to go on from there.",
  source = {
    "Python reference 3.3.8, Emulating numeric types: not defined, or returns NotImplemented: falls back to the normal methods",
    "Python library reference, Built-in Constants, NotImplemented: in-place methods too",
  },
  where  = { assignment = "one object" },

  each({
    { "difference", "-=" },
    { "product",    "*=" },
    { "quotient",   "/=" },
    { "floor",      "//=" },
    { "remainder",  "%=" },
    { "power",      "**=" },
    { "bits and",   "&=" },
    { "bits or",    "|=" },
    { "bits xor",   "^=" },
    { "left shift", "<<=" },
    { "right shift", ">>=" },
  }, function (family)
    local name, operator = family[1], family[2]
    return {
      case(name .. " of an object that updates itself") {
        'x = operand(iadd="self")',
        "a = x",
        format("x %s 1", operator),
        identity  = { "x is a", "x kept" },
        unchanged = true,
      },
      case(name .. " of an object without the method") {
        "x = operand()",
        "a = x",
        format("x %s 1", operator),
        identity = { "x is not a" },
      },
      case(name .. " of an object that declines") {
        'x = operand(iadd="declines")',
        "a = x",
        format("x %s 1", operator),
        identity = { "x is not a" },
      },
    }
  end),
}

clause "name.iadd.once" {
  must   = "In x[i] += y the index is evaluated once: the item that is read is the item that is written.",
  why    = "x[f()] = x[f()] + y calls f twice, and may read one item and write another.",
  source = "Python reference 7.2.1, Augmented assignment statements: the target is only evaluated once",

  case "an item of a list" {
    "i = [1, 0]",
    "l = [10, 20]",
    "l[i.pop()] += 5",
    content = { l = { 15, 20 }, i = { 1 } },
  },
  case "a list inside a list" {
    "i = [1, 0]",
    "l = [[10], [20]]",
    "l[i.pop()] += [5]",
    content = { l = { { 10, 5 }, { 20 } }, i = { 1 } },
  },
  case "an element of an array" {
    "i = [1, 0]",
    "x = array([10, 20])",
    "x[i.pop()] += 5",
    content = { x = { 15, 20 }, i = { 1 } },
    where   = { array_setitem = "writes" },
  },
}

clause "name.iadd.attribute" {
  must   = "x.a += y gets x.a, updates it, and binds x.a to what came out; where x.a cannot be bound the statement fails, and the update has been done.",
  why    = "x.T += 1 is an error that has changed x, as t[0] += [1] is for a tuple t.",
  source = {
    "Python reference 7.2.1, Augmented assignment statements: attribute references are evaluated once and assigned to",
    "Python FAQ, Programming: Why does a_tuple[i] += ['item'] raise an exception when the addition works?",
  },

  case "a transpose that shares its elements" {
    "x = array([[1, 2], [3, 4]])",
    "x.T += 10",
    raises  = "attribute",
    content = { x = { { 11, 12 }, { 13, 14 } } },
    where   = { array_iadd = "in place", transpose = "view" },
  },
  case "a transpose that shares nothing" {
    "x = array([[1, 2], [3, 4]])",
    "x.T += 10",
    raises = "attribute",
    where  = { array_iadd = "in place", transpose = "copies" },
  },
  case "a transpose that is a new array then" {
    "x = array([[1, 2], [3, 4]])",
    "x.T += 10",
    raises = "attribute",
    where  = { array_iadd = "rebinds" },
  },
  case "the real parts" {
    'x = array([1 + 2j, 3], dtype="complex64")',
    "a = x",
    "x.real += 10",
    identity = { "x is a" },
    content  = { x = { complex(11, 2), 13 }, a = { complex(11, 2), 13 } },
    where    = { array_iadd = "in place", array_setitem = "writes" },
  },
  case "the object is evaluated once" {
    'x = array([1 + 2j, 3], dtype="complex64")',
    'y = array([5, 7j], dtype="complex64")',
    "l = [x, y]",
    "l.pop().imag += 10",
    identity = { "l[0] is x" },
    content  = { y = { complex(5, 10), complex(0, 17) }, x = { complex(1, 2), 3 }, l = { { complex(1, 2), 3 } } },
    where    = { array_iadd = "in place", array_setitem = "writes" },
  },
  case "of a number" {
    "n = 5",
    "n.real += 1",
    raises = { "attribute", "type" },
  },
}
