-- Which objects live, and when the others die. Objects are watched by what does not keep them alive; programs that
-- watch start without garbage, so that a collection does not fall due by chance.

chapter "lifetime" {
  number = 12,
  title  = "Lifetimes",
  about  = "What keeps an object alive, when one dies that nothing keeps, and whether a view keeps its array.",
}

local REACHABLE = "Python reference 3.1, Objects, values and types: no objects are collected that are still reachable"
local COUNTED = "Python reference 3.1, Objects, values and types, CPython implementation detail: reference counting"
local COLLECTED = {
  "Python library reference, gc.collect: with no arguments, run a full collection",
  "Python library reference, weakref: a weak reference is not enough to keep the object alive",
  "Python reference 3.1, Objects, values and types: an implementation is allowed to postpone garbage collection or omit it altogether",
}

-- An object of Python's and an array.
local OBJECTS = { { "an object", "operand()" }, { "an array", "array([1, 2, 3])" } }

choice "death" {
  asks   = "When does an object die that nothing refers to any more?",
  source = {
    "Python reference 3.1, Objects, values and types: when they become unreachable they may be garbage-collected",
    "PyPy documentation, Differences between PyPy and CPython, Differences related to garbage collection strategies",
  },
  probes = each(OBJECTS, function (object)
    return {
      probe { "x = " .. object[2], "w = watch(x)", "del x", "b = alive(w)" },
      probe { format("l = [%s]", object[2]), "w = watch(l[0])", "l.pop()", "b = alive(w)" },
    }
  end),
  answers = {
    ["at once"] = { means = "With its last reference: references are counted.", content = { b = false } },
    ["later"]   = { means = "When garbage is collected.", content = { b = true } },
    ["depends"] = "on the type of the object",
    ["unspecified"] = { means = "Programs must not rely on either.", declared = true },
  },
}

clause "lifetime.reachable" {
  must   = "An object lives as long as a name, or an item of something that lives, refers to it, whatever is collected.",
  why    = "It is all that a program can rely on.",
  source = REACHABLE,
  where  = { assignment = "one object" },

  each(OBJECTS, function (object)
    local of = " keeps " .. object[1]
    return each({
      { "another name",         { "y = x" } },
      { "a name from a call",   { "y = passed(x)" } },
      { "a list",               { "l = [x]" } },
      { "a tuple in a list",    { "l = [(x,)]" } },
      { "a copy of a list",     { "l = [x]", "m = copy(l)", "del l" } },
      { "a slice of a list",    { "l = [x]", "m = l[:1]", "del l" } },
      { "a sum of lists",       { "l = [x]", "m = [1] + l", "del l" } },
      { "an extended list",     { "m = []", "m += [x]" } },
      { "a list inside itself", { "l = [x]", "l.append(l)" } },
    }, function (family)
      return case(family[1] .. of) {
        "x = " .. object[2],
        "w = watch(x)",
        family[2],
        act "del x",
        "collect()",
        "b = alive(w)",
        content   = { b = true },
        unchanged = true,
      }
    end)
  end),
  case "an update in place keeps the object" {
    'x = operand(iadd="self")',
    "w = watch(x)",
    act "x += 1",
    "collect()",
    "b = alive(w)",
    "x = 0",
    content   = { b = true, x = 0 },
    unchanged = true,
  },
}

-- Ways to drop the last reference: title, set up, act, what is left.
local function ways(object)
  return {
    { "its name is deleted",         { "x = " .. object, "w = watch(x)" },              "del x",            {} },
    { "its name is bound anew",      { "x = " .. object, "w = watch(x)" },              "x = 1",            { x = 1 } },
    { "its item is popped",          { format("l = [%s]", object), "w = watch(l[0])" }, "l.pop()",          { l = {} } },
    { "its item is bound anew",      { format("l = [%s]", object), "w = watch(l[0])" }, "l[0] = 1",         { l = { 1 } } },
    { "its item is sliced away",     { format("l = [%s]", object), "w = watch(l[0])" }, "l[:] = []",        { l = {} } },
    { "its list is deleted",         { format("l = [(%s,)]", object), "w = watch(l[0][0])" }, "del l",      {} },
    { "a call has returned it",      { format("l = [%s]", object), "w = watch(l[0])" }, "passed(l.pop())",  { l = {} } },
    { "it was an argument",          { format("l = [%s]", object), "w = watch(l[0])" }, "id(l.pop())",      { l = {} } },
  }
end

