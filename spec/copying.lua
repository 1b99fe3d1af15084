-- Copies of lists and arrays, and what they share with the original.

chapter "copying" {
  number = 4,
  title  = "Copying",
  about  = "What copy and deepcopy share with the original, and what no later update reaches.",
}

choice "copy_of_array" {
  asks     = "Does copy.copy(x) copy the elements of an array?",
  source   = {
    "Python library reference, copy: shallow and deep copy operations",
    "NumPy reference, numpy.ndarray.__copy__",
  },
  requires = { array_setitem = "writes" },
  probes = each({ "[1, 2, 3]", "[1.0, 2.0, 3.0]" }, function (data)
    return probe { format("x = array(%s)", data), "y = copy(x)", "x[0] = 10" }
  end),
  answers = {
    ["copies"] = {
      means    = "The copy has elements of its own.",
      identity = { "y is not x" },
      content  = { x = { 10, 2, 3 }, y = { 1, 2, 3 } },
    },
    ["shares"] = {
      means    = "The copy is another array object over the same elements.",
      identity = { "y is not x" },
      content  = { x = { 10, 2, 3 }, y = { 10, 2, 3 } },
    },
    ["same object"] = {
      means    = "copy.copy(x) is x.",
      identity = { "y is x" },
    },
  },
}

clause "list.copy" {
  must   = "copy(l), list(l) and l[:] give a new list of the same items; deepcopy(l) copies the items too, each object once.",
  why    = "A copy is taken so that the list can change; that the items are shared surprises whoever has lists in lists.",
  source = {
    "Python library reference, copy: shallow and deep copy operations",
    "Python library reference, Common Sequence Operations: s[i:j]",
  },
  where  = { assignment = "one object" },

  each({ "copy(l)", "list(l)", "l[:]" }, function (expression)
    return case(expression .. " is shallow") {
      "m = [1]",
      "l = [m]",
      act("c = " .. expression),
      "l.append(2)",
      identity = { "c is not l", "c[0] is m" },
      content  = { c = { { 1 } } },
    }
  end),
  case "deepcopy copies the items" {
    "m = [1]",
    "l = [m]",
    act "c = deepcopy(l)",
    "m.append(2)",
    identity = { "c is not l", "c[0] is not m" },
    content  = { c = { { 1 } } },
  },
  case "deepcopy copies an object once" {
    "m = [1]",
    "l = [m, m]",
    "c = deepcopy(l)",
    identity = { "c[0] is c[1]", "c[0] is not m" },
    content  = { c = { { 1 }, { 1 } } },
  },
  case "deepcopy of a list that contains itself" {
    "l = [1]",
    "l.append(l)",
    "c = deepcopy(l)",
    identity = { "c is not l", "c[1] is c" },
  },
  case "a shallow copy shares its arrays" {
    "x = array([1, 2, 3])",
    "l = [x]",
    "c = copy(l)",
    identity = { "c is not l", "c[0] is x" },
  },
}

clause "array.copy" {
  must   = "x.copy() and deepcopy(x) give a new array with the content that x has at that moment and no element in common with x.",
  why    = "A copy is how state is saved: before a step, for a comparison, across a loop.",
  source = {
    "NumPy reference, numpy.ndarray.copy",
    "PyTorch documentation, torch.clone: returns a copy of input",
    "Python library reference, copy: shallow and deep copy operations",
  },
  -- Where nothing can be written, nobody can tell a copy from the array.
  where  = { array_setitem = "writes" },

  each({ "x.copy()", "deepcopy(x)" }, function (expression)
    return {
      case(expression .. " of an array") {
        "x = array([1, 2, 3])",
        "y = " .. expression,
        identity = { "y is not x" },
        copy     = { y = "x" },
      },
      case(expression .. " of a 0-d array") {
        "x = array(5)",
        "y = " .. expression,
        identity = { "y is not x" },
        copy     = { y = "x" },
      },
      case(expression .. " of an empty array") {
        "x = zeros((2, 0))",
        "y = " .. expression,
        identity = { "y is not x" },
        content  = { y = { {}, {} } },
      },
    }
  end),
  case "a copy of a slice leaves the array" {
    "x = array([1, 2, 3, 4])",
    "y = x[1:3].copy()",
    copy    = { y = "x[1:3]" },
    content = { y = { 2, 3 } },
  },
  case "a copy of a transpose leaves the array" {
    "x = array([[1, 2, 3], [4, 5, 6]])",
    "y = x.T.copy()",
    copy    = { y = "x.T" },
    content = { y = { { 1, 4 }, { 2, 5 }, { 3, 6 } } },
  },
  case "copy.copy copies where it does" {
    "x = array([1, 2, 3])",
    "y = copy(x)",
    identity = { "y is not x" },
    copy     = { y = "x" },
    where    = { copy_of_array = "copies" },
  },
  case "copy.copy shares where it does" {
    "x = array([1, 2, 3])",
    "y = copy(x)",
    identity = { "y is not x" },
    view     = { y = "x" },
    where    = { copy_of_array = "shares" },
  },
}

clause "array.copy.immutable" {
  must   = "Where arrays cannot be written, x.copy() and deepcopy(x) have the content of x, whatever becomes of the name x; they may be x itself.",
  why    = "No program can tell a copy of what never changes from the thing itself, but by `is`.",
  source = {
    "Python reference 3.1, Objects, values and types: for immutable types, operations that compute new values may return a reference to an existing object",
    "TensorFlow, python/framework/ops.py, EagerTensor.__deepcopy__: immutable, so it is safe to return themselves as a copy",
  },
  where  = { array_setitem = "raises" },

  each({ "x.copy()", "deepcopy(x)", "copy(x)" }, function (expression)
    return {
      case(expression .. " of an array") {
        "x = array([1, 2, 3])",
        act("y = " .. expression),
        "x = x + 1",
        content = { x = { 2, 3, 4 }, y = { 1, 2, 3 } },
      },
      case(expression .. " of a 0-d array") {
        "x = array(5)",
        "y = " .. expression,
        content = { y = 5 },
      },
      case(expression .. " of an empty array") {
        "x = zeros((2, 0))",
        "y = " .. expression,
        content = { y = { {}, {} } },
      },
    }
  end),
  case "a copy of a slice" {
    "x = array([1, 2, 3, 4])",
    "y = x[1:3].copy()",
    content = { y = { 2, 3 } },
  },
  case "a copy of a transpose" {
    "x = array([[1, 2, 3], [4, 5, 6]])",
    "y = x.T.copy()",
    content = { y = { { 1, 4 }, { 2, 5 }, { 3, 6 } } },
  },
}
