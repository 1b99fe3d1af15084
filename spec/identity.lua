-- Names, objects and their identity: what binding does, and what `is` and id() tell.

chapter "identity" {
  number = 1,
  title  = "Identity",
  about  = "What a name is bound to, what `is` and id() tell, and which objects are one and the same.",
}

clause "identity.is" {
  must   = "While two objects live, x is y exactly if id(x) == id(y), and an object's id never changes, whatever is done to its content.",
  why    = "Every other clause about identity rests on it.",
  source = {
    "Python reference 3.1, Objects, values and types",
    "Python library reference, Built-in Functions, id",
  },
  where  = { assignment = "one object" },

  case "two names of one list" {
    "l = [1]",
    "m = l",
    "same = id(l) == id(m)",
    identity = { "l is m" },
    content  = { same = true },
  },
  case "two equal lists" {
    "l = [1]",
    "m = [1]",
    "same = id(l) == id(m)",
    identity = { "l is not m" },
    content  = { same = false },
  },
  case "is agrees with id" {
    "l = [1]",
    "m = l",
    "agree = (l is m) == (id(l) == id(m))",
    content = { agree = true },
  },
  case "is tells equal lists apart" {
    "l = [1]",
    "m = [1]",
    "same = l is m",
    content = { same = false },
  },
  case "so does is not" {
    "l = [1]",
    "m = [1]",
    "apart = (l is not m, l is not l)",
    content = { apart = { true, false } },
  },
  case "a list keeps its id when it grows" {
    "l = [1]",
    "same = id(l)",
    act "l.append(2)",
    "same = same == id(l)",
    content = { l = { 1, 2 }, same = true },
  },
  case "an array keeps its id when it is written" {
    "x = array([1, 2, 3])",
    "same = id(x)",
    act "x[0] = 10",
    "same = same == id(x)",
    content = { x = { 10, 2, 3 }, same = true },
    where   = { array_setitem = "writes" },
  },
}

clause "identity.new_objects" {
  must   = "Every evaluation of a list display, and every creation of an array, gives an object of its own, equal content or not.",
  why    = "If two equal lists were one object, a change to one would change the other.",
  source = "Python reference 3.1, Objects, values and types: after c = []; d = [], two different, unique, newly created empty lists",

  case "two empty lists" {
    "c = []",
    "d = []",
    identity = { "c is not d" },
    content  = { d = {} },
  },
  case "two empty lists inside one" {
    "l = [[], []]",
    identity = { "l[0] is not l[1]" },
    content  = { l = { {}, {} } },
  },
  case "two equal arrays" {
    "x = zeros(3)",
    "y = zeros(3)",
    identity = { "x is not y" },
    content  = { y = { 0, 0, 0 } },
  },
  case "two equal arrays share no element" {
    "x = zeros(3)",
    "y = zeros(3)",
    copy  = { y = "x" },
    where = { array_setitem = "writes" },
  },
}

clause "identity.singletons" {
  must   = "There is one None, one True and one False, however they are computed.",
  why    = "`x is None` is how a missing value is told.",
  source = {
    "Python reference 3.2, The standard type hierarchy: None",
    "Python reference 3.2, The standard type hierarchy: Booleans",
  },
  where  = { assignment = "one object" },

  case "None" {
    "a = None",
    "b = [None]",
    identity = { "a is b[0]" },
  },
  case "True from a comparison" {
    "a = True",
    "b = 1 < 2",
    identity = { "a is b" },
  },
  case "False from a negation" {
    "a = False",
    "b = not 7",
    identity = { "a is b" },
  },
}

clause "identity.integers.cached" {
  should = "Where small integers are cached, each integer from -5 to 256 is one object, however it is computed.",
  why    = "Code that compares small integers by identity works by this, and breaks at 257.",
  source = "Python/C API reference, PyLong_FromLong, CPython implementation detail",
  where  = { integer_identity = "small ones cached" },

  each({ -5, 0, 256 }, function (value)
    return case(format("%d computed twice", value)) {
      format("n = %d", value - 1),
      "a = n + 1",
      "b = n + 1",
      identity = { "a is b" },
      content  = { b = value },
    }
  end),
}

