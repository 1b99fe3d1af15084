-- What each way to write an update costs in array memory, beside what it means: content, identity and allocation in
-- the same case. 100 elements of 8 bytes each; 32768 elements are the 256 KiB from which NumPy reuses temporaries.

chapter "memory" {
  number = 11,
  title  = "Memory cost",
  about  = "What each way to write an update, a view or a copy allocates, beside what it means.",
}

local N = 100
local LARGE = 32768

local function elements(count, value)
  local list = {}
  for i = 1, count do
    list[i] = value
  end
  return list
end

-- Arrays of ones, each under its name.
local function ones(count, names)
  return each(names, function (name)
    return format('%s = ones(%d, dtype="float64")', name, count)
  end)
end

-- Of arrays that are too large to be shown, the first elements: behind the act, which alone is measured.
local function first_elements(names)
  return each(names, function (name)
    return format("%s = %s[:2]", name, name)
  end)
end

local IN_PLACE = {
  "NumPy reference, Universal functions (ufunc), Ufuncs and memory overlap: np.add(a, b, out=a) will not involve copies",
  "Dive into Deep Learning 2.1.5, Saving Memory",
}

clause "memory.result" {
  should = "y = y + x makes one new array, as large as the result: every execution allocates one, and the old array is as it was.",
  why    = "In a loop the old array stays in memory beside the new one, and every step pays for an allocation.",
  source = {
    "NumPy reference, numpy.add, out: if not provided or None, a freshly-allocated array is returned",
    "PyTorch documentation, Tensor Views: typically a PyTorch op returns a new tensor as output",
    "Dive into Deep Learning 2.1.5, Saving Memory",
  },
  where  = { assignment = "one object" },

  each({
    { "an operator", "y = y + x" },
    { "a function",  "y = add(y, x)" },
  }, function (family)
    local title, statement = family[1], family[2]
    return case(title) {
      ones(N, { "x", "y" }),
      "old = y",
      act(statement),
      times     = 100,
      identity  = { "y is not old" },
      content   = { y = elements(N, 101), old = elements(N, 1) },
      allocates = 100 * N * 8,
    }
  end),
  case "from 256 KiB on" {
    ones(LARGE, { "x", "y" }),
    "old = y",
    act "y = y + x",
    first_elements { "x", "y", "old" },
    times     = 3,
    content   = { y = { 4, 4 }, old = { 1, 1 } },
    allocates = 3 * LARGE * 8,
  },
}

clause "memory.in_place" {
  should = "Where x += y updates x in place, it allocates no array memory.",
  why    = "It is why people write it.",
  source = IN_PLACE,
  where  = { array_iadd = "in place", assignment = "one object" },

  each({
    { "a sum",                "y += x", 100, 101 },
    { "a difference",         "y -= x", 100, -99 },
    { "an array with itself", "y += y", 3,   8 },
  }, function (family)
    local title, statement, times, result = family[1], family[2], family[3], family[4]
    return case(title) {
      ones(N, { "x", "y" }),
      "old = y",
      act(statement),
      times     = times,
      identity  = { "y is old" },
      content   = { y = elements(N, result) },
      allocates = 0,
    }
  end),
  case "from 256 KiB on" {
    ones(LARGE, { "x", "y" }),
    "old = y",
    act "y += x",
    "same = y is old",
    first_elements { "x", "y", "old" },
    times     = 3,
    content   = { y = { 4, 4 }, old = { 4, 4 }, same = true },
    allocates = 0,
  },
  case "through a slice" {
    ones(N, { "x", "y" }),
    act "y[:] += x",
    times     = 100,
    content   = { y = elements(N, 101) },
    allocates = 0,
    where     = { array_setitem = "writes", basic_slice = "view" },
  },
  case "a row to every row" {
    'x = ones(10, dtype="float64")',
    'y = ones((10, 10), dtype="float64")',
    "old = y",
    act "y += x",
    times     = 100,
    identity  = { "y is old" },
    content   = { y = elements(10, elements(10, 101)) },
    allocates = 0,
  },
}

