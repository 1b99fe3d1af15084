-- What deepcopy makes of objects that are reached in several ways, and what a shallow copy leaves shared.

chapter "copying"

choice "deepcopy_of_views" {
  asks     = "Do two arrays that share elements still share them in a deep copy of a list that holds both?",
  source   = {
    "Python library reference, copy: a memo of objects already copied during the current copying pass",
    "NumPy reference, numpy.ndarray.__deepcopy__: used if copy.deepcopy is called on an array",
    "PyTorch, torch/_tensor.py, Tensor.__deepcopy__: the storage is copied with the memo",
  },
  requires = { array_setitem = "writes", basic_slice = "view" },
  -- y and v both look at the middle element of x = [1, 2, 3].
  probes   = {
    probe { "x = array([1, 2, 3])", "c = deepcopy([x[:2], x[1:]])", "y = c[0]", "v = c[1]", "y[1] = 10", "s = int(v[0])" },
    probe { "x = array([1, 2, 3])", "c = deepcopy([x, x[1:]])", "y = c[0]", "v = c[1]", "y[1] = 10", "s = int(v[0])" },
    probe { "x = array([1, 2, 3])", "c = deepcopy((x[1:], x))", "y = c[0]", "v = c[1]", "y[0] = 10", "s = int(v[1])" },
  },
  answers = {
    ["split"] = { means = "Each array gets elements of its own.", content = { s = 2 } },
    ["kept"]  = { means = "What shared elements does so in the copy, apart from the original.", content = { s = 10 } },
    ["depends"] = "on whether the whole array is among them",
  },
}

clause "copy.deep.memo" {
  must   = "deepcopy copies each object once: what is one object in the original is one in the copy, however deep it lies, and what is two stays two.",
  why    = "Weights that two layers share stay shared in a copy of the model.",
  source = "Python library reference, copy: deepcopy keeps a memo of objects already copied during the current copying pass",
  where  = { assignment = "one object" },

  case "at two places, below others" {
    "m = [1]",
    "l = [[m], (2, m)]",
    "c = deepcopy(l)",
    identity = { "c[0][0] is c[1][1]", "c[0][0] is not m" },
    content  = { c = { { { 1 } }, { 2, { 1 } } } },
  },
  case "a tuple that holds a list" {
    "t = ([1],)",
    "l = [t, t]",
    "c = deepcopy(l)",
    identity = { "c[0] is c[1]", "c[0] is not t" },
    content  = { c = { { { 1 } }, { { 1 } } } },
  },
  case "the list and an item of it" {
    "m = [1]",
    "l = [m, [m]]",
    "l.append(l[1])",
    "c = deepcopy(l)",
    identity = { "c[1] is c[2]", "c[1][0] is c[0]" },
    content  = { c = { { 1 }, { { 1 } }, { { 1 } } } },
  },
  case "equal lists stay two" {
    "l = [[1], [1]]",
    "c = deepcopy(l)",
    identity = { "c[0] is not c[1]" },
    content  = { c = { { 1 }, { 1 } } },
  },
  case "another call begins anew" {
    "l = [[1]]",
    "c = deepcopy(l)",
    "d = deepcopy(l)",
    identity = { "d is not c", "d[0] is not c[0]" },
    content  = { d = { { 1 } } },
  },
  case "an array at two places" {
    "x = array([1, 2, 3])",
    "l = [x, [x]]",
    "c = deepcopy(l)",
    identity = { "c[0] is c[1][0]" },
    content  = { c = { { 1, 2, 3 }, { { 1, 2, 3 } } } },
  },
  case "an update of the one array shows at both places" {
    "x = array([1, 2, 3])",
    "l = [x, x]",
    "c = deepcopy(l)",
    act "c[0] += 10",
    identity = { "c[0] is c[1]" },
    content  = { c = { { 11, 12, 13 }, { 11, 12, 13 } } },
    where    = { array_iadd = "in place" },
  },
}

clause "copy.deep.cycles" {
  must   = "deepcopy of what contains itself ends, and the copy contains itself in the same way.",
  why    = "A graph of layers with a way back is copied as often as one without.",
  source = "Python library reference, copy: recursive objects may cause a recursive loop, which deepcopy avoids",
  where  = { assignment = "one object" },

  case "two lists, each in the other" {
    "l = []",
    "m = [l]",
    "l.append(m)",
    "c = deepcopy(l)",
    identity = { "c[0][0] is c", "c[0] is not m", "c is not l" },
  },
  case "a tuple, by way of a list" {
    "t = ([1],)",
    "t[0].append(t)",
    "c = deepcopy(t)",
    identity = { "c[0][1] is c", "c is not t", "c[0] is not t[0]" },
  },
  case "a list, by way of a tuple" {
    "l = [1]",
    "l.append((l,))",
    "c = deepcopy(l)",
    identity = { "c[1][0] is c", "c is not l" },
  },
  case "a list twice in itself" {
    "l = []",
    "l += [l, l]",
    "c = deepcopy(l)",
    identity = { "c[0] is c", "c[1] is c", "c is not l" },
  },
}

