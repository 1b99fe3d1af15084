-- Advanced indices in several axes, repeated ones, and ones that share elements with what they index.

chapter "indexing"

clause "array.index.axes" {
  must   = "Lists, arrays and masks of indices select along their axes and copy, whatever stands beside them.",
  why    = "x[:, 1:3] is a view and x[:, [1, 2]] is none, though half of the index is a slice.",
  source = {
    "NumPy user guide, Indexing on ndarrays, Combining advanced and basic indexing; Boolean array indexing",
    "PyTorch documentation, Tensor Views: advanced indexing is not a view",
    "Python array API standard 2024.12, Indexing, Boolean Array Indexing",
  },
  where  = { array_setitem = "writes" },

  each({
    { "rows",                   "x[[2, 0]]",           { { 7, 8, 9 }, { 1, 2, 3 } } },
    { "columns",                "x[:, [2, 0]]",        { { 3, 1 }, { 6, 4 }, { 9, 7 } } },
    { "columns of some rows",   "x[1:, [1]]",          { { 5 }, { 8 } } },
    { "some of a row",          "x[1, [0, 2]]",        { 4, 6 } },
    { "pairs",                  "x[[0, 1], [1, 2]]",   { 2, 6 } },
    { "a neighbour for each",   "x[[1, 1]]",           { { 4, 5, 6 }, { 4, 5, 6 } } },
    { "all, in order",          "x[[0, 1, 2]]",        { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } } },
  }, function (family)
    local title, selection, result = family[1], family[2], family[3]
    return case(title) {
      "x = array([[1, 2, 3], [4, 5, 6], [7, 8, 9]])",
      act("y = " .. selection),
      "x[...] = 0",
      content = { x = { { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 } }, y = result },
      where   = { index_list = "selects" },
    }
  end),
  case "a matrix of indices" {
    "x = array([10, 20, 30])",
    'i = array([[0, 1], [2, 0]], dtype="int64")',
    act "y = x[i]",
    "x[...] = 0",
    content = { x = { 0, 0, 0 }, y = { { 10, 20 }, { 30, 10 } } },
    where   = { index_array = "selects" },
  },
  case "a mask of all axes" {
    "x = array([[1, 2], [3, 4]])",
    "m = x > 1",
    act "y = x[m]",
    "x[...] = 0",
    content = { x = { { 0, 0 }, { 0, 0 } }, y = { 2, 3, 4 } },
    where   = { index_mask = "selects" },
  },
  case "a mask of rows" {
    "x = array([[1, 2], [3, 4], [5, 6]])",
    "m = array([1, 0, 1]) > 0",
    act "y = x[m]",
    "x[...] = 0",
    content = { x = { { 0, 0 }, { 0, 0 }, { 0, 0 } }, y = { { 1, 2 }, { 5, 6 } } },
    where   = { index_mask = "selects" },
  },
  case "a mask that is true nowhere" {
    "x = array([1, 2, 3])",
    "y = x[x > 3]",
    content = { y = {} },
    where   = { index_mask = "selects" },
  },
  case "neighbours by an array, of a view" {
    "x = array([1, 2, 3, 4])",
    "v = x[1:]",
    'i = array([0, 1], dtype="int64")',
    act "y = v[i]",
    "y += 10",
    content = { x = { 1, 2, 3, 4 }, v = { 2, 3, 4 }, y = { 12, 13 } },
    where   = { index_array = "selects", basic_slice = "view", array_iadd = "in place", number_with_array = "takes it" },
  },
}