clause "identity.integers.by_value" {
  must   = "Where equal integers are one object, that holds for integers of any size, and their ids are equal.",
  why    = "Where numbers have no identity of their own, `is` on them is equality, and id() has to agree.",
  source = "PyPy documentation, Differences between PyPy and CPython, Object identity of primitive values",
  where  = { integer_identity = "by value" },

  case "beyond 64 bits" {
    "n = 99999999999999999999",
    "a = n + 1",
    "b = n + 1",
    identity = { "a is b" },
    content  = { b = integer "100000000000000000000" },
  },
  case "ids are equal" {
    "n = 999",
    "a = n + 1",
    "same = id(a) == id(n + 1)",
    content = { same = true },
  },
}

clause "name.assignment" {
  must   = "Assignment binds and never copies: after y = x, y is x, and a change made through either name is seen through both.",
  why    = "It is the commonest source of unintended changes.",
  source = {
    "Python reference 7.2, Assignment statements",
    "Python library reference, copy: assignment statements do not copy objects",
  },
  where  = { assignment = "one object" },

  case "a second name of a list" {
    "l = [1, 2]",
    act "m = l",
    "l.append(3)",
    identity = { "m is l" },
    content  = { m = { 1, 2, 3 } },
  },
  each({ "1000", "0.5", "'ab'", "(1, 2)" }, function (object)
    return case("a second name of " .. object) {
      "x = " .. object,
      "y = x",
      identity = { "y is x" },
    }
  end),
  case "one list, two targets" {
    "l = m = []",
    identity = { "l is m" },
    content  = { l = {}, m = {} },
  },
  case "a second name of an array" {
    "x = array([1, 2, 3])",
    act "y = x",
    "x[0] = 10",
    identity = { "y is x" },
    content  = { y = { 10, 2, 3 } },
    where    = { array_setitem = "writes" },
  },
  case "an item of a list" {
    "x = array([1, 2, 3])",
    "l = [x, x]",
    identity = { "l[0] is x", "l[1] is x" },
  },
  case "through a call and back" {
    "x = array([1, 2, 3])",
    "y = passed(x)",
    identity = { "y is x" },
  },
}

clause "name.rebinding" {
  must   = "y = y + x binds y to a new object; the old one lives on, unchanged, for its other names.",
  why    = "Y = Y + X looks like an update of Y, and is none: it needs memory for a second array.",
  source = {
    "Python reference 7.2, Assignment statements: the name is rebound if it was already bound",
    "Python reference 3.1, Objects, values and types: new values of mutable objects",
    "Python array API standard 2024.12, array.__add__",
  },

  case "the old array lives on" {
    "x = array([1, 2])",
    "y = array([10, 20])",
    "old = y",
    "y = y + x",
    identity = { "y is not old" },
    content  = { y = { 11, 22 }, old = { 10, 20 } },
  },
  case "adding nothing gives a new array too" {
    "y = array([10, 20])",
    "old = y",
    "y = y + 0",
    identity = { "y is not old" },
    content  = { y = { 10, 20 }, old = { 10, 20 } },
    where    = { assignment = "one object" },
  },
  case "the new array shares no element with the old one" {
    "y = array([10, 20])",
    "old = y",
    "y = y + 0",
    copy  = { y = "old" },
    where = { array_setitem = "writes" },
  },
  case "both operands are one array" {
    "y = array([10, 20])",
    "old = y",
    "y = y + y",
    identity = { "y is not old" },
    content  = { y = { 20, 40 }, old = { 10, 20 } },
  },
  case "a 0-d array" {
    "y = array(5)",
    "old = y",
    "y = y + 1",
    identity = { "y is not old" },
    content  = { y = 6, old = 5 },
  },
  case "an empty array" {
    "y = zeros(0)",
    "old = y",
    "y = y + 1",
    identity = { "y is not old" },
    content  = { y = {}, old = {} },
    where    = { assignment = "one object" },
  },
  case "a name of a slice lets go of the array" {
    "x = array([1, 2, 3, 4])",
    "v = x[1:3]",
    "v = v + 10",
    content = { v = { 12, 13 }, x = { 1, 2, 3, 4 } },
    where   = { assignment = "one object" },
  },
}

