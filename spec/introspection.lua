-- What arrays tell of themselves, held against what writing proves, and the flag that forbids writing.

chapter "views"

choice "base_of_view" {
  asks     = "Which array does the base of a view of a view name?",
  source   = {
    "NumPy 1.7.0 release notes: base collapses references where there is a view of a view",
    "PyTorch documentation, Tensor Views: a view keeps track of its base tensor",
  },
  requires = { assignment = "one object", basic_slice = "view" },
  probes   = {
    probe { "x = array([1, 2, 3, 4])", "v = x[1:]", "w = v[1:]", "b = w.base" },
    probe { "x = array([[1, 2], [3, 4]])", "v = x[1]", "w = v[:1]", "b = w.base" },
  },
  answers = {
    ["the first array"] = {
      means    = "The one whose memory it is; the views between can go.",
      identity = { "b is x", "b is not v" },
    },
    ["the next array"] = {
      means    = "The view that it was taken from, which has a base in turn.",
      identity = { "b is v", "b is not x" },
    },
  },
}

clause "array.base" {
  must   = "The base of an array that has memory of its own is None; the base of a view is an array that holds the elements of the view.",
  why    = "Whoever asks x.base is None wants to know whether a write can reach somebody else.",
  source = {
    "NumPy reference, numpy.ndarray.base: base object if memory is from some other object; of an array that owns its memory it is None",
    "PyTorch documentation, Tensor Views: keeps track of its base tensor",
  },
  where  = { assignment = "one object", basic_slice = "view" },

  each({
    { "a new array",  "array([1, 2, 3])",        "x" },
    { "zeros",        "zeros((2, 3))",           "x" },
    { "a copy",       "array([1, 2, 3])[1:]",    "x.copy()" },
    { "a sum",        "array([1, 2, 3])",        "x + x" },
  }, function (family)
    local title, data, expression = family[1], family[2], family[3]
    return case("of " .. title .. ", none") {
      "x = " .. data,
      "y = " .. expression,
      "b = y.base",
      content = { b = None },
    }
  end),
  each({
    { "a slice",         "x[1:]",                    {} },
    { "a part of a row", "x[1, :2]",                 {} },
    { "a transpose",     "x.T",                      { transpose = "view" } },
    { "a reshaped one",  "x.reshape((3, 2))",        { reshape = "view if possible" } },
    { "a new axis",      "expand_dims(x, 0)",        { unit_axes = "view" } },
    { "a diagonal",      "diagonal(x)",              {} },
    { "spread rows",     "broadcast_to(x, (2, 2, 3))", {} },
  }, function (family)
    local title, expression, presupposes = family[1], family[2], family[3]
    local answers = title == "a diagonal" and { "read-only view", "writable view" }
                    or title == "spread rows" and { "read-only view", "writable view" } or { false }
    return each(answers, function (answer)
      local where = presupposes
      if answer then where = { [title == "a diagonal" and "diagonal" or "broadcast_to"] = answer } end
      return case("of " .. title .. (answer and ", " .. answer or "")) {
        'x = zeros((2, 3), dtype="float64")',
        "y = " .. expression,
        "b = y.base",
        identity = { "b is x" },
        view     = { y = expression },
        where    = where,
      }
    end)
  end),
  case "of a view of a view, the first array" {
    "x = arange(12).reshape((3, 4)).copy()",
    "v = x[1:]",
    "w = v[:, ::2]",
    "b = w.base",
    identity = { "b is x" },
    where    = { base_of_view = "the first array" },
  },
}

-- A view, its shape, and its strides in elements of one byte.
local strided = {
  { "an array",                "x",                          { 2, 3, 4 }, { 12, 4, 1 }, {} },
  { "a slice",                 "x[1]",                       { 3, 4 },    { 4, 1 },     {} },
  { "every second column",     "x[:, 1:, ::2]",              { 2, 2, 2 }, { 12, 4, 2 }, {} },
  { "an axis less",            "x[:, 1]",                    { 2, 4 },    { 12, 1 },    {} },
  { "axes in another order",   "permute_dims(x, (2, 0, 1))", { 4, 2, 3 }, { 1, 12, 4 }, { transpose = "view" } },
  { "a transpose of a slice",  "x[0].T",                     { 4, 3 },    { 1, 4 },     { transpose = "view" } },
  { "another shape",           "x.reshape((6, 4))",          { 6, 4 },    { 4, 1 },     { reshape = "view if possible" } },
  { "backwards",               "x[:, ::-1, ::-3]",           { 2, 3, 2 }, { 12, -4, -3 }, { slice_step = "any sign" } },
  { "an axis of two rows less", "x[1, 0]",                   { 4 },      { 1 },       {} },
  { "no axes",                 "x[1, 0, 2, ...]",            {},        {},         {} },
}

