-- Numbers, strings and tuples: when two of them are one object is, almost always, the implementation's choice.

chapter "identity"

choice "complex_identity" {
  asks   = "When are two equal complex numbers one object?",
  source = {
    "Python reference 3.1, Objects, values and types",
    "PyPy documentation, Differences between PyPy and CPython, Object Identity of Primitive Values: int, float, complex",
  },
  probes = {
    probe { "n = 0.5j", "s = n + n", "t = n + n" },
    probe { "s = complex(1, 2)", "t = complex(1, 2)" },
  },
  answers = {
    ["fresh"]    = { means = "Every evaluation makes a new object.", identity = { "s is not t" } },
    ["by value"] = { means = "Equal complex numbers are one object.", identity = { "s is t" } },
    ["depends"]  = "on how it came about",
  },
}

choice "id_of_number" {
  asks   = "What is the id of a number computed from?",
  source = {
    "Python library reference, Built-in Functions, id: an integer which is guaranteed to be unique and constant; CPython: the address",
    "PyPy documentation, Differences between PyPy and CPython, Object Identity of Primitive Values: id is computed from the argument",
  },
  -- No address and no running number needs more than 64 bits.
  probes = each({ "1000000000000000000000000000000", "1.5", "1e300" }, function (number)
    return probe { "n = " .. number, "large = id(n) > 18446744073709551615" }
  end),
  answers = {
    ["the object"] = { means = "The object: its address, or a number that it was given.", content = { large = false } },
    ["the value"]  = { means = "The value: equal numbers have equal ids, which may be larger than any address.", content = { large = true } },
    ["depends"]    = "on the type of the number",
  },
}

choice "empty_tuple" {
  asks   = "Is there one empty tuple?",
  source = {
    "Python reference 6.2.3, Parenthesized forms: two occurrences of the empty tuple may or may not yield the same object",
    "PyPy documentation, Differences between PyPy and CPython, Object Identity of Primitive Values: the empty tuple",
  },
  probes = {
    probe { "s = ()", "t = ()" },
    probe { "s = ()", "t = tuple([])" },
    probe { "s = tuple([])", "t = (1,)[:0]" },
  },
  answers = {
    ["one object"]   = { means = "Every empty tuple is the same object.", identity = { "s is t" } },
    ["each its own"] = { means = "Every evaluation makes another one.", identity = { "s is not t" } },
    ["depends"]      = "on how it came about",
  },
}

choice "tuple_slice" {
  asks   = "Is the slice of all of a tuple the tuple?",
  source = "Python reference 3.1, Objects, values and types: operations on immutable types may return a reference to an existing object",
  probes = each({ "t[:]", "t[0:]", "t[:2]", "t[::1]" }, function (slice)
    return probe { "t = (7, 8)", "u = " .. slice }
  end),
  answers = {
    ["same object"] = { means = "t[:] is t.", identity = { "u is t" } },
    ["a new tuple"] = { means = "t[:] is a tuple of its own.", identity = { "u is not t" } },
    ["depends"]     = "on how the slice is written",
  },
}

choice "tuple_sum" {
  asks   = "Is a tuple with nothing added the tuple?",
  source = "Python reference 3.1, Objects, values and types: operations on immutable types may return a reference to an existing object",
  probes = each({ "t + ()", "() + t" }, function (sum)
    return probe { "t = (7, 8)", "u = " .. sum }
  end),
  answers = {
    ["same object"] = { means = "t + () is t.", identity = { "u is t" } },
    ["a new tuple"] = { means = "t + () is a tuple of its own.", identity = { "u is not t" } },
    ["depends"]     = "on the side",
  },
}

choice "string_slice" {
  asks   = "Is the slice of all of a string the string?",
  source = "Python reference 3.1, Objects, values and types: operations on immutable types may return a reference to an existing object",
  probes = each({ "s[:]", "s[0:]", "s[:2]", "s[::1]" }, function (slice)
    return probe { "s = 'ab'", "t = " .. slice }
  end),
  answers = {
    ["same object"]  = { means = "s[:] is s.", identity = { "t is s" } },
    ["a new string"] = { means = "s[:] is a string of its own.", identity = { "t is not s" } },
    ["depends"]      = "on how the slice is written",
  },
}

choice "string_sum" {
  asks   = "Is a string with nothing added the string?",
  source = "Python reference 3.1, Objects, values and types: operations on immutable types may return a reference to an existing object",
  probes = each({ "s + ''", "'' + s" }, function (sum)
    return probe { "s = 'ab'", "t = " .. sum }
  end),
  answers = {
    ["same object"]  = { means = "s + '' is s.", identity = { "t is s" } },
    ["a new string"] = { means = "s + '' is a string of its own.", identity = { "t is not s" } },
    ["depends"]      = "on the side",
  },
}

choice "short_strings" {
  asks   = "Is there one empty string, and one of each single character?",
  source = {
    "Python reference 3.1, Objects, values and types: operations on immutable types may return a reference to an existing object",
    "PyPy documentation, Differences between PyPy and CPython, Object Identity of Primitive Values: empty or single-character strings only",
  },
  probes = {
    probe { "n = 'ab'", "m = 'ba'", "s = n[0]", "t = m[1]" },
    probe { "n = 'ab'", "m = 'ba'", "s = n[:0]", "t = m[2:]" },
    probe { "n = 'ab'", "s = n[1:]", "t = n[-1]" },
  },
  answers = {
    ["one object"]   = { means = "Two strings of at most one character are one object where they are equal.", identity = { "s is t" } },
    ["each its own"] = { means = "Every evaluation makes a new string.", identity = { "s is not t" } },
    ["depends"]      = "on the length, or on how it came about",
  },
}

