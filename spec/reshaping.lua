-- When another shape is a view: the exact rule, what may be demanded of it, and the contiguous relatives.

chapter "views"

-- Data, what is reshaped, the shape, and whether constant strides can express it.
local layouts = {
  { "of an array of rows",                            "zeros((2, 6))",    "x",                            "(3, 4)",       true },
  { "merging two of three axes",                      "zeros((2, 3, 4))", "x",                            "(6, 4)",       true },
  { "merging the axes that a slice leaves together",  "zeros((4, 3, 4))", "x[::2]",                       "(2, 12)",      true },
  { "merging across the axis that a slice cut",       "zeros((4, 3, 4))", "x[::2]",                       "(6, 4)",       false },
  { "merging whole rows of a block of rows",          "zeros((4, 3))",    "x[1:3]",                       "(6,)",         true },
  { "merging the rows of a block of columns",         "zeros((4, 3))",    "x[:, 1:]",                     "(8,)",         false },
  { "splitting the rows of a block of columns",       "zeros((2, 6))",    "x[:, 2:]",                     "(2, 2, 2)",    true },
  { "splitting every second element",                 "zeros(12)",        "x[::2]",                       "(2, 3)",       true },
  { "merging every second column",                    "zeros((2, 4))",    "x[:, ::2]",                    "(4,)",         true },
  { "merging every third column of five",             "zeros((2, 5))",    "x[:, ::3]",                    "(4,)",         false },
  { "unit axes in a block of columns",                "zeros((2, 3))",    "x[:, 1:]",                     "(1, 2, 1, 2)", true },
  { "a single row of a block of columns",             "zeros((3, 4))",    "x[1:2, 1:]",                   "(3,)",         true },
  { "a single column",                                "zeros((3, 4))",    "x[:, 1:2]",                    "(3,)",         true },
  { "splitting an axis of a transpose",               "zeros((2, 6))",    "x.T",                          "(3, 2, 2)",    true },
  { "merging the axes of a transpose",                "zeros((2, 3))",    "x.T",                          "(6,)",         false },
  { "the same number of axes in a transpose",         "zeros((2, 3))",    "x.T",                          "(2, 3)",       false },
  { "merging two axes that moved together",           "zeros((2, 3, 4))", "permute_dims(x, (2, 0, 1))",   "(4, 6)",       true },
  { "merging two axes that moved apart",              "zeros((2, 3, 4))", "permute_dims(x, (2, 0, 1))",   "(8, 3)",       false },
  { "splitting and merging at once",                  "zeros((2, 6))",    "x[:, 2:]",                     "(4, 2)",       false },
}

-- What stands in a layout's second column presupposes.
local function presupposed(array)
  if array == "x.T" or array == "permute_dims(x, (2, 0, 1))" then return { transpose = "view" } end
  if array ~= "x" then return { basic_slice = "view" } end
  return nil
end