clause "array.introspection" {
  must   = "What an array tells of its layout is true of its elements: shape and strides lead from each element to the next, and shares_memory is true exactly where an element is common.",
  why    = "Extensions, exporters and overlap checks compute addresses from them.",
  source = {
    "NumPy reference, numpy.ndarray.strides: the byte offset of element (i[0], …, i[n]) is sum(i * strides)",
    "NumPy reference, numpy.shares_memory: True only if there is an element shared between the arrays",
    "PyTorch documentation, torch.Tensor.stride: the jump necessary to go from one element to the next one",
  },
  where  = { basic_slice = "view" },

  each(strided, function (family)
    local title, expression, shape, strides, where = family[1], family[2], family[3], family[4], family[5]
    local axes = #shape
    local telling = title == "every second column" or title == "axes in another order" or title == "no axes"
    return {
      case("strides of " .. title) {
        'x = zeros((2, 3, 4), dtype="int8")',
        "v = " .. expression,
        "s = v.strides",
        content = { s = strides },
        where   = where,
      },
      telling and case("shape of " .. title) {
        'x = zeros((2, 3, 4), dtype="int8")',
        "v = " .. expression,
        act "s = v.shape",
        "n = v.ndim",
        content = { s = shape, n = axes },
        where   = where,
      } or {},
    }
  end),
  -- What strides say, taken at its word, leads to the very same elements.
  each({
    { "every second column",   "x[:, 1:, ::2]",              "(2, 2, 2)", {} },
    { "axes in another order", "permute_dims(x, (2, 0, 1))", "(4, 2, 3)", { transpose = "view" } },
    { "backwards",             "x[:, ::-1, ::-3]",           "(2, 3, 2)", { slice_step = "any sign" } },
  }, function (family)
    local title, expression, shape, where = family[1], family[2], family[3], family[4]
    return case("a walk by the strides of " .. title) {
      'x = zeros((2, 3, 4), dtype="int8")',
      "v = " .. expression,
      "w = as_strided(v, v.shape, v.strides)",
      view  = { w = expression },
      where = where,
    }
  end),
  each({
    { "int8", 1 }, { "int16", 2 }, { "float32", 4 }, { "complex128", 16 },
  }, function (family)
    local dtype, bytes = family[1], family[2]
    return case("strides in bytes of " .. dtype) {
      format('x = zeros((3, 5), dtype="%s")', dtype),
      "v = x[::2, 1:]",
      "s = v.strides",
      content = { s = { 10 * bytes, bytes } },
    }
  end),
  each({ "read-only view", "writable view" }, function (answer)
    return case("steps of zero, " .. answer) {
      'x = zeros((1, 3), dtype="int8")',
      "b = broadcast_to(x, (2, 3))",
      "s = b.strides",
      content = { s = { 0, 1 } },
      where   = { broadcast_to = answer },
    }
  end),
  each({
    { "a slice",                           "x[1:3]",   "x",        true },
    { "every second element and the others", "x[::2]", "x[1::2]",  false },
    { "steps of two and three that meet",  "x[::2]",   "x[1::3]",  true },
    { "steps that pass each other",        "x[:4:3]",  "x[1:6:3]", false },
    { "nothing of it",                     "x[2:2]",   "x",        false },
    { "a copy",                            "x.copy()", "x",        false },
  }, function (family)
    local title, left, right, shares = family[1], family[2], family[3], family[4]
    return {
      case("shares_memory of " .. title) {
        "x = arange(8)",
        "v = " .. left,
        "w = " .. right,
        act "s = shares_memory(v, w)",
        "t = shares_memory(w, v)",
        content = { s = shares, t = shares },
        where   = right == "x" and { assignment = "one object" } or {},
      },
    }
  end),
  case "a write says the same" {
    "x = arange(8)",
    "v = x[::2]",
    "w = x[1::3]",
    "v[...] = 9",
    content = { x = { 9, 1, 9, 3, 9, 5, 9, 7 }, v = { 9, 9, 9, 9 }, w = { 1, 9, 7 } },
  },
}