choice "float_identity" {
  asks   = "When are two equal floats one object?",
  source = {
    "Python reference 3.1, Objects, values and types",
    "PyPy documentation, Differences between PyPy and CPython, Object identity of primitive values",
  },
  probes = {
    probe { "n = 0.25", "s = n + n", "t = n + n" },
    probe { "s = float(7)", "t = float(7)" },
    probe { "s = 1.5", "t = 1.5" },
  },
  answers = {
    ["fresh"]    = { means = "Every evaluation makes a new float object.", identity = { "s is not t" } },
    ["by value"] = { means = "Equal floats are one object; a float's id follows from its value.", identity = { "s is t" } },
    ["depends"]  = "on the value or on how it came about",
  },
}

choice "constants_of_a_unit" {
  asks   = "Are equal constants one object where they stand in one function?",
  source = "Python reference 3.1, Objects, values and types: a and b may or may not refer to the same object",
  probes = each({ "123456789", "1234.5", "'two words'" }, function (constant)
    return probe { "s = " .. constant, "t = " .. constant, unit = "whole" }
  end),
  answers = {
    ["one object"]   = { means = "The compiler makes each constant once.", identity = { "s is t" } },
    ["each its own"] = { means = "Each constant is an object of its own.", identity = { "s is not t" } },
    ["depends"]      = "on the kind of constant",
  },
}

clause "identity.floats.by_value" {
  must   = "Where equal floats are one object, 0.0 and -0.0 are two, and their ids tell them apart.",
  why    = "Zeros of different sign are equal and yet not the same value.",
  source = "PyPy documentation, Differences between PyPy and CPython, Object identity of primitive values",
  where  = { float_identity = "by value" },

  case "computed twice" {
    "n = 0.1",
    "a = n + n",
    "b = n + n",
    identity = { "a is b" },
    content  = { b = 0.2 },
  },
  case "not a number" {
    'n = float("nan")',
    'a = float("nan")',
    "found = a in [n]",
    identity = { "a is n" },
    content  = { found = true },
  },
  case "zero and minus zero" {
    "n = 0.0",
    "a = n * -1.0",
    identity = { "a is not n" },
    content  = { a = -0.0, n = 0.0 },
  },
  case "ids are equal" {
    "n = 0.1",
    "a = n + n",
    "same = id(a) == id(n + n)",
    content = { same = true },
  },
  case "ids of zero and minus zero" {
    "n = 0.0",
    "a = n * -1.0",
    "same = id(a) == id(n)",
    content = { same = false },
  },
}

clause "name.deletion" {
  must   = "del x unbinds the name and nothing else: the object lives on for its other names, for what contains it, and under its views.",
  why    = "del frees memory only by the way: what else holds the object decides.",
  source = {
    "Python reference 7.5, The del statement: deletion of a name removes the binding of that name",
    "Python reference 3.1, Objects, values and types: objects are never explicitly destroyed",
  },

  case "another name of a list" {
    "l = [1, 2]",
    "m = l",
    "del l",
    content   = { m = { 1, 2 } },
    unchanged = true,
  },
  case "a list inside a list" {
    "m = [1]",
    "l = [m]",
    "del m",
    content   = { l = { { 1 } } },
    unchanged = true,
  },
  case "the array under a slice" {
    "x = array([1, 2, 3])",
    "v = x[1:]",
    "del x",
    content   = { v = { 2, 3 } },
    unchanged = true,
  },
  case "a slice of an array" {
    "x = array([1, 2, 3])",
    "v = x[1:]",
    "del v",
    content   = { x = { 1, 2, 3 } },
    unchanged = true,
  },
  case "what is deleted has no name" {
    "x = 5",
    "l = [x]",
    "del x",
    act "y = x",
    raises  = "name",
    content = { l = { 5 } },
  },
}