local function with(content, name, value)
  content[name] = value
  return content
end

clause "lifetime.at_once" {
  must   = "Where objects die at once, one is dead behind the statement that dropped the last reference to it: also a statement that failed.",
  why    = "A reference that is kept, by an error say, keeps memory, and changes what resize and temporaries do.",
  source = COUNTED,
  where  = { assignment = "one object", death = "at once" },

  each(OBJECTS, function (object)
    return each(ways(object[2]), function (way)
      return case(way[1] .. ", of " .. object[1]) {
        way[2],
        act(way[3]),
        "b = alive(w)",
        content = with(way[4], "b", false),
      }
    end)
  end),
  case "an update by another object" {
    'x = operand(iadd="other")',
    "w = watch(x)",
    act "x += 1",
    "b = alive(w)",
    "x = 0",
    content = { b = false, x = 0 },
  },
  case "an array that is bound to a result" {
    "x = array([1, 2, 3])",
    "w = watch(x)",
    act "x = x + x",
    "b = alive(w)",
    content = { b = false, x = { 2, 4, 6 } },
  },
  case "a statement that fails with an object" {
    "l = [operand()]",
    "w = watch(l[0])",
    act "l.pop()[0]",
    "b = alive(w)",
    raises  = true,
    content = { b = false, l = {} },
  },
  case "a statement that fails with an array" {
    "l = [array([1, 2, 3])]",
    "w = watch(l[0])",
    act 'l.pop() + "u"',
    "b = alive(w)",
    raises  = true,
    content = { b = false, l = {} },
  },
}

clause "lifetime.collected" {
  should = "After collect() an object that nothing reaches is dead, though it be part of a cycle.",
  why    = "A cycle through a list of arrays holds their memory until then.",
  source = COLLECTED,
  where  = { assignment = "one object" },

  each(OBJECTS, function (object)
    local of = " of " .. object[1]
    return {
      case("its name is deleted," .. of) {
        "x = " .. object[2],
        "w = watch(x)",
        act "del x",
        "collect()",
        "b = alive(w)",
        content = { b = false },
      },
      case("a list in itself," .. of) {
        format("l = [%s]", object[2]),
        "w = watch(l[0])",
        "l.append(l)",
        act "del l",
        "collect()",
        "b = alive(w)",
        content = { b = false },
      },
      case("two lists of each other," .. of) {
        format("l = [%s]", object[2]),
        "w = watch(l[0])",
        "m = [l]",
        "l.append(m)",
        "del m",
        act "del l",
        "collect()",
        "b = alive(w)",
        content = { b = false },
      },
      case("a cycle that is cut from a list that lives," .. of) {
        format("l = [%s, 1]", object[2]),
        "w = watch(l[0])",
        "l.append(l)",
        "l[2] = 2",
        act "l[0] = 0",
        "collect()",
        "b = alive(w)",
        content = { b = false, l = { 0, 1, 2 } },
      },
    }
  end),
  case "a statement that fails with an object" {
    "l = [operand()]",
    "w = watch(l[0])",
    act "l.pop()[0]",
    "collect()",
    "b = alive(w)",
    raises  = true,
    content = { b = false, l = {} },
  },
}

choice "identity_of_the_dead" {
  asks   = "Does a new object get the identity of one that has just died?",
  source = "Python library reference, id: two objects with non-overlapping lifetimes may have the same id() value",
  probes = {
    probe { "same = id(operand()) == id(operand())" },
    probe { "same = id([1]) == id([2])" },
  },
  answers = {
    ["comes back"] = { means = "An identity is only worth something while its object lives.", content = { same = true } },
    ["stays away"] = { means = "It does not come back at once; that it never does, no program can tell.", content = { same = false } },
    ["depends"]    = "on the type of the object",
    ["unspecified"] = { means = "Programs must not rely on either.", declared = true },
  },
}

clause "lifetime.identity" {
  must   = "An identity does not come back while its object lives.",
  why    = "Caches by id() give wrong answers when they do not keep their objects.",
  source = "Python library reference, id: unique and constant for this object during its lifetime",
  where  = { assignment = "one object" },

  each(OBJECTS, function (object)
    return case("of " .. object[1] .. " in a list") {
      "x = " .. object[2],
      "l = [x]",
      "old = id(x)",
      "del x",
      "collect()",
      act("y = " .. object[2]),
      "same = id(y) == old",
      "y = 0",
      content   = { same = false, y = 0 },
    }
  end),
}