clause "copy.deep.detached" {
  must   = "A deep copy and its original have no list and no array in common: no change of the one ever shows in the other.",
  why    = "A copy is taken in order to go back to it.",
  source = "Python library reference, copy: a deep copy inserts copies into it of the objects found in the original",
  where  = { assignment = "one object" },

  each({
    { "a list in a list",           "[m]",    "l[0].append(2)" },
    { "a list in a tuple",          "(m,)",   "l[0].append(2)" },
    { "the list itself",            "[m]",    "l.append(2)" },
    { "a list in a tuple in a list", "[(m,)]", "l[0][0].append(2)" },
  }, function (family)
    local title, made, change = family[1], family[2], family[3]
    return case(title) {
      "m = [1]",
      "l = " .. made,
      act "c = deepcopy(l)",
      change,
      identity = { "c is not l" },
      content  = { c = title == "a list in a tuple in a list" and { { { 1 } } } or { { 1 } } },
    }
  end),
  each({ { "a list", "[x]" }, { "a tuple", "(x,)" } }, function (family)
    local title, made = family[1], family[2]
    return case("an array in " .. title) {
      "x = array([1, 2, 3])",
      "l = " .. made,
      "c = deepcopy(l)",
      "y = c[0]",
      act "y[0] = 10",
      identity = { "y is not x" },
      content  = { y = { 10, 2, 3 }, x = { 1, 2, 3 }, c = { { 10, 2, 3 } } },
      where    = { array_setitem = "writes" },
    }
  end),
}

clause "copy.shallow" {
  must   = "A shallow copy holds the objects that the original holds: what is changed in them shows in both, and a list that holds itself stays in its copy.",
  why    = "A shallow copy of a list of arrays protects the list, and none of the arrays.",
  source = {
    "Python library reference, copy: a shallow copy inserts references into it to the objects found in the original",
    "Python library reference, Common Sequence Operations: s[i:j]; items are not copied",
  },
  where  = { assignment = "one object" },

  each({
    { "copy",           "copy(l)" },
    { "a slice",        "l[:]" },
    { "list",           "list(l)" },
    { "a sum",          "l + []" },
    { "a product",      "l * 1" },
  }, function (family)
    local title, expression = family[1], family[2]
    return case("a list that holds itself, by " .. title) {
      "m = []",
      "l = [m]",
      "l.append(l)",
      "c = " .. expression,
      identity = { "c is not l", "c[0] is m", "c[1] is l" },
    }
  end),
  each({ { "copy", "copy(l)" }, { "list", "list(l)" }, { "tuple", "tuple(l)" }, { "a slice", "l[:]" } }, function (family)
    local title, expression = family[1], family[2]
    return case("a list of an array, by " .. title) {
      "x = array([1, 2, 3])",
      "l = [x]",
      act("c = " .. expression),
      "x[0] = 10",
      identity = { "c[0] is x" },
      content  = { c = { { 10, 2, 3 } } },
      where    = { array_setitem = "writes" },
    }
  end),
  case "copy of a tuple" {
    "m = [1]",
    "t = (m, 2)",
    act "c = copy(t)",
    "m.append(3)",
    identity = { "c[0] is m" },
    content  = { c = { { 1, 3 }, 2 } },
  },
}

clause "copy.views.split" {
  must   = "Where a deep copy splits arrays that shared elements, each array in it has elements of its own, with the content that they had.",
  why    = "Weights that were slices of one buffer are none in the copy, and need the memory twice.",
  source = "NumPy reference, numpy.ndarray.__deepcopy__",
  where  = { assignment = "one object", deepcopy_of_views = "split" },

  case "an array and a slice of it" {
    "x = array([1, 2, 3])",
    "l = [x, x[1:]]",
    "c = deepcopy(l)",
    "y = c[0]",
    "v = c[1]",
    act "y[1] = 10",
    content = { y = { 1, 10, 3 }, v = { 2, 3 }, x = { 1, 2, 3 }, c = { { 1, 10, 3 }, { 2, 3 } } },
  },
  case "one array, twice, is one all the same" {
    "x = array([1, 2, 3])",
    "v = x[1:]",
    "c = deepcopy([v, v])",
    identity = { "c[0] is c[1]" },
    content  = { c = { { 2, 3 }, { 2, 3 } } },
  },
}

clause "copy.views.kept" {
  must   = "Where a deep copy keeps what arrays share, those in it share the elements that the originals do, and none with the originals.",
  why    = "A copy of a module whose weights are slices of one buffer has them in one buffer again.",
  source = "PyTorch, torch/_tensor.py, Tensor.__deepcopy__: the storage is copied with the memo",
  where  = { deepcopy_of_views = "kept" },

  case "an array and a slice of it" {
    "x = array([1, 2, 3, 4])",
    "c = deepcopy([x, x[1:3]])",
    "y = c[0]",
    "v = c[1]",
    view = { v = "y[1:3]" },
    copy = { y = "x" },
  },
  case "the slice stands first" {
    "x = array([1, 2, 3, 4])",
    "c = deepcopy([x[1:3], x])",
    "v = c[0]",
    "y = c[1]",
    view = { v = "y[1:3]" },
    copy = { y = "x" },
  },
  case "two slices that overlap" {
    "x = array([1, 2, 3, 4])",
    "c = deepcopy((x[:3], x[1:]))",
    "y = c[0]",
    "v = c[1]",
    act "y += 10",
    content = { y = { 11, 12, 13 }, v = { 12, 13, 4 }, x = { 1, 2, 3, 4 }, c = { { 11, 12, 13 }, { 12, 13, 4 } } },
  },
  case "another call shares nothing with the first" {
    "x = array([1, 2, 3])",
    "y = deepcopy(x)",
    "v = deepcopy(x[1:])",
    copy = { v = "y[1:]" },
  },
}
