-- Lists and tuples hold objects: what is put in, taken out, moved and found is the object itself.

chapter "lists"

clause "container.store" {
  must   = "A list or a tuple holds the very objects that are put into it, whichever way they are put in.",
  why    = "A list of arrays is a list of their names: an update of one shows in the list.",
  source = {
    "Python reference 3.1, Objects, values and types: containers contain references to other objects",
    "Python reference 6.2.5, List displays; 6.15, Expression lists",
    "Python library reference, Mutable Sequence Types",
  },
  where  = { assignment = "one object" },

  each({
    { "a list display",            "l = [m]" },
    { "a tuple display",           "l = (m,)" },
    { "append",                    "l.append(m)" },
    { "insert",                    "l.insert(0, m)" },
    { "extend by a list",          "l.extend([m])" },
    { "extend by a tuple",         "l.extend((m,))" },
    { "an update",                 "l += (m,)" },
    { "a slice of no items",       "l[:0] = [m]" },
    { "list of a tuple",           "l = list((m,))" },
    { "tuple of a list",           "l = tuple([m])" },
    { "a slice of a list",         "l = [0, m][1:]" },
    { "a slice of a tuple",        "l = (0, m)[1:]" },
    { "a list backwards",          "l = [m][::-1]" },
    { "a sum, on the left",        "l = [m] + []" },
    { "a sum, on the right",       "l = [] + [m]" },
    { "a sum of tuples",           "l = () + (m,)" },
    { "a product",                 "l = 1 * [m]" },
    { "a call",                    "l = [passed(m)]" },
  }, function (family)
    local title, statement = family[1], family[2]
    return case(title) {
      "m = [1]",
      "l = []",
      act(statement),
      "m.append(2)",
      identity = { "l[0] is m" },
      content  = { l = { { 1, 2 } } },
    }
  end),
  case "an array in two lists" {
    "x = array([1, 2, 3])",
    "l = [x]",
    act "m = [l[0], x]",
    "x[0] = 10",
    identity = { "m[0] is x", "m[1] is x" },
    content  = { m = { { 10, 2, 3 }, { 10, 2, 3 } } },
    where    = { array_setitem = "writes" },
  },
}

clause "container.take" {
  must   = "What is taken out of a list or a tuple is the object that was put in: a change made through it is seen in the container.",
  why    = "l[0] += y on a list of arrays, and a loop over its items, change what the list holds.",
  source = {
    "Python reference 3.1, Objects, values and types: containers contain references to other objects",
    "Python reference 6.3.2, Subscriptions",
  },
  where  = { assignment = "one object" },

  each({
    { "an item of a list",           "l[0]" },
    { "from the end",                "l[-2]" },
    { "an item of a slice",          "l[:1][0]" },
    { "an item of a tuple",          "tuple(l)[0]" },
    { "an item of a copy",           "copy(l)[0]" },
    { "an item of an item",          "[l][0][0]" },
    { "an item of a sum",            "(l + [3])[0]" },
    { "the last item of a product",  "(l * 2)[2]" },
  }, function (family)
    local title, expression = family[1], family[2]
    return case(title) {
      "m = [1]",
      "l = [m, 0]",
      act("a = " .. expression),
      "a.append(2)",
      identity = { "a is m", "l[0] is m" },
      content  = { a = { 1, 2 } },
    }
  end),
  case "an item that pop takes" {
    "m = [1]",
    "l = [m, 0]",
    "a = l.pop(0)",
    identity = { "a is m" },
    content  = { l = { 0 } },
  },
  case "an array that pop takes" {
    "x = array([1, 2, 3])",
    "l = [x]",
    "a = l.pop()",
    identity = { "a is x" },
    content  = { l = {} },
  },
}