choice "copy_of_immutable" {
  asks   = "Do copy and deepcopy of what cannot change give the object itself?",
  source = {
    "Python library reference, copy: shallow and deep copy operations",
    "Python reference 3.1, Objects, values and types: operations on immutable types may return a reference to an existing object",
  },
  -- Constants of one statement might be one object anyway.
  probes = each({ "123456789 * n", "0.3 * n", "'ab' + 'c'", "(n, 8)", "((n,), 'a')" }, function (value)
    return each({ "copy", "deepcopy" }, function (copying)
      return probe { "n = 7", "t = " .. value, format("u = %s(t)", copying) }
    end)
  end),
  answers = {
    ["same object"] = { means = "copy(t) is t: nobody could tell a copy from it, but by `is`.", identity = { "u is t" } },
    ["a copy"]      = { means = "The copy is an object of its own.", identity = { "u is not t" } },
    ["depends"]     = "on the type, or on how deep the copy is",
  },
}

clause "identity.types" {
  must   = "Objects of different types are never one object and never have the same id while both live, equal or not.",
  why    = "1, 1.0 and True are equal, and an id that is computed from the value must tell them apart.",
  source = {
    "Python reference 3.1, Objects, values and types: an object's type is unchangeable",
    "Python library reference, Built-in Functions, id: unique among objects that live at the same time",
  },

  each({
    { "an integer and a float",       "1",    "1.0" },
    { "an integer and a truth value", "1",    "True" },
    { "a float and a complex number", "1.0",  "(1 + 0j)" },
    { "zeros",                        "0",    "0.0" },
    { "a large integer and a float",  "9007199254740992", "9007199254740992.0" },
    { "a character and a tuple",      "'a'",  "('a',)" },
    { "an empty string and a tuple",  "''",   "()" },
    { "None and False",               "None", "False" },
  }, function (family)
    local title, x, y = family[1], family[2], family[3]
    return case(title) {
      "x = " .. x,
      "y = " .. y,
      "same = id(x) == id(y)",
      identity = { "x is not y" },
      content  = { same = false },
    }
  end),
}

clause "identity.complex.by_value" {
  must   = "Where equal complex numbers are one object, 0j and -0j are two.",
  why    = "Zeros of different sign are equal and yet not the same value, in each of the two parts.",
  source = "PyPy documentation, Differences between PyPy and CPython, Object Identity of Primitive Values",
  where  = { complex_identity = "by value" },

  case "computed twice" {
    "n = 0.1j",
    "a = n + n",
    "b = n + n",
    identity = { "a is b" },
  },
  case "the sign of a zero" {
    "n = complex(0.0, 0.0)",
    "a = complex(0.0, -0.0)",
    identity = { "a is not n" },
  },
}

clause "identity.number.by_value" {
  must   = "Where the id of a number is computed from its value, a number that is computed again has the id that it had.",
  why    = "An id is used as a key: for equal numbers it has to find the same entry.",
  source = "PyPy documentation, Differences between PyPy and CPython, Object Identity of Primitive Values: id is computed from the argument",
  where  = { id_of_number = "the value" },

  each({
    { "an integer",           "1000" },
    { "a negative integer",   "-1000" },
    { "beyond 64 bits",       "99999999999999999999" },
    { "a float",              "0.1" },
  }, function (family)
    local title, number = family[1], family[2]
    return case(title) {
      "n = " .. number,
      "i = id(n + n)",
      "m = n + n",
      "same = id(m) == i",
      content = { same = true },
    }
  end),
  case "other values have other ids" {
    "n = 1000",
    "other = (id(n + 1) != id(n)) + (id(-n) != id(n))",
    content = { other = 2 },
  },
}

clause "immutable.setitem" {
  must   = "An item of a string cannot be assigned or deleted, and neither can one of a tuple; the object is as it was.",
  why    = "Strings and tuples are keys of dictionaries and are shared without a thought.",
  source = {
    "Python reference 3.2, Immutable sequences: an object of an immutable sequence type cannot change once it is created",
    "Python reference 7.2, Assignment statements: subscription",
  },
  where  = { assignment = "one object", tuple_setitem = "raises" },

  each({
    { "a string",           "s = 'ab'",     "s[0] = 'c'" },
    { "a slice of a string", "s = 'ab'",    "s[:1] = 'c'" },
    { "a tuple",            "s = (1, 2)",   "s[0] = 3" },
    { "a slice of a tuple", "s = (1, 2)",   "s[:1] = (3,)" },
    { "an item deleted",    "s = (1, 2)",   "del s[0]" },
    { "a character deleted", "s = 'ab'",    "del s[0]" },
    { "an update of a tuple's item", "s = (1, 2)", "s[0] += 3" },
    { "an update of a character",    "s = 'ab'",   "s[0] += 'c'" },
  }, function (family)
    local title, made, statement = family[1], family[2], family[3]
    return case(title) {
      made,
      "a = s",
      statement,
      identity = { "s is a" },
      raises   = { "immutable", "type" },
    }
  end),
}