clause "array.reshape.predicate" {
  must   = "Where reshape shares, it shares exactly where constant strides can express the new shape: axes can always be split, and are merged without a copy if each step is the length times the step of the next.",
  why    = "A write through the result arrives or not; which, must follow from shapes and steps alone.",
  source = {
    "NumPy reference, numpy.reshape: a new view object if possible; otherwise, a copy",
    "PyTorch documentation, torch.Tensor.view: only span across original dimensions that satisfy the contiguity-like condition stride[i] = stride[i+1] * size[i+1]",
    "Python array API standard 2024.12, reshape, copy=None: must avoid copying, if possible",
  },
  where  = { reshape = "view if possible" },

  each(layouts, function (layout)
    local title, data, array, shape, shares = layout[1], layout[2], layout[3], layout[4], layout[5]
    local expression = format("%s.reshape(%s)", array, shape)
    return case(title) {
      "x = " .. data,
      "y = " .. expression,
      view  = shares and { y = expression } or nil,
      copy  = not shares and { y = expression } or nil,
      where = presupposed(array),
    }
  end),
  case "merging backwards" {
    "x = zeros((2, 3))",
    "y = x[::-1, ::-1].reshape((6,))",
    view  = { y = "x[::-1, ::-1].reshape((6,))" },
    where = { basic_slice = "view", slice_step = "any sign" },
  },
  case "merging half backwards" {
    "x = arange(6).reshape((2, 3))",
    "y = x[::-1].reshape((6,))",
    copy  = { y = "x[::-1].reshape((6,))" },
    where = { basic_slice = "view", slice_step = "any sign" },
  },
  case "merging axes of steps that are zero" {
    "x = array([5])",
    "b = as_strided(x, (2, 3), (0, 0))",
    "y = b.reshape((6,))",
    view = { y = "as_strided(x, (6,), (0,))" },
  },
  case "merging rows that are one row" {
    "x = array([1, 2, 3])",
    "b = as_strided(x, (2, 3), (0, 1))",
    "y = b.reshape((6,))",
    copy = { y = "as_strided(x, (2, 3), (0, 1)).reshape((6,))" },
  },
  case "an array that is laid out by columns" {
    'x = array([[1, 2, 3], [4, 5, 6]], order="F")',
    "y = x.reshape((6,))",
    copy    = { y = "x.reshape((6,))" },
    content = { y = { 1, 2, 3, 4, 5, 6 } },
  },
  case "no elements" {
    "x = zeros((0, 3))",
    "y = x[:, ::2].reshape((2, 0))",
    content = { y = { {}, {} } },
    where   = { basic_slice = "view" },
  },
  case "a length that is left open" {
    "x = zeros((2, 6))",
    "y = x.reshape((3, -1))",
    view = { y = "x.reshape((3, 4))" },
  },
}

clause "array.reshape.never_copies" {
  must   = "x.reshape(shape, copy=False) is a view of x, or fails with the error of a wrong value where a copy is needed.",
  why    = "It is how a program says that its writes have to arrive.",
  source = {
    "Python array API standard 2024.12, reshape, copy: if False, must never copy and must raise a ValueError in case a copy would be necessary",
    "NumPy reference, numpy.reshape, copy: for False it raises a ValueError if a copy cannot be avoided",
    "PyTorch documentation, torch.Tensor.view: otherwise, it will not be possible to view self without copying it",
  },
  where  = { reshape = "view if possible" },

  each(layouts, function (layout)
    local title, data, array, shape, shares = layout[1], layout[2], layout[3], layout[4], layout[5]
    return case(title) {
      "x = " .. data,
      format("y = %s.reshape(%s, copy=False)", array, shape),
      view   = shares and { y = format("%s.reshape(%s)", array, shape) } or nil,
      raises = not shares and { "value", "shape" } or nil,
      where  = presupposed(array),
    }
  end),
  case "no elements" {
    "x = zeros((0, 3))",
    "y = x.reshape((2, 0), copy=False)",
    content = { y = { {}, {} } },
  },
  case "a write through it" {
    "x = array([1, 2, 3, 4])",
    "y = x.reshape((2, 2), copy=False)",
    "y[1, 0] = 30",
    content = { x = { 1, 2, 30, 4 }, y = { { 1, 2 }, { 30, 4 } } },
  },
}