clause "array.writeable.refused" {
  must   = "An array that is made read-only refuses every write with an error, and keeps its content; it can be read and copied, and its copy can be written.",
  why    = "The flag protects tables and constants that many parts of a program read.",
  source = "NumPy reference, numpy.ndarray.flags, WRITEABLE: setting this to False locks the data, making it read-only",
  where  = { array_setitem = "writes" },

  each({
    { "an element",   "x[0] = 10" },
    { "a slice",      "x[1:] = 10" },
    { "everything",   "x[...] = 10" },
    { "fill",         "x.fill(10)" },
    { "an output",    "add(y, y, out=x)" },
  }, function (family)
    local title, statement = family[1], family[2]
    return case(title) {
      "x = array([1, 2, 3])",
      "y = array([1, 2, 3])",
      "x.writeable = False",
      statement,
      raises = "readonly",
    }
  end),
  case "an update" {
    "x = array([1, 2, 3])",
    "a = x",
    "x.writeable = False",
    "x += 1",
    identity = { "x is a" },
    raises   = "readonly",
    where    = { array_iadd = "in place" },
  },
  case "the flag itself tells" {
    "x = array([1, 2, 3])",
    "before = x.writeable",
    act "x.writeable = False",
    "after = x.writeable",
    content = { before = true, after = false, x = { 1, 2, 3 } },
  },
  case "a copy can be written" {
    "x = array([1, 2, 3])",
    "x.writeable = False",
    "y = x.copy()",
    "y[0] = 10",
    content = { x = { 1, 2, 3 }, y = { 10, 2, 3 } },
  },
  case "a sum can be written" {
    "x = array([1, 2, 3])",
    "x.writeable = False",
    "y = x + x",
    "y[0] = 10",
    content = { x = { 1, 2, 3 }, y = { 10, 4, 6 } },
  },
  case "unlocked again" {
    "x = array([1, 2, 3])",
    "a = x",
    "x.writeable = False",
    "x.writeable = True",
    "x[0] = 10",
    identity = { "x is a" },
    content  = { x = { 10, 2, 3 }, a = { 10, 2, 3 } },
    where    = { assignment = "one object" },
  },
}

clause "array.writeable.inherited" {
  must   = "A view takes the flag over from its array when it is taken: a view of a read-only array is read-only, and cannot be made writable while the array is not; a view that is locked leaves its array alone.",
  why    = "Else read-only would protect nothing.",
  source = "NumPy reference, numpy.ndarray.flags, WRITEABLE: inherits WRITEABLE from its base array at creation time; a view of a locked array may not be made writeable",
  where  = { basic_slice = "view" },

  each({
    { "a slice",           "x[1:]",                 "zeros((2, 3))",  {} },
    { "an ellipsis",       "x[...]",                "zeros((2, 3))",  {} },
    { "a transpose",       "x.T",                   "zeros((2, 3))",  { transpose = "view" } },
    { "another shape",     "x.reshape((3, 2))",     "zeros((2, 3))",  { reshape = "view if possible" } },
    { "ravel",             "x.ravel()",             "zeros((2, 3))",  { reshape = "view if possible" } },
    { "a new axis",        "expand_dims(x, 0)",     "zeros((2, 3))",  { unit_axes = "view" } },
    { "reversed",          "flip(x, 0)",            "zeros((2, 3))",  { flip = "view" } },
    { "real parts",        "x.real",                'zeros(2, dtype="complex64")',  { parts_of_complex = "view" } },
    { "another dtype",     'x.view("int32")',       'zeros(2, dtype="float32")',    { dtype_view = "view" } },
    { "a view of a view",  "x[1:][:, 1:]",          "zeros((2, 3))",  {} },
  }, function (family)
    local title, expression, data, where = family[1], family[2], family[3], family[4]
    return case("of a read-only array, " .. title) {
      "x = " .. data,
      "x.writeable = False",
      "v = " .. expression,
      "v[...] = 1",
      raises = "readonly",
      where  = where,
    }
  end),
  case "a view of a read-only array cannot be unlocked" {
    "x = array([1, 2, 3])",
    "x.writeable = False",
    "v = x[1:]",
    "v.writeable = True",
    raises = "readonly",
  },
  case "a view that is locked" {
    "x = array([1, 2, 3])",
    "v = x[1:]",
    "v.writeable = False",
    "v[0] = 20",
    raises = "readonly",
  },
  case "the array of a view that is locked" {
    "x = array([1, 2, 3])",
    "v = x[1:]",
    "v.writeable = False",
    "x[1] = 20",
    content = { x = { 1, 20, 3 }, v = { 20, 3 } },
  },
  case "a view of a locked view" {
    "x = array([1, 2, 3])",
    "v = x[1:]",
    "v.writeable = False",
    "w = v[:]",
    "w[0] = 20",
    raises = "readonly",
  },
  case "a view of an unlocked array" {
    "x = array([1, 2, 3])",
    "x.writeable = False",
    "x.writeable = True",
    "v = x[1:]",
    "v[0] = 20",
    content = { x = { 1, 20, 3 }, v = { 20, 3 } },
  },
}

clause "array.writeable.earlier_views" {
  should = "A view that was taken while its array could be written stays writable when the array is made read-only.",
  why    = "Read-only is a promise of the names that are handed out, not of the memory.",
  source = "NumPy reference, numpy.ndarray.flags, WRITEABLE: currently, locking a base object does not lock any views that already reference it",
  where  = { basic_slice = "view" },

  case "a view from before the lock" {
    "x = array([1, 2, 3])",
    "v = x[1:]",
    "x.writeable = False",
    "v[0] = 20",
    content = { x = { 1, 20, 3 }, v = { 20, 3 } },
  },
}
