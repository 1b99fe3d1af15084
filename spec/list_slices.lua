-- Slices of lists: assigned, updated, deleted, taken.

chapter "lists"

choice "list_step_of_one" {
  asks   = "Can l[i:j:1] = items change how long a list is, as l[i:j] = items can?",
  source = {
    "Python 3 library reference, Mutable Sequence Types: if k is not equal to 1, t must have the same length as the slice",
    "Python 2.7 library reference, Mutable Sequence Types, s[i:j:k] = t: t must have the same length as the slice",
  },
  requires = { assignment = "one object" },
  probes   = each({ "l[0:2:1]", "l[:-1:1]" }, function (slice)
    return probe { "l = [1, 2, 3]", slice .. " = [7]" }
  end),
  answers = {
    ["yes"]  = { means = "A step of one is as none.", content = { l = { 7, 3 } } },
    ["no"]   = { means = "With any step as many items are needed as are replaced.", raises = "value" },
  },
}

choice "list_beyond_the_end" {
  asks   = "Can an item be assigned beyond the end of a list?",
  source = {
    "Python reference 7.2, Assignment statements: if the index is out of range, IndexError is raised",
    "ECMAScript 2024, 10.4.2.1, [[DefineOwnProperty]] of Array Exotic Objects: the length grows",
  },
  requires = { assignment = "one object" },
  probes   = each({ "3", "len(l)" }, function (index)
    return probe { "l = [1, 2, 3]", format("l[%s] = 7", index) }
  end),
  answers = {
    ["raises"] = { means = "An index is that of an item that is there.", raises = "index" },
    ["grows"]  = { means = "The list becomes as long as it must.", content = { l = { 1, 2, 3, 7 } } },
  },
}

-- A case from a title, a statement that changes l = [1, 2, 3], and what l is then, for every alias.
local function in_place(family)
  local title, statement, result = family[1], family[2], family[3]
  return case(title) {
    "l = [1, 2, 3]",
    "m = l",
    statement,
    identity = { "l is m", "l kept" },
    content  = { l = result, m = result },
  }
end

clause "list.slice.bounds" {
  must   = "l[i:j] = items puts them where the slice is, wherever its bounds lie: what is beyond the list counts as its end, and a slice of no item is a place between two.",
  why    = "Bounds of slices come from computations; beside the end they must mean something.",
  source = {
    "Python library reference, Common Sequence Operations: if i or j is greater than len(s), use len(s)",
    "Python library reference, Mutable Sequence Types: s[i:j] = t",
  },
  where  = { assignment = "one object" },

  each({
    { "beyond the end",              "l[5:9] = [7]",        { 1, 2, 3, 7 } },
    { "before the start",            "l[-9:-5] = [7]",      { 7, 1, 2, 3 } },
    { "a stop before the start",     "l[2:1] = [7]",        { 1, 2, 7, 3 } },
    { "counted from the end",        "l[-1:] = [7, 8]",     { 1, 2, 7, 8 } },
    { "a step of minus one",         "l[::-1] = [7, 8, 9]", { 9, 8, 7 } },
    { "the characters of a string",  "l[1:2] = 'ab'",       { 1, "a", "b", 3 } },
    { "a range",                     "l[1:] = range(4)",    { 1, 0, 1, 2, 3 } },
    { "a list in a list",            "l[1:2] = [[7]]",      { 1, { 7 }, 3 } },
  }, in_place),
}

clause "list.slice.self" {
  must   = "A list that is assigned to a slice of itself is read before it changes.",
  why    = "Moving items up by one, l[1:] = l[:-1], is written without a copy everywhere.",
  source = "Python reference 7.2, Assignment statements: slicings; the target is asked to replace the slice with the items of the assigned sequence",
  where  = { assignment = "one object" },

  each({
    { "moved up",           "l[1:] = l[:-1]",    { 1, 1, 2 } },
    { "moved down",         "l[:-1] = l[1:]",    { 2, 3, 3 } },
    { "all of it, moved",   "l[1:] = l",         { 1, 1, 2, 3 } },
    { "in front of itself", "l[:0] = l",         { 1, 2, 3, 1, 2, 3 } },
    { "behind itself",      "l[3:] = l",         { 1, 2, 3, 1, 2, 3 } },
    { "in steps",           "l[::2] = l[1:]",    { 2, 2, 3 } },
    { "backwards",          "l[::-1] = l",       { 3, 2, 1 } },
    { "extended by itself", "l.extend(l)",       { 1, 2, 3, 1, 2, 3 } },
    { "as one item",        "l[1:] = [len(l)]",  { 1, 3 } },
  }, in_place),
  case "all of it for all of it" {
    "l = [1, 2, 3]",
    "m = l",
    "l[:] = l",
    identity  = { "l is m", "l kept" },
    content   = { l = { 1, 2, 3 }, m = { 1, 2, 3 } },
    unchanged = true,
  },
}