clause "array.index.assign_axes" {
  must   = "What is assigned by lists, arrays and masks of indices is written into x itself, and is repeated to the shape of what they select.",
  why    = "Whoever reads x[i] = v as a write to the copy that x[i] is elsewhere would expect nothing.",
  source = {
    "NumPy user guide, Indexing on ndarrays, Assigning values to indexed arrays",
    "PyTorch documentation, torch.Tensor.index_put_",
  },
  where  = { assignment = "one object", array_setitem = "writes" },

  each({
    { "columns",            "x[:, [2, 0]] = array([30, 10])",      { { 10, 2, 30 }, { 10, 5, 30 } } },
    { "a column of values", "x[:, [2, 0]] = array([[7], [8]])",    { { 7, 2, 7 }, { 8, 5, 8 } } },
    { "rows",               "x[[1, 0]] = array([[4, 5, 6], [1, 2, 3]]) * 10", { { 10, 20, 30 }, { 40, 50, 60 } } },
    { "pairs",              "x[[0, 1], [1, 2]] = array([20, 60])", { { 1, 20, 3 }, { 4, 5, 60 } } },
    { "some of a row",      "x[1, [0, 2]] = 0",                    { { 1, 2, 3 }, { 0, 5, 0 } } },
  }, function (family)
    local title, assignment, result = family[1], family[2], family[3]
    return case(title) {
      "x = array([[1, 2, 3], [4, 5, 6]])",
      "a = x",
      assignment,
      identity = { "x is a" },
      content  = { x = result, a = result },
      where    = { index_list = "selects" },
    }
  end),
  case "a transpose sees it" {
    "x = array([[1, 2, 3], [4, 5, 6]])",
    "t = x.T",
    "t[[0, 2]] = 0",
    content = { x = { { 0, 2, 0 }, { 0, 5, 0 } }, t = { { 0, 0 }, { 2, 5 }, { 0, 0 } } },
    where   = { index_list = "selects", transpose = "view" },
  },
  case "a mask of all axes" {
    "x = array([[1, 2], [3, 4]])",
    "x[x > 2] = array([30, 40])",
    content = { x = { { 1, 2 }, { 30, 40 } } },
    where   = { setitem_mask = "writes" },
  },
  case "a mask of rows" {
    "x = array([[1, 2], [3, 4], [5, 6]])",
    'm = array([True, False, True], dtype="bool")',
    "x[m] = 0",
    content = { x = { { 0, 0 }, { 3, 4 }, { 0, 0 } } },
    where   = { setitem_mask = "writes" },
  },
  case "a mask that is true nowhere" {
    "x = array([1, 2, 3])",
    "x[x > 3] = 0",
    content   = { x = { 1, 2, 3 } },
    where     = { setitem_mask = "writes" },
    unchanged = true,
  },
  case "too many values" {
    "x = array([1, 2, 3])",
    "x[x > 1] = array([7, 8, 9])",
    raises = { "shape", "value", "index" },
    where  = { setitem_mask = "writes" },
  },
  case "exchanged by themselves" {
    "x = array([1, 2, 3])",
    "x[[0, 2]] = x[[2, 0]]", -- the right side is a copy
    content = { x = { 3, 2, 1 } },
    where   = { index_list = "selects" },
  },
  case "an update by columns" {
    "x = array([[1, 2, 3], [4, 5, 6]])",
    "x[:, [0, 2]] += 10",
    content = { x = { { 11, 2, 13 }, { 14, 5, 16 } } },
    where   = { index_list = "selects", array_iadd = "in place", number_with_array = "takes it" },
  },
}