clause "container.rearrangement" {
  must   = "A list that is sorted, reversed, or has items put in or taken out still holds the same objects, each in its new place.",
  why    = "A sort by key, or a swap, of a list of arrays must not copy one of them.",
  source = "Python library reference, Mutable Sequence Types: sort() and reverse() modify the sequence in place",
  where  = { assignment = "one object" },

  each({
    { "reverse",          "l.reverse()",    { { 2 }, { 1 }, { 0 } },   { "l[0] is c", "l[1] is b", "l[2] is a" } },
    { "itself backwards", "l[:] = l[::-1]", { { 2 }, { 1 }, { 0 } },   { "l[0] is c", "l[1] is b", "l[2] is a" } },
    { "insert",           "l.insert(1, 5)", { { 0 }, 5, { 1 }, { 2 } }, { "l[0] is a", "l[2] is b", "l[3] is c" } },
    { "delete",           "del l[0]",       { { 1 }, { 2 } },          { "l[0] is b", "l[1] is c" } },
    { "pop",              "l.pop(1)",       { { 0 }, { 2 } },          { "l[0] is a", "l[1] is c" } },
    { "a new first item", "l[0] = 5",       { 5, { 1 }, { 2 } },       { "l[1] is b", "l[2] is c" } },
    { "a longer slice",   "l[:1] = (5, 6)", { 5, 6, { 1 }, { 2 } },    { "l[2] is b", "l[3] is c" } },
  }, function (family)
    local title, statement, result, identity = family[1], family[2], family[3], family[4]
    return case(title) {
      "a = [0]",
      "b = [1]",
      "c = [2]",
      "l = [a, b, c]",
      "m = l",
      statement,
      identity = { "l kept", identity },
      content  = { l = result, m = result },
    }
  end),
  case "sort" {
    "a = 3000",
    "b = 1000",
    "c = 2000",
    "l = [a, b, c]",
    "l.sort()",
    identity = { "l[0] is b", "l[1] is c", "l[2] is a" },
    content  = { l = { 1000, 2000, 3000 } },
  },
}

clause "list.growth" {
  must   = "A list keeps its identity, and its items theirs, however far it grows or shrinks.",
  why    = "What holds the items is moved as the list grows; the list is not.",
  source = "Python reference 3.1, Objects, values and types: an object's identity never changes once it has been created",
  where  = { assignment = "one object" },

  each({ 1, 1000 }, function (count)
    return case(format("by %d items", count)) {
      "k = []",
      "l = [k]",
      "m = l",
      format("l += [0] * %d", count),
      "n = len(m)",
      identity = { "l is m", "l kept", "l[0] is k" },
      content  = { n = count + 1 },
    }
  end),
  case "down to one item" {
    "k = []",
    "l = [k] + [0] * 1000",
    "m = l",
    act "del l[1:]",
    identity = { "l is m", "l kept", "l[0] is k" },
    content  = { l = { {} }, m = { {} } },
  },
  case "down to none and up again" {
    "l = [1, 2, 3]",
    "m = l",
    "l[:] = []",
    act "l.append(4)",
    identity = { "l is m", "l kept" },
    content  = { l = { 4 }, m = { 4 } },
  },
}

clause "tuple.items" {
  must   = "A tuple binds its items for good, and nothing more: an item that is mutable can be changed, and the tuple shows it.",
  why    = "A tuple protects its own slots, not what stands in them: a tuple of arrays is no frozen state.",
  source = "Python reference 3.1, Objects, values and types: the value of an immutable container that refers to a mutable object changes",
  where  = { assignment = "one object", tuple_setitem = "raises" },

  each({
    { "through another name", "m.append(2)",    { 1, 2 } },
    { "through the tuple",    "t[0].append(2)", { 1, 2 } },
    { "by assignment",        "t[0][0] = 5",    { 5 } },
    { "by a slice",           "t[0][:] = []",   {} },
    { "by an update",         "t[0][0] += 4",   { 5 } },
    { "by deletion",          "del t[0][0]",    {} },
  }, function (family)
    local title, statement, result = family[1], family[2], family[3]
    return case(title) {
      "m = [1]",
      "t = (m, 7)",
      "u = t",
      statement,
      identity = { "t[0] is m", "t is u" },
      content  = { t = { result, 7 }, u = { result, 7 }, m = result },
    }
  end),
  case "an array" {
    "x = array([1, 2, 3])",
    "t = (x,)",
    "t[0][0] = 10",
    identity = { "t[0] is x" },
    content  = { x = { 10, 2, 3 }, t = { { 10, 2, 3 } } },
    where    = { array_setitem = "writes" },
  },
  case "a longer tuple has the same items" {
    "m = [1]",
    "t = (m,)",
    "u = t",
    act "t += (2,)",
    "m.append(3)",
    identity = { "t is not u", "t[0] is m", "u[0] is m" },
    content  = { t = { { 1, 3 }, 2 }, u = { { 1, 3 } } },
  },
}

choice "list_search" {
  asks   = "What does x in l compare x with the items of l by?",
  source = {
    "Python reference 6.10.2, Membership test operations: any(x is e or x == e for e in y)",
    "ECMAScript 2024, 23.1.3.16, Array.prototype.includes: SameValueZero, which compares objects by identity",
  },
  probes = {
    probe { "m = [1]", "r = [1] in [0, m]" },
    probe { "m = [1, [2]]", "r = [1, [2]] in [m]" },
  },
  answers = {
    ["identity, then equality"] = { means = "An item that is x, or that equals x.", content = { r = true } },
    ["identity"]                = { means = "Of lists, only x itself is found.", content = { r = false } },
  },
}

