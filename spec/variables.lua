-- Variables that keep a value, as in C++: assigning, containing and passing copy. Arrays as values are in values.lua.

chapter "values"

clause "value.assignment" {
  must   = "Where assignment copies, y = x gives y an object of its own with the content that x has, all that it contains included: no later change of either is seen in the other.",
  why    = "Code from where assignment binds loses its updates: it has to say that it means a reference.",
  source = {
    "ISO C++17, [dcl.init]: initialization from an expression of the same class type; [class.copy.ctor]: memberwise copy",
    "ISO C++17, [container.requirements.general]: X u(a), after which u == a; [valarray.cons]",
    "Eigen documentation, The Matrix class, Assignment and resizing: the action of copying a matrix into another",
  },
  where  = { assignment = "a copy" },

  case "an array that is updated" {
    "x = array([1, 2, 3])",
    "y = x",
    "x += 10",
    content = { x = { 11, 12, 13 }, y = { 1, 2, 3 } },
  },
  case "an element of the copy" {
    "x = array([1, 2, 3])",
    "y = x",
    "y[0] = 5",
    content = { x = { 1, 2, 3 }, y = { 5, 2, 3 } },
    where   = { array_setitem = "writes" },
  },
  case "no element in common" {
    "x = array([1, 2, 3])",
    "y = x",
    identity = { "y is not x" },
    copy     = { y = "x" },
    where    = { array_setitem = "writes" },
  },
  case "a list that grows" {
    "l = [1, 2]",
    "m = l",
    "m.append(3)",
    content = { l = { 1, 2 }, m = { 1, 2, 3 } },
  },
  case "a list inside a list" {
    "l = [[1], [2]]",
    "m = l",
    "m[0].append(3)",
    content = { l = { { 1 }, { 2 } }, m = { { 1, 3 }, { 2 } } },
  },
  case "two targets" {
    "l = m = [1]",
    "l.append(2)",
    content = { l = { 1, 2 }, m = { 1 } },
  },
  case "a copy of a copy, when the first is gone" {
    "x = array([1, 2])",
    "y = x",
    "z = y",
    "del x",
    "z += 1",
    content = { y = { 1, 2 }, z = { 2, 3 } },
  },
  case "an exchange by way of a third" {
    "l = [1]",
    "m = [2]",
    "t = l",
    "l = m",
    "m = t",
    "l.append(5)",
    content = { l = { 2, 5 }, m = { 1 }, t = { 1 } },
  },
}

clause "value.container" {
  must   = "Where assignment copies, lists and tuples hold copies of what is put into them, and what is taken out by a name is a copy of it: an item changes only where l[i] itself is written.",
  why    = "A list of parameters is then a second set of parameters.",
  source = {
    "ISO C++17, [sequence.reqmts]: a.push_back(t) appends a copy of t; initializer lists",
    "ISO C++17, [tuple.cnstr]: tuple(const Types&...) initializes each element with the corresponding parameter",
  },
  where  = { assignment = "a copy" },

  case "an array put into a list" {
    "x = array([1, 2])",
    "l = [x, x]",
    "x += 1",
    content = { x = { 2, 3 }, l = { { 1, 2 }, { 1, 2 } } },
  },
  case "one array, put in twice" {
    "x = array([1, 2])",
    "l = [x, x]",
    "l[0] += 5",
    content = { x = { 1, 2 }, l = { { 6, 7 }, { 1, 2 } } },
  },
  case "a list that is appended" {
    "l = [1]",
    "m = [[0]]",
    "m.append(l)",
    "l.append(2)",
    content = { l = { 1, 2 }, m = { { 0 }, { 1 } } },
  },
  case "an array in a tuple" {
    "x = array([1, 2])",
    "t = (x, x)",
    "x[0] = 7",
    content = { x = { 7, 2 }, t = { { 1, 2 }, { 1, 2 } } },
    where   = { array_setitem = "writes" },
  },
  case "taken out of a list" {
    "l = [[1], [2]]",
    "m = l[0]",
    "m.append(3)",
    content = { l = { { 1 }, { 2 } }, m = { 1, 3 } },
  },
  case "taken out of a tuple" {
    "t = ([1], 2)",
    "m = t[0]",
    "m.append(3)",
    content = { t = { { 1 }, 2 }, m = { 1, 3 } },
  },
}

clause "value.argument" {
  must   = "Where assignment copies, so does passing to a function and back.",
  why    = "A function that updates its argument changes nothing for its caller.",
  source = "ISO C++17, [expr.call]: each parameter is initialized with its corresponding argument",
  where  = { assignment = "a copy" },

  case "an array" {
    "x = array([1, 2])",
    "y = passed(x)",
    "y += 1",
    content = { x = { 1, 2 }, y = { 2, 3 } },
  },
  case "a list" {
    "l = [1]",
    "m = passed(l)",
    "m.append(2)",
    content = { l = { 1 }, m = { 1, 2 } },
  },
}
