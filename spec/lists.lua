-- Lists, tuples and numbers: updates and sums. Most of it is Python's own law.

chapter "lists" {
  number = 3,
  title  = "Lists, tuples and other containers",
  about  = "Updates of containers and of what they hold. Most of it is Python's own law, and arrays in it are objects like others.",
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

clause "list.iadd" {
  must   = "l += items extends the list l in place with the items of any iterable: l keeps its identity and every alias sees them.",
  why    = "l += [1] and l = l + [1] give equal lists and different programs.",
  source = {
    "Python library reference, Mutable Sequence Types: s += t extends s with the contents of t",
    "Python reference 7.2.1, Augmented assignment statements",
  },
  where  = { assignment = "one object" },

  case "every alias sees the new items" {
    "l = [1, 2]",
    "m = l",
    "l += [3]",
    identity = { "l is m", "l kept" },
    content  = { l = { 1, 2, 3 }, m = { 1, 2, 3 } },
  },
  each({ { "a tuple", "(3, 4)" }, { "a range", "range(3, 5)" }, { "a list", "[3, 4]" } }, function (family)
    local title, items = family[1], family[2]
    return case("items of " .. title) {
      "l = [1, 2]",
      "m = l",
      "l += " .. items,
      identity = { "l is m" },
      content  = { l = { 1, 2, 3, 4 }, m = { 1, 2, 3, 4 } },
    }
  end),
  case "the characters of a string" {
    "l = ['a']",
    "m = l",
    "l += 'bc'",
    identity = { "l is m" },
    content  = { l = { "a", "b", "c" }, m = { "a", "b", "c" } },
  },
  case "the list itself" {
    "l = [1, 2]",
    "m = l",
    "l += l",
    identity = { "l is m" },
    content  = { l = { 1, 2, 1, 2 }, m = { 1, 2, 1, 2 } },
  },
  case "a list inside a list" {
    "m = [1]",
    "l = [m, m]",
    "l[0] += [2]",
    identity = { "l[0] is m", "l[1] is m" },
    content  = { m = { 1, 2 }, l = { { 1, 2 }, { 1, 2 } } },
  },
  case "items are not copied" {
    "m = [1]",
    "l = []",
    "l += [m]",
    identity = { "l[0] is m" },
    content  = { l = { { 1 } } },
  },
  case "a number is no iterable" {
    "l = [1, 2]",
    "m = l",
    "l += 3",
    raises = "type",
  },
}

clause "list.add" {
  must   = "l + m is a new list, even where one of them is empty, and takes lists only; l = l + m leaves the old list to its other names.",
  why    = "l = l + m and l += m differ for whoever else holds l.",
  source = {
    "Python library reference, Common Sequence Operations: s + t",
    "Python reference 6.7, Binary arithmetic operations",
  },
  where  = { assignment = "one object" },

  case "the old list lives on" {
    "l = [1, 2]",
    "m = l",
    "l = l + [3]",
    identity = { "l is not m" },
    content  = { l = { 1, 2, 3 }, m = { 1, 2 } },
  },
  case "adding nothing gives a new list" {
    "l = [1, 2]",
    "m = l",
    "l = l + []",
    identity = { "l is not m" },
    content  = { l = { 1, 2 }, m = { 1, 2 } },
  },
  case "the items are the same objects" {
    "k = [1]",
    "l = [k]",
    "m = l",
    "l = l + [2]",
    identity = { "l is not m", "l[0] is k" },
    content  = { l = { { 1 }, 2 }, m = { { 1 } } },
  },
  case "a tuple is not added" {
    "l = [1, 2]",
    "m = l",
    "l = l + (3,)",
    raises = "type",
  },
}

clause "immutable.iadd" {
  must   = "x += y on a number, a string or a tuple binds x to the value of x + y; what x was bound to is as it was for its other names.",
  why    = "A counter in another name must not move along.",
  source = {
    "Python reference 7.2.1, Augmented assignment statements",
    "Python reference 3.3.8, object.__iadd__: falls back to __add__",
  },

  case "an integer" {
    "x = 1000",
    "a = x",
    "x += 1",
    identity = { "x is not a" },
    content  = { x = 1001, a = 1000 },
  },
  case "a float" {
    "x = 0.5",
    "a = x",
    "x += 1",
    identity = { "x is not a" },
    content  = { x = 1.5, a = 0.5 },
  },
  case "a string" {
    "x = 'ab'",
    "a = x",
    "x += 'c'",
    identity = { "x is not a" },
    content  = { x = "abc", a = "ab" },
  },
  case "a tuple" {
    "x = (1, 2)",
    "a = x",
    "x += (3,)",
    identity = { "x is not a" },
    content  = { x = { 1, 2, 3 }, a = { 1, 2 } },
  },
  case "a number inside a list" {
    "n = 5",
    "l = [n]",
    "l[0] += 1",
    content = { l = { 6 }, n = 5 },
  },
  case "a tuple takes no list" {
    "x = (1, 2)",
    "a = x",
    "x += [3]",
    raises = "type",
  },
}

choice "tuple_setitem" {
  asks   = "Can an item of a tuple be assigned?",
  source = {
    "Python reference 3.2, Tuples: the items of a tuple are arbitrary; once created it cannot be modified",
    "ISO C++17, [tuple.elem]: get of a tuple that is not const gives a reference",
  },
  probes = {
    probe { "t = (1, 2)", "t[0] = 3" },
  },
  answers = {
    ["raises"] = { means = "Tuples are immutable.", raises = { "immutable", "type" } },
    ["writes"] = { means = "The item of the tuple is changed.", content = { t = { 3, 2 } } },
  },
}

clause "tuple.item_iadd" {
  must   = "t[i] += y on a tuple fails, since t[i] cannot be assigned, after the item itself was updated: a list in t has grown.",
  why    = "It is the one failing statement of the language that has done its work.",
  source = {
    "Python FAQ, Programming: Why does a_tuple[i] += ['item'] raise an exception when the addition works?",
    "Python reference 7.2.1, Augmented assignment statements",
  },
  where  = { assignment = "one object", tuple_setitem = "raises" },

  case "the list has grown" {
    "m = [1]",
    "t = (m,)",
    "t[0] += [2]",
    raises   = { "immutable", "type" },
    identity = { "t[0] is m" },
    content  = { m = { 1, 2 }, t = { { 1, 2 } } },
  },
  case "a number has not" {
    "t = (1, 2)",
    "t[0] += 1",
    raises = { "immutable", "type" },
  },
}

clause "list.setitem" {
  must   = "l[i:j] = items replaces those items in place, as many by as many: l keeps its identity, and the right side is read before l changes.",
  why    = "It is how a list that others hold gets new content.",
  source = {
    "Python library reference, Mutable Sequence Types: s[i:j] = t, s[i:j:k] = t",
    "Python reference 7.2, Assignment statements: slicings",
  },
  where  = { assignment = "one object" },

  each({
    { "as many",               "l[:2] = [7, 8]",  { 7, 8, 3 } },
    { "fewer",                 "l[:2] = [7]",     { 7, 3 } },
    { "more",                  "l[:1] = [7, 8]",  { 7, 8, 2, 3 } },
    { "none replaced",         "l[1:1] = [7]",    { 1, 7, 2, 3 } },
    { "every second",          "l[::2] = [7, 8]", { 7, 2, 8 } },
    { "all of it",             "l[:] = (7, 8)",   { 7, 8 } },
    { "the list into itself",  "l[1:1] = l",      { 1, 1, 2, 3, 2, 3 } },
    { "the list backwards",    "l[:] = l[::-1]",  { 3, 2, 1 } },
  }, in_place),
  case "one item is bound, not copied" {
    "k = [1]",
    "l = [0]",
    "l[0] = k",
    identity = { "l[0] is k" },
    content  = { l = { { 1 } } },
  },
  case "every second, and too few" {
    "l = [1, 2, 3]",
    "l[::2] = [7]",
    raises = "value",
  },
}

clause "list.delitem" {
  must   = "del l[i] and del l[i:j] take items out of l in place: every alias sees them go, and the items themselves live on.",
  why    = "Whoever else holds the list sees it shrink, and whoever holds an item keeps it.",
  source = {
    "Python library reference, Mutable Sequence Types: del s[i], del s[i:j], del s[i:j:k]",
    "Python reference 7.5, The del statement",
  },
  where  = { assignment = "one object" },

  each({
    { "one item",     "del l[0]",   { 2, 3 } },
    { "a slice",      "del l[1:]",  { 1 } },
    { "every second", "del l[::2]", { 2 } },
    { "all of it",    "del l[:]",   {} },
  }, in_place),
  case "the item lives on" {
    "m = [1]",
    "l = [m]",
    "del l[0]",
    content = { l = {}, m = { 1 } },
  },
}

clause "list.repeat" {
  must   = "l * n repeats the items of l and copies none of them; l *= n does so in place.",
  why    = "[[0]] * 3 is three times one row: a write to one shows in all.",
  source = {
    "Python library reference, Common Sequence Operations: s * n, items are not copied, they are referenced multiple times",
    "Python library reference, Mutable Sequence Types: s *= n",
    "Python FAQ, Programming: How do I create a multidimensional list?",
  },
  where  = { assignment = "one object" },

  case "three times one list" {
    "m = []",
    "l = [m] * 3",
    act "m.append(1)",
    identity = { "l[0] is m", "l[2] is m" },
    content  = { l = { { 1 }, { 1 }, { 1 } }, m = { 1 } },
  },
  case "a new list" {
    "l = [1]",
    "m = l",
    "l = l * 1",
    identity = { "l is not m" },
    content  = { l = { 1 }, m = { 1 } },
  },
  case "in place" {
    "l = [1, 2]",
    "m = l",
    "l *= 2",
    identity = { "l is m", "l kept" },
    content  = { l = { 1, 2, 1, 2 }, m = { 1, 2, 1, 2 } },
  },
  case "in place, no times" {
    "l = [1, 2]",
    "m = l",
    "l *= 0",
    identity = { "l is m", "l kept" },
    content  = { l = {}, m = {} },
  },
  case "in place, the items are the same objects" {
    "m = [1]",
    "l = [m]",
    "l *= 2",
    identity = { "l[0] is m", "l[1] is m" },
    content  = { l = { { 1 }, { 1 } } },
  },
}

choice "list_methods_return" {
  asks   = "What do the methods return that change a list in place?",
  source = {
    "Python FAQ, Design and History: Why doesn't list.sort() return the sorted list?",
    "ECMAScript 2024, 23.1.3, Properties of the Array Prototype Object: push returns the length, reverse and sort the array",
  },
  requires = { assignment = "one object" },
  probes   = each({ "append(4)", "extend([4, 5])", "insert(0, 4)", "remove(1)", "reverse()", "sort()" }, function (call)
    return probe { "l = [3, 1, 2]", "r = l." .. call, "returned = r is not None" }
  end),
  answers = {
    ["None"]    = { means = "None: l = l.sort() loses the list.", content = { returned = false } },
    ["a value"] = { means = "A value: the list, its length, or what was taken out.", content = { returned = true } },
  },
}

clause "list.methods" {
  must   = "append, extend, insert, remove, reverse and sort change the list in place.",
  why    = "What a method does to the list is seen by everybody who holds it.",
  source = {
    "Python library reference, Mutable Sequence Types",
    "Python FAQ, Design and History: Why doesn't list.sort() return the sorted list?",
  },
  where  = { assignment = "one object" },

  each({
    { "append(4)",      { 3, 1, 2, 4 } },
    { "extend([4, 5])", { 3, 1, 2, 4, 5 } },
    { "insert(0, 4)",   { 4, 3, 1, 2 } },
    { "remove(1)",      { 3, 2 } },
    { "reverse()",      { 2, 1, 3 } },
    { "sort()",         { 1, 2, 3 } },
  }, function (family)
    local call, result = family[1], family[2]
    return case(call) {
      "l = [3, 1, 2]",
      "m = l",
      "l." .. call,
      identity = { "l is m", "l kept" },
      content  = { l = result, m = result },
    }
  end),
}

clause "tuple.same" {
  must   = "tuple(t) of a tuple is t itself; of anything else it is a new tuple that holds the items, not copies of them.",
  why    = "What cannot change need not be copied; code may rely on neither two objects nor one that holds copies.",
  source = "Python library reference, Built-in Types, tuple: if iterable is already a tuple, it is returned unchanged",
  where  = { assignment = "one object" },

  case "a tuple of a tuple" {
    "t = (1, [2])",
    "u = tuple(t)",
    identity = { "u is t" },
  },
  case "the items are the same objects" {
    "m = [2]",
    "l = [1, m]",
    "t = tuple(l)",
    identity = { "t[1] is m" },
    content  = { t = { 1, { 2 } } },
  },
}