clause "memory.output" {
  must   = "A function with an output writes its results there and allocates no array memory, also where an operand is the output itself.",
  why    = "It is the one way to compute into memory that is there already; a temporary behind it would be the cost that it is to save.",
  source = IN_PLACE[1],

  each({
    { "another array",     "add(x, y, out=z)",      "z", 2 },
    { "the left operand",  "add(x, y, out=x)",      "x", 100 },
    { "the right operand", "subtract(x, y, out=y)", "y", 0 },
    { "the only operand",  "negative(x, out=x)",    "x", -1 },
  }, function (family)
    local title, statement, name, result = family[1], family[2], family[3], family[4]
    return case(title) {
      ones(N, { "x", "y", "z" }),
      act(statement),
      times     = 99,
      content   = { [name] = elements(N, result) },
      allocates = 0,
    }
  end),
}

clause "memory.assignment" {
  should = "z[:] = x + y keeps z and its memory, but x + y is an array of its own first, as large as the result.",
  why    = "It is taken for an update without allocation, and is none: out= is.",
  source = {
    "Python reference 7.2, Assignment statements: an assignment statement evaluates the expression list",
    "NumPy reference, numpy.add, out: if not provided or None, a freshly-allocated array is returned",
    "Dive into Deep Learning 2.1.5, Saving Memory",
  },
  where  = { array_setitem = "writes", assignment = "one object" },

  each({
    { "a slice",         "z[:] = x + y",   "z", 2 },
    { "an ellipsis",     "z[...] = x + y", "z", 2 },
    { "onto an operand", "y[:] = y + x",   "y", 101 },
  }, function (family)
    local title, statement, name, result = family[1], family[2], family[3], family[4]
    return case(title) {
      ones(N, { "x", "y", "z" }),
      "old = " .. name,
      act(statement),
      times     = 100,
      identity  = { name .. " is old" },
      content   = { [name] = elements(N, result) },
      allocates = 100 * N * 8,
    }
  end),
  case "from 256 KiB on" {
    ones(LARGE, { "x", "z" }),
    act "z[:] = x + x",
    first_elements { "x", "z" },
    times     = 3,
    content   = { z = { 2, 2 } },
    allocates = 3 * LARGE * 8,
  },
}

clause "memory.elements" {
  should = "z[:] = y copies the elements of y into z without allocating.",
  why    = "A buffer is filled so in every round of a loop; it is no saving if each round makes another.",
  source = {
    "NumPy user guide, Copies and views: a view does not copy the data buffer",
    "Dive into Deep Learning 2.1.5, Saving Memory",
  },
  where  = { array_setitem = "writes", assignment = "one object" },

  each({
    { "a slice",     "z[:] = y" },
    { "an ellipsis", "z[...] = y" },
  }, function (family)
    local title, statement = family[1], family[2]
    return case(title) {
      ones(N, { "y" }),
      format('z = zeros(%d, dtype="float64")', N),
      "old = z",
      act(statement),
      times     = 100,
      identity  = { "z is old" },
      content   = { z = elements(N, 1) },
      allocates = 0,
    }
  end),
}

clause "memory.expression" {
  should = "An expression allocates at most one array for each of its operators; whatever is reused, no array that has a name is.",
  why    = "Reusing temporaries saves memory; reusing an array that somebody still has is the worst bug there is: numpy#28681.",
  source = {
    "NumPy 1.13.0 release notes, Highlights: operations like a + b + c will reuse temporaries on some platforms",
    "NumPy issue 28681: temporary elision wrote to named arrays on Python 3.14",
  },

  case "three terms" {
    ones(N, { "a", "b", "c" }),
    "d = a + b + c",
    content   = { d = elements(N, 3) },
    allocates = at_most(2 * N * 8),
  },
  case "a product of sums" {
    ones(N, { "a", "b" }),
    "d = (a + b) * (a - b)",
    content   = { d = elements(N, 0) },
    allocates = at_most(3 * N * 8),
  },
  case "three terms, from 256 KiB on" {
    ones(LARGE, { "a", "b", "c" }),
    act "d = a + b + c",
    first_elements { "a", "b", "c", "d" },
    content   = { d = { 3, 3 } },
    allocates = at_most(2 * LARGE * 8),
  },
  case "onto a name, from 256 KiB on" {
    ones(LARGE, { "a", "b" }),
    "old = a",
    act "a = a + b + b",
    first_elements { "a", "b", "old" },
    times     = 3,
    content   = { a = { 7, 7 }, old = { 1, 1 } },
    allocates = at_most(3 * 2 * LARGE * 8),
    where     = { assignment = "one object" },
  },
}