clause "container.equality" {
  must   = "Lists and tuples take an item to be equal to itself without asking: what holds a NaN equals itself, and the NaN is found in it.",
  why    = "x in l asks for identity first; so a NaN that equals nothing is in [x], and another NaN is not.",
  source = {
    "Python reference 6.10.1, Value comparisons: the built-in containers typically assume identical objects are equal to themselves",
    "Python reference 6.10.2, Membership test operations: any(x is e or x == e for e in y)",
  },
  where  = { assignment = "one object", list_search = "identity, then equality" },

  each({
    { "in a list",              "n in [n]" },
    { "in a tuple",             "n in (0, n)" },
    { "a list equals itself",   "[n] == [n]" },
    { "a tuple equals itself",  "(n, 1) == (n, 1)" },
    { "inside a list inside",   "[[n]] == [[n]]" },
    { "index",                  "[0, n].index(n) == 1" },
    { "count",                  "[n, n].count(n) == 2" },
    { "though it is not equal", "n != n" },
  }, function (family)
    local title, expression = family[1], family[2]
    return case(title) {
      'n = float("nan")',
      "r = " .. expression,
      content = { r = true },
    }
  end),
  case "another NaN is not in it" {
    'n = float("nan")',
    'm = float("nan")',
    "r = m in [n]",
    content = { r = false },
    where   = { float_identity = "fresh" },
  },
  case "a list of another NaN is not equal" {
    'n = float("nan")',
    'm = float("nan")',
    "r = [m] == [n]",
    content = { r = false },
    where   = { float_identity = "fresh" },
  },
  case "index gives the first equal item" {
    "a = [1]",
    "b = [1]",
    "r = [a, b].index(b)",
    content = { r = 0 },
  },
  case "remove takes the first equal item" {
    "a = [1]",
    "b = [1]",
    "l = [a, b]",
    "l.remove(b)",
    identity = { "l[0] is b" },
    content  = { l = { { 1 } } },
  },
  case "equal objects are found too" {
    "m = [1]",
    "r = [1] in [0, m]",
    content = { r = true },
  },
  case "an equal list is not the same list" {
    "l = [1, [2]]",
    "m = [1, [2]]",
    "r = l == m",
    identity = { "l is not m", "l[1] is not m[1]" },
    content  = { r = true },
  },
  case "an array in a list is found by its identity" {
    "x = array([1, 2, 3])",
    "y = array([1, 2, 3])",
    "l = [x, y]",
    "r = x in l",
    content = { r = true },
  },
  case "a list of an array equals itself" {
    "x = array([1, 2, 3])",
    "r = [x] == [x]",
    content = { r = true },
  },
}

clause "container.equality.arrays" {
  must   = "What compares a list's items compares arrays that are not one object by ==, and fails where == gives several elements.",
  why    = "y in [x, y], l.index(y) and l.remove(y) work for the first item, and fail for the second.",
  source = {
    "Python reference 6.10.2, Membership test operations: any(x is e or x == e for e in y)",
    "NumPy reference, numpy.ndarray.__bool__: the truth value of an array with more than one element is ambiguous",
    "Python array API standard 2024.12, array.__bool__: only of a zero-dimensional array",
  },
  where  = { assignment = "one object", list_search = "identity, then equality" },

  each({ "y in [x, y]", "[x, y].index(y)", "[x, y].count(x)", "[x] == [y]" }, function (expression)
    return case(expression) {
      "x = array([1, 2, 3])",
      "y = array([1, 2, 3])",
      "r = " .. expression,
      raises = true,
    }
  end),
  case "a list loses nothing by it" {
    "x = array([1, 2, 3])",
    "y = array([1, 2, 3])",
    "l = [x, y]",
    "l.remove(y)",
    raises   = true,
    identity = { "l[0] is x", "l[1] is y" },
  },
}

clause "list.iadd.array" {
  must   = "Where l += x of a list and an array gives an array, l is bound to it, and the list lives on for its other names, as it was.",
  why    = "It looks like an extension of the list, and the list is gone.",
  source = {
    "NumPy reference, Universal functions (ufunc): inputs are array_like",
    "IronPython issue 560, of CPython: for sequences __radd__ takes precedence over concatenation",
  },
  where  = { list_iadd_array = "an array", assignment = "one object" },

  case "the list is left behind" {
    "l = [1, 2]",
    "m = l",
    "x = array([10, 20])",
    "l += x",
    identity = { "l is not m" },
    content  = { l = { 11, 22 }, m = { 1, 2 } },
  },
  case "extend extends" {
    "l = [1, 2]",
    "m = l",
    "x = array([10, 20])",
    "l.extend(x)",
    identity = { "l is m" },
    content  = { l = { 1, 2, 10, 20 }, m = { 1, 2, 10, 20 } },
  },
}