clause "list.slice.update" {
  must   = "l[i:j] += items updates a list of the slice's items and puts it in the place of the slice: l keeps its identity, and grows there.",
  why    = "The slice is a new list; only the assignment that follows reaches l.",
  source = {
    "Python reference 7.2.1, Augmented assignment statements",
    "Python library reference, Mutable Sequence Types: s[i:j] = t",
  },
  where  = { assignment = "one object" },

  each({
    { "in front",      "l[:1] += [7]",  { 1, 7, 2, 3 } },
    { "at the end",    "l[1:] += [7]",  { 1, 2, 3, 7 } },
    { "all of it",     "l[:] += (7,)",  { 1, 2, 3, 7 } },
    { "of no item",    "l[1:1] += [7]", { 1, 7, 2, 3 } },
    { "repeated",      "l[1:] *= 2",    { 1, 2, 3, 2, 3 } },
    { "repeated no times", "l[1:] *= 0", { 1 } },
  }, in_place),
  case "in steps there is no room" {
    "l = [1, 2, 3]",
    "l[::2] += [7]",
    raises = "value",
  },
}

clause "list.slice.new" {
  must   = "A slice of a list is a new list of the same items: unlike a view, what is done to it does not reach the list.",
  why    = "x[1:] = … and v = x[1:] look alike for lists and arrays, and v means another thing.",
  source = {
    "Python library reference, Common Sequence Operations: s[i:j]",
    "NumPy user guide, Copies and views: basic indexing always creates views",
  },
  where  = { assignment = "one object" },

  case "an item of the slice is assigned" {
    "l = [1, 2, 3]",
    "v = l[1:]",
    act "v[0] = 7",
    content = { v = { 7, 3 }, l = { 1, 2, 3 } },
  },
  case "the slice grows" {
    "l = [1, 2, 3]",
    "v = l[:]",
    act "v += [7]",
    identity = { "v is not l" },
    content  = { v = { 1, 2, 3, 7 }, l = { 1, 2, 3 } },
  },
  case "the list changes" {
    "l = [1, 2, 3]",
    "v = l[1:]",
    act "l[1] = 7",
    content = { l = { 1, 7, 3 }, v = { 2, 3 } },
  },
  case "an item of an item" {
    "m = [1]",
    "l = [m, 2]",
    "v = l[:1]",
    act "v[0][0] = 7",
    identity = { "v[0] is m" },
    content  = { v = { { 7 } }, l = { { 7 }, 2 }, m = { 7 } },
  },
  case "what is assigned to a slice keeps its own items" {
    "l = [1, 2, 3]",
    "m = [7, 8]",
    "l[:] = m",
    act "m.append(9)",
    identity = { "l is not m" },
    content  = { m = { 7, 8, 9 }, l = { 7, 8 } },
  },
}

clause "list.slice.failing" {
  must   = "An assignment to a slice that fails leaves the list as it was.",
  why    = "Whoever catches the error goes on with the list.",
  source = {
    "Python library reference, Mutable Sequence Types: t must have the same length as the slice it is replacing",
    "Python reference 7.2, Assignment statements: the assigned value must be iterable",
  },

  each({
    { "a number",                "l[:] = 5",         "type" },
    { "too few, in steps",       "l[::2] = [7]",     "value" },
    { "too many, in steps",      "l[::2] = [7, 8, 9]", "value" },
    { "too few, backwards",      "l[::-1] = [7]",    "value" },
    { "a step of zero",          "l[::0] = [7]",     "value" },
    { "a step of zero, deleted", "del l[::0]",       "value" },
    { "an item beyond the end",  "l[3] = 7",         "index" },
    { "an item before the start", "del l[-4]",       "index" },
    { "an update beyond the end", "l[3] += 7",       "index" },
    { "a text for an index",     "l['a'] = 7",       "type" },
  }, function (family)
    local title, statement, kind = family[1], family[2], family[3]
    return case(title) {
      "l = [1, 2, 3]",
      "m = l",
      statement,
      raises = kind,
      where  = kind == "index" and { list_beyond_the_end = "raises" } or {},
    }
  end),
}