clause "memory.view" {
  must   = "Taking a view allocates no array memory.",
  why    = "The size of an array does not matter where only views are taken.",
  source = {
    "PyTorch documentation, Tensor Views: no data movement occurs when creating a view",
    "NumPy user guide, Copies and views: a view is created by changing metadata, the data buffer remains the same",
  },

  each({
    { "a slice",             "x[1:3]",                     { basic_slice = "view" } },
    { "a slice with a step", "x[::2]",                     { basic_slice = "view" } },
    { "another shape",       "x.reshape((20, 5))",         { reshape = "view if possible" } },
    { "a transpose",         "x.T",                        { transpose = "view" } },
    { "axes in another order", "permute_dims(x, (1, 0))",  { transpose = "view" } },
    { "a new axis",          "expand_dims(x, 0)",          { unit_axes = "view" } },
    { "reverse order",       "flip(x, axis=0)",            { flip = "view" } },
    { "one axis",            "x.ravel()",                  { reshape = "view if possible" } },
  }, function (family)
    local title, expression, where = family[1], family[2], family[3]
    return case(title) {
      'x = ones((10, 10), dtype="float64")',
      act("v = " .. expression),
      times     = 10,
      view      = { v = expression },
      allocates = 0,
      where     = where,
    }
  end),
  case "asarray of an array" {
    ones(N, { "x" }),
    act "v = asarray(x)",
    times     = 10,
    identity  = { "v is x" },
    allocates = 0,
    where     = { asarray_of_array = "same object" },
  },
}

clause "memory.copy" {
  should = "A copy allocates its own elements, once, and nothing else: those of the slice where a slice is copied.",
  why    = "What a copy costs can be told from its size; who copies a few rows of a large array does not pay for the array.",
  source = {
    "NumPy user guide, Copies and views: a copy duplicates the data buffer",
    "NumPy reference, numpy.ravel: a copy is made only if needed",
    "PyTorch documentation, torch.clone",
  },
  where  = { array_setitem = "writes" },

  each({
    { "a copy",            "x.copy()",            "x",                   800 },
    { "a copy of a slice", "x[2:4, :].copy()",    "x[2:4, :]",           160, { basic_slice = "view" } },
    { "a copy of a transpose", "x.T.copy()",      "x.T",                 800, { transpose = "view" } },
    { "one axis of a transpose", "x.T.ravel()",   "x.T.reshape((100,))", 800, { transpose = "view" } },
    { "one axis",          "x.flatten()",         "x.reshape((100,))",   800, { flatten = "copies" } },
    { "what asarray is told to copy", "asarray(x, copy=True)", "x",      800 },
  }, function (family)
    local title, expression, original, bytes = family[1], family[2], family[3], family[4]
    return case(title) {
      'x = ones((10, 10), dtype="float64")',
      act("c = " .. expression),
      times     = 10,
      copy      = { c = original },
      allocates = 10 * bytes,
      where     = family[5] or {},
    }
  end),
}

clause "memory.overlap" {
  should = "Where overlapping operands give what copies would, an update makes at most the copies that it needs: none of an array with itself.",
  why    = "Copies that keep overlap right are paid for by everybody if they are made where nothing overlaps.",
  source = IN_PLACE[1],
  where  = { overlap = "as if copied", array_setitem = "writes", basic_slice = "view" },

  case "to the right" {
    format('x = arange(%d, dtype="float64")', 5),
    act "x[1:] += x[:-1]",
    content   = { x = { 0, 1, 3, 5, 7 } },
    allocates = at_most(2 * 4 * 8),
  },
  case "onto itself" {
    format('x = arange(%d, dtype="float64")', 5),
    act "x[:] += x[:]",
    content   = { x = { 0, 2, 4, 6, 8 } },
    allocates = 0,
    where     = { array_iadd = "in place" },
  },
}
