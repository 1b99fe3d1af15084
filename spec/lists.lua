-- Lists, tuples and numbers: updates, sums and copies. Most of it is Python's own law.

clause "list.iadd" {
  must   = "l += items extends the list l in place with the items of any iterable: l keeps its identity and every alias sees them.",
  why    = "l += [1] and l = l + [1] give equal lists and different programs.",
  source = {
    "Python library reference, Mutable Sequence Types: s += t extends s with the contents of t",
    "Python reference 7.2.1, Augmented assignment statements",
  },

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
  source = {
    "Python library reference, Common Sequence Operations: s + t",
    "Python reference 6.7, Binary arithmetic operations",
  },

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

clause "tuple.item_iadd" {
  must   = "t[i] += y on a tuple fails, since t[i] cannot be assigned, after the item itself was updated: a list in t has grown.",
  why    = "It is the one failing statement of the language that has done its work.",
  source = {
    "Python FAQ, Programming: Why does a_tuple[i] += ['item'] raise an exception when the addition works?",
    "Python reference 7.2.1, Augmented assignment statements",
  },

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

clause "list.copy" {
  must   = "copy(l), list(l) and l[:] give a new list of the same items; deepcopy(l) copies the items too, each object once.",
  source = {
    "Python library reference, copy: shallow and deep copy operations",
    "Python library reference, Common Sequence Operations: s[i:j]",
  },

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
