-- Views of every layout: whatever the steps, the axes and the size, and however many views lie between.

chapter "views"

clause "array.view.layouts" {
  must   = "Where a basic slice is a view, it is one whatever its layout: its offset, the size and the sign of its steps, its axes, its number of elements, and the layout of the array that it is taken from.",
  why    = "Whoever copies the odd case only, such as the strided one, breaks a program at the size where nobody looks.",
  source = {
    "NumPy user guide, Copies and views: basic indexing always creates views",
    "NumPy reference, numpy.ndarray, Internal memory layout: any strided scheme, negative and zero strides included",
    "PyTorch documentation, Tensor Views: basic slicing and indexing return views",
  },
  where  = { basic_slice = "view" },

  -- Around the widths of vector registers, and beyond a buffer of 8192 elements.
  each({ 1, 63, 64, 65, 8193 }, function (length)
    return case(length .. " elements from the second on") {
      format('x = zeros(%d, dtype="int8")', length + 1),
      "v = x[1:]",
      view = { v = "x[1:]" },
    }
  end),
  each({
    { "a row",    "arange(8)",                      { "x[1::3]" } },
    { "a matrix", "arange(12).reshape((3, 4))",     { "x[1:, 2:]", "x[1, ::3]", "x[:, None, ::3]", "x[2]" } },
    { "three axes", "arange(24).reshape((2, 3, 4))", { "x[1]", "x[:, 1:][..., ::3]" } },
    { "no axes",  "array(5)",                       { "x[None]", "x[None, ..., None]" } },
  }, function (family)
    local title, data, slices = family[1], family[2], family[3]
    return each(slices, function (slice)
      return case(title .. " " .. slice) {
        "x = " .. data,
        "v = " .. slice,
        view = { v = slice },
      }
    end)
  end),
  each({
    { "a row",    "arange(8)",                       { "x[-2::-3]", "x[::-1][::-2]" } },
    { "a matrix", "arange(12).reshape((3, 4))",      { "x[:, ::-1]", "x[1, ::-1]" } },
    { "three axes", "arange(24).reshape((2, 3, 4))", { "x[:, ::-1, 1:3]" } },
  }, function (family)
    local title, data, slices = family[1], family[2], family[3]
    return each(slices, function (slice)
      return case(title .. " backwards " .. slice) {
        "x = " .. data,
        "v = " .. slice,
        view  = { v = slice },
        where = { slice_step = "any sign" },
      }
    end)
  end),
  each({
    { "arange(12).reshape((3, 4))",    "x.T[1:, ::2]" },
    { "arange(12).reshape((3, 4))",    "x[:, 1:3].T[1]" },
    { "arange(24).reshape((2, 3, 4))", "permute_dims(x, (2, 0, 1))[1:, :, ::2]" },
  }, function (family)
    local data, slice = family[1], family[2]
    return case("of a transpose " .. slice) {
      "x = " .. data,
      "v = " .. slice,
      view  = { v = slice },
      where = { transpose = "view" },
    }
  end),
  case "of an array that is laid out by columns" {
    'x = array([[1, 2, 3], [4, 5, 6]], order="F")',
    "v = x[:, 1:]",
    view    = { v = "x[:, 1:]" },
    content = { v = { { 2, 3 }, { 5, 6 } } },
  },
  each({ "read-only view", "writable view" }, function (answer)
    return case("of rows that are one row, " .. answer) {
      "x = array([1, 2, 3, 4])",
      "b = broadcast_to(x, (3, 4))",
      "v = b[1:, ::2]",
      view    = { v = "broadcast_to(x, (3, 4))[1:, ::2]" },
      content = { v = { { 1, 3 }, { 1, 3 } } },
      where   = { broadcast_to = answer },
    }
  end),
  case "windows that overlap" {
    "x = arange(5)",
    "w = as_strided(x, (3, 3), (1, 1))",
    "v = w[::2, 1:]",
    view    = { v = "as_strided(x, (3, 3), (1, 1))[::2, 1:]" },
    content = { v = { { 1, 2 }, { 3, 4 } } },
  },
  each({
    { "bytes",           "int8" },
    { "halves of words", "int16" },
    { "truth values",    "bool" },
  }, function (family)
    local title, dtype = family[1], family[2]
    return case("of " .. title) {
      format('x = zeros((3, 4), dtype="%s")', dtype),
      "v = x[1:, ::3]",
      view = { v = "x[1:, ::3]" },
    }
  end),
  case "a row written through a column" {
    "x = array([[1, 2, 3], [4, 5, 6]])",
    "r = x[1]",
    "c = x[:, 2]",
    "c[1] = 60",
    content = { x = { { 1, 2, 3 }, { 4, 5, 60 } }, r = { 4, 5, 60 }, c = { 3, 60 } },
  },
}