clause "array.ravel.contiguous" {
  must   = "Where reshape shares, the elements of x.ravel() lie next to each other: it shares exactly where those of x do so in row order, even where another shape of x shares more.",
  why    = "x.reshape(-1) of every second element is a view with steps; ravel is for code that walks memory.",
  source = {
    "NumPy reference, numpy.ravel: return a contiguous flattened array; when a view is desired in as many cases as possible, reshape(-1) may be preferable",
    "PyTorch documentation, torch.ravel: a contiguous flattened tensor; a copy is made only if needed",
  },
  where  = { reshape = "view if possible", basic_slice = "view" },

  each({
    { "part of a row",             "zeros(8)",         "x[1:5]",        true },
    { "some rows",                 "zeros((4, 3))",    "x[1:3]",        true },
    { "one row",                   "zeros((4, 3))",    "x[2]",          true },
    { "part of one row, two axes", "zeros((4, 3))",    "x[1:2, 1:]",    true },
    { "every second element",      "zeros(8)",         "x[::2]",        false },
    { "every second row of one",   "zeros((3, 1))",    "x[::2]",        false },
    { "a block of columns",        "zeros((2, 3))",    "x[:, 1:]",      false },
    { "a column",                  "zeros((2, 3))",    "x[:, 1]",       false },
    { "one element of each axis",  "zeros((2, 3))",    "x[1:, 2:]",     true },
  }, function (family)
    local title, data, array, shares = family[1], family[2], family[3], family[4]
    return case(title) {
      "x = " .. data,
      format("y = %s.ravel()", array),
      view = shares and { y = array .. ".ravel()" } or nil,
      copy = not shares and { y = array .. ".ravel()" } or nil,
    }
  end),
  case "backwards" {
    "x = zeros(4)",
    "y = x[::-1].ravel()",
    copy  = { y = "x[::-1]" },
    where = { slice_step = "any sign" },
  },
  case "of what is laid out by columns" {
    'x = array([[1, 2, 3], [4, 5, 6]], order="F")',
    "y = x.ravel()",
    copy    = { y = "x.ravel()" },
    content = { y = { 1, 2, 3, 4, 5, 6 } },
  },
  case "of the transpose of what is laid out by columns" {
    'x = array([[1, 2, 3], [4, 5, 6]], order="F")',
    "y = x.T.ravel()",
    view  = { y = "x.T.ravel()" },
    where = { transpose = "view" },
  },
}

choice "shape_assignment" {
  asks    = "Can an array be given another shape in place, by x.shape = shape?",
  source  = {
    "NumPy reference, numpy.ndarray.shape: may also be used to reshape the array in-place; discouraged",
    "Python array API standard 2024.12, array.shape: out-of-place only, since a copy may be needed",
  },
  probes  = { probe { "x = array([1, 2, 3, 4])", "x.shape = (2, 2)" } },
  answers = {
    ["reshapes"] = {
      means   = "x itself has the new shape, and the elements that it had.",
      content = { x = { { 1, 2 }, { 3, 4 } } },
    },
    ["raises"] = {
      means  = "The shape cannot be set.",
      raises = { "attribute", "immutable", "type" },
    },
  },
}

clause "array.shape.assigned" {
  must   = "Where x.shape = shape reshapes, x keeps its identity and its elements: views of it stay views, and it fails without a change where only a copy could have the shape.",
  why    = "It is the one way to reshape that cannot copy by mistake.",
  source = "NumPy reference, numpy.ndarray.shape: reshaping an array in-place will fail if a copy is required",
  where  = { shape_assignment = "reshapes" },

  case "the same object" {
    "x = array([1, 2, 3, 4])",
    "a = x",
    "x.shape = (2, 2)",
    identity = { "x is a" },
    content  = { x = { { 1, 2 }, { 3, 4 } }, a = { { 1, 2 }, { 3, 4 } } },
    where    = { assignment = "one object" },
  },
  case "views keep their own shape" {
    "x = array([1, 2, 3, 4])",
    "v = x[1:]",
    "x.shape = (2, 2)",
    view    = { v = "x.reshape(4)[1:]" },
    content = { x = { { 1, 2 }, { 3, 4 } }, v = { 2, 3, 4 } },
    where   = { basic_slice = "view" },
  },
  case "a view in another shape" {
    "x = array([1, 2, 3, 4])",
    "v = x[:]",
    "v.shape = (2, 2)",
    view  = { v = "x.reshape((2, 2))" },
    where = { basic_slice = "view", whole_slice = "another object" },
  },
  case "where a copy were needed" {
    "x = array([[1, 2, 3], [4, 5, 6]])",
    "t = x.T",
    "t.shape = (6,)",
    raises = { "attribute", "shape", "value" },
    where  = { transpose = "view" },
  },
  case "another number of elements" {
    "x = array([1, 2, 3, 4])",
    "x.shape = (3,)",
    raises = { "shape", "value" },
  },
}