clause "array.index.repeated_assignment" {
  must   = "Where an index is repeated in an assignment, the element gets one of the values that are assigned to it, and no other element is written.",
  why    = "Which one is left to the order of writing, and that to the processor.",
  source = {
    "NumPy user guide, Indexing on ndarrays, Assigning values to indexed arrays; NumPy reference, Indexing routines: if an element is set more than once, it is not possible to predict the final result",
    "PyTorch documentation, torch.Tensor.index_put_: undefined if indices contain duplicate elements and accumulate is False",
    "JAX documentation, jax.numpy.ndarray.at: the order of conflicting updates is implementation-defined",
  },
  where  = { array_setitem = "writes" },

  case "by a list" {
    "x = array([1, 2, 3])",
    act "x[[0, 0, 2]] = array([7, 8, 9])",
    "one = int(x[0]) in (7, 8)",
    "rest = x[1:].copy()",
    "del x",
    content = { one = true, rest = { 2, 9 } },
    where   = { index_list = "selects" },
  },
  case "by an array" {
    "x = array([1, 2, 3])",
    'i = array([2, 2, 2], dtype="int64")',
    act "x[i] = array([7, 8, 9])",
    "one = int(x[2]) in (7, 8, 9)",
    "rest = x[:2].copy()",
    "del x",
    content = { one = true, rest = { 1, 2 } },
    where   = { setitem_by_index = "writes" },
  },
  case "equal values leave no doubt" {
    "x = array([1, 2, 3])",
    "x[[1, 1]] = array([5, 5])",
    content = { x = { 1, 5, 3 } },
    where   = { index_list = "selects" },
  },
}

clause "array.index.overlap.layouts" {
  should = "Masks, rows and columns, and indices of an update, that share elements with what is assigned to, are read before anything is written.",
  why    = "What selects, or is assigned, would else change midway.",
  source = {
    "NumPy issue 26844: a[2:][a[:-2]] = 3 shall be as if the index had been copied; issue 10353: x[[4, 3, 2, 1, 0]] = x",
    "Python reference 7.2, Assignment statements: an assignment statement evaluates the expression list first",
  },
  where  = { array_setitem = "writes", overlap = "as if copied" },

  case "the array backwards by a list" {
    "x = array([1, 2, 3, 4])",
    "x[[3, 2, 1, 0]] = x",
    content = { x = { 4, 3, 2, 1 } },
    where   = { index_list = "selects" },
  },
  case "the array by itself" {
    'x = array([1, 2, 0], dtype="int64")',
    "x[x] = x", -- the inverse of a permutation is not it
    content = { x = { 0, 1, 2 } },
    where   = { setitem_by_index = "writes" },
  },
  case "an update by a part of it" {
    'x = array([1, 2, 0, 5], dtype="int64")',
    "x[x[:3]] += 10",
    content = { x = { 11, 12, 10, 5 } },
    where   = { setitem_by_index = "writes", array_iadd = "in place", number_with_array = "takes it" },
  },
  case "the mask is its right neighbour" {
    'x = array([True, False, True, True], dtype="bool")',
    "v = x[:-1]",
    "v[x[1:]] = False",
    content = { x = { true, false, false, true }, v = { true, false, false } },
    where   = { setitem_mask = "writes" },
  },
  case "the mask is its left neighbour" {
    'x = array([True, True, True, False], dtype="bool")',
    "v = x[1:]",
    "v[x[:-1]] = False",
    content = { x = { true, false, false, false }, v = { false, false, false } },
    where   = { setitem_mask = "writes" },
  },
  case "the mask is it, backwards" {
    'x = array([True, False, True, True], dtype="bool")',
    "x[x[::-1]] = False",
    content = { x = { false, false, true, false } },
    where   = { setitem_mask = "writes", slice_step = "any sign" },
  },
  case "the values by a mask are left neighbours" {
    "x = array([1, 2, 3, 4])",
    'm = array([False, True, True, True], dtype="bool")',
    "x[m] = x[:-1]",
    content = { x = { 1, 1, 2, 3 } },
    where   = { setitem_mask = "writes" },
  },
  case "rows by a list" {
    "x = array([[1, 2], [3, 4], [5, 6]])",
    "x[[1, 2]] = x[:2]",
    content = { x = { { 1, 2 }, { 1, 2 }, { 3, 4 } } },
    where   = { index_list = "selects" },
  },
  case "columns by a list" {
    "x = array([[1, 2, 3], [4, 5, 6]])",
    "x[:, [1, 2]] = x[:, :2]",
    content = { x = { { 1, 1, 2 }, { 4, 4, 5 } } },
    where   = { index_list = "selects" },
  },
}