clause "array.view.chain" {
  must   = "A view of a view has the elements of the first array, however many views lie between and whatever becomes of them.",
  why    = "Functions take slices of what are slices already; an update has to reach the buffer through all of them.",
  source = {
    "NumPy user guide, Copies and views: views share the same data buffer",
    "PyTorch documentation, Tensor Views: a view shares the same underlying data with its base",
  },
  where  = { basic_slice = "view" },

  each({ 2, 3, 12 }, function (depth)
    local slices = {}
    for number = 1, depth do
      slices[number] = "v = v[1:]"
    end
    return case(depth .. " views deep") {
      "x = arange(16)",
      "v = x",
      slices,
      view  = { v = format("x[%d:]", depth) },
      where = { assignment = "one object" },
    }
  end),
  case "the view between is gone" {
    "x = arange(8)",
    "v = x[1:7]",
    act "w = v[::2]",
    "del v",
    view = { w = "x[1:7][::2]" },
  },
  case "the first array is gone" {
    "x = array([1, 2, 3, 4])",
    "v = x[:3]",
    "w = v[1:]",
    "del x",
    "w[0] = 20",
    content = { v = { 1, 20, 3 }, w = { 20, 3 } },
  },
  case "a write at the far end shows at each level" {
    "x = arange(6)",
    "v = x[1:]",
    "w = v[1:]",
    "u = w[::3]",
    "u[1] = 50",
    content = { x = { 0, 1, 2, 3, 4, 50 }, v = { 1, 2, 3, 4, 50 }, w = { 2, 3, 4, 50 }, u = { 2, 50 } },
  },
  case "a transpose of a slice of a reshaped array" {
    "x = arange(12)",
    "m = x.reshape((3, 4))",
    "v = m[:, 1:].T",
    view  = { v = "x.reshape((3, 4))[:, 1:].T" },
    where = { transpose = "view", reshape = "view if possible" },
  },
}

clause "array.slice.contiguous_view" {
  must   = "Where it depends on the layout whether a basic slice is a view, it is one exactly if its elements lie next to each other in memory.",
  why    = "x[0:2] += 1 and v = x[0:2]; v += 1 then agree, and for x[::2] they do not.",
  source = "MXNet API, mxnet.np.ndarray.__getitem__: a view if the elements are contiguous in memory, else a new ndarray",
  where  = { basic_slice = "depends" },

  each({
    { "neighbours",            "arange(8)",                   "x[1:3]" },
    { "a row",                 "arange(12).reshape((3, 4))",  "x[1]" },
    { "some rows",             "arange(12).reshape((3, 4))",  "x[1:]" },
    { "part of a row",         "arange(12).reshape((3, 4))",  "x[1, 1:3]" },
    { "a single element",      "arange(12).reshape((3, 4))",  "x[1, 2:4:2]" },
    { "with a new axis",       "arange(8)",                   "x[None]" },
    { "a slice of a slice",    "arange(8)",                   "x[1:7][1:3]" },
  }, function (family)
    local title, data, slice = family[1], family[2], family[3]
    return case(title) {
      "x = " .. data,
      "v = " .. slice,
      view = { v = slice },
    }
  end),
  each({
    { "every second element",  "arange(8)",                   "x[::2]" },
    { "from the end",          "arange(8)",                   "x[::-1]" },
    { "a column",              "arange(12).reshape((3, 4))",  "x[:, 1]" },
    { "a block",               "arange(12).reshape((3, 4))",  "x[1:, 1:]" },
  }, function (family)
    local title, data, slice = family[1], family[2], family[3]
    return case(title .. " is copied") {
      "x = " .. data,
      "v = " .. slice,
      copy  = { v = slice },
      where = title == "from the end" and { slice_step = "any sign" } or nil,
    }
  end),
}
