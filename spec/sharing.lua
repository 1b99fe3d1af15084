-- What is said of shared elements where a quick test goes wrong: bytes, several axes, views of views, nothing at all.

chapter "views"

clause "memory.shares.layouts" {
  must   = "shares_memory compares bytes: of elements of other sizes, of axes whose steps have to be combined, and of views that were taken of different views.",
  why    = "Each of these pairs is told right by all but one of the usual short cuts: spans, first bytes, equal steps, one axis at a time.",
  source = {
    "NumPy reference, numpy.shares_memory: determine if two arrays share memory; the exact problem is solved",
    "NumPy, numpy/_core/src/common/mem_overlap.c: bounded Diophantine equations, of which the item size is a term",
  },
  where  = { basic_slice = "view" },

  case "bytes of other elements" {
    'x = array([1, 2, 3, 4], dtype="int16")',
    'b = x.view("int8")',
    "s = shares_memory(x[1:2], b[3:4])",  -- the second byte of an element is part of it
    "t = shares_memory(x[1:2], b[4:5])",
    "u = shares_memory(x[::2], b[2::4])", -- a byte of each of the others
    content = { s = true, t = false, u = false },
    where   = { dtype_view = "view", dtype_view_axis = "the last one is stretched" },
  },
  case "views of different views" {
    "x = arange(8)",
    "v = x[1:6]",
    "w = x[4:]",
    "s = shares_memory(v[3:], w[:1])",
    "t = shares_memory(v[:3], w)",
    content = { s = true, t = false },
  },
  case "a single element, which has a step all the same" {
    "x = arange(8)",
    "s = shares_memory(x[2:3], x[::2])",
    "t = shares_memory(x[1:2], x[::2])",
    content = { s = true, t = false },
  },
  case "blocks of which each row lies in the gaps of the other" {
    "x = arange(12).reshape((3, 4))",
    "s = shares_memory(x[::2, ::2], x[1::2, 1::2])",
    "t = shares_memory(x[:, 1:3], x[:, ::3])",
    content = { s = false, t = false },
  },
  case "blocks that meet at the far corner alone" {
    "x = arange(12).reshape((3, 4))",
    "s = shares_memory(x[1:, 2:], x[::2, ::3])",
    "t = shares_memory(x[1:, 2:], x[:2, ::3][:, :1])",
    content = { s = true, t = false },
  },
  case "neighbours across the end of a row" {
    "x = arange(12).reshape((3, 4))",
    "s = shares_memory(x[0, 1:], x[1, :1])",
    content = { s = false },
  },
  case "a transpose and a row" {
    "x = arange(12).reshape((3, 4))",
    "s = shares_memory(x.T[1:, 1:], x[0])", -- the axes are compared in their order
    "t = shares_memory(x.T[:, 0], x[0])",
    content = { s = false, t = true },
    where   = { transpose = "view" },
  },
  case "windows and their gaps" {
    "x = arange(12)",
    "w = as_strided(x, (3, 3), (4, 1))",
    "s = shares_memory(w, x[3::4])",
    "t = shares_memory(w, x[2::4])",
    content = { s = false, t = true },
  },
  case "windows whose steps have a divisor in common" {
    "x = arange(40)",
    "w = as_strided(x, (4, 4), (9, 3))", -- 0 3 6 9, 9 12 15 18, …
    "s = shares_memory(w, x[1::3])",
    "t = shares_memory(w, x[33:34])",
    content = { s = false, t = true },
  },
}

clause "memory.shares.nothing" {
  must   = "An array without an element shares none, not even with itself; an array without an axis has one element like another.",
  why    = "Where nothing can be written through, nothing is shared; and what has no axis is no number.",
  source = {
    "NumPy, numpy/_core/src/common/mem_overlap.c, solve_may_share_memory: arrays of size zero do not overlap",
    "NumPy reference, numpy.shares_memory",
  },
  where  = { basic_slice = "view" },

  case "in the middle and at the ends" {
    "x = array([1, 2, 3, 4])",
    "s = [shares_memory(x[:0], x), shares_memory(x, x[2:2]), shares_memory(x[4:], x)]",
    content = { s = { false, false, false } },
  },
  case "rows without columns" {
    "x = arange(6).reshape((2, 3))",
    "s = shares_memory(x, x[:, 1:1])", -- the length of another axis is looked at
    content = { s = false },
  },
  case "with itself" {
    "x = array([1, 2, 3, 4])",
    "n = x[1:1]",
    "s = shares_memory(n, n)", -- one object
    content = { s = false },
  },
  case "without an axis" {
    "x = array(5)",
    "v = x[...]",
    "y = array(5)",
    "s = [shares_memory(x, v), shares_memory(x, y)]",
    content = { s = { true, false } },
  },
  case "an element of an array" {
    "x = array([1, 2, 3, 4])",
    "e = x[2, ...]",
    "s = [shares_memory(e, x[::2]), shares_memory(e, x[1::2])]",
    content = { s = { true, false } },
  },
}

clause "memory.may_share.layouts" {
  must   = "may_share_memory is true where the bytes meet, also of views that run backwards, across other axes, or by elements of another size.",
  why    = "CuPy once said no of steps of different signs: the copy that was needed was not made.",
  source = "NumPy reference, numpy.may_share_memory: True does not necessarily mean that the two arrays share any element",
  where  = { basic_slice = "view" },

  each({
    { "of different signs", "x[5::-1], x[5:]" },          -- the first element is taken for the lowest
    { "both backwards",     "x[::-1], x[2::-1]" },
    { "by different steps", "x[::-2], x[1::4]" },
  }, function (family)
    return case(family[1]) {
      "x = arange(12)",
      format("s = may_share_memory(%s)", family[2]),
      content = { s = true },
      where   = { slice_step = "any sign" },
    }
  end),
  case "a corner" {
    "x = arange(12).reshape((3, 4))",
    "s = may_share_memory(x[2], x[:, 3])", -- the last element of both
    content = { s = true },
  },
  case "an element without an axis" {
    "x = array([1, 2, 3, 4])",
    "e = x[2, ...]",
    "s = may_share_memory(e, x)",
    content = { s = true },
  },
  case "the last byte of an element" {
    'x = array([1, 2, 3, 4], dtype="int16")',
    'b = x.view("int8")',
    "s = may_share_memory(x[3:], b[7:])",
    content = { s = true },
    where   = { dtype_view = "view", dtype_view_axis = "the last one is stretched" },
  },
}

chapter "overlap"

clause "array.self_overlap.read" {
  must   = "An array that has one element in several places is read as any other: each place has that element.",
  why    = "Sliding windows are made so.",
  source = {
    "NumPy reference, numpy.lib.stride_tricks.as_strided",
    "PyTorch documentation, torch.as_strided: more than one element of a created tensor may refer to a single memory location",
  },

  case "windows in a sum" {
    "x = array([1, 2, 3, 4])",
    "w = as_strided(x, (3, 2), (1, 1))",
    "y = w + w[:1]",
    content = { y = { { 2, 4 }, { 3, 5 }, { 4, 6 } } },
  },
  case "windows assigned elsewhere" {
    "x = array([1, 2, 3, 4])",
    "w = as_strided(x, (3, 2), (1, 1))",
    "y = zeros((3, 2))",
    "y[...] = w",
    content = { y = { { 1, 2 }, { 2, 3 }, { 3, 4 } } },
    where   = { array_setitem = "writes" },
  },
  case "the sum of one element many times" {
    "x = array([3])",
    "w = as_strided(x, (5,), (0,))",
    "s = int(sum(w))", -- more elements than the memory has
    content = { s = 15 },
  },
  case "windows copied" {
    "x = array([1, 2, 3, 4])",
    "w = as_strided(x, (3, 2), (1, 1))",
    "y = w.copy()",
    "y[0, 1] = 9", -- the copy's own elements are apart
    content = { y = { { 1, 9 }, { 2, 3 }, { 3, 4 } } },
    where   = { array_setitem = "writes" },
  },
  case "as operand of an update of what it shows" {
    "x = array([1, 2, 3, 4])",
    "w = as_strided(x, (2, 4), (0, 1))",
    "x -= w[1, ::-1]",
    content = { x = { -3, -1, 1, 3 }, w = { { -3, -1, 1, 3 }, { -3, -1, 1, 3 } } },
    where   = { overlap = "as if copied", slice_step = "any sign", array_iadd = "in place" },
  },
}

clause "array.self_overlap.elsewhere" {
  must   = "Whatever an update gives of an array that has one element in several places, it writes to these elements and to no others.",
  why    = "An undefined result is no licence to write out of bounds.",
  source = {
    "NumPy reference, numpy.lib.stride_tricks.as_strided: vectorized write operations will typically be unpredictable",
    "PyTorch documentation, torch.as_strided: in-place operations (especially ones that are vectorized) may result in incorrect behavior",
  },
  where  = { array_setitem = "writes", array_iadd = "in place", basic_slice = "view" },

  each({ "w += 1", "w[...] = arange(6).reshape((3, 2))" }, function (update)
    return case("windows, " .. update) {
      "x = array([1, 2, 3, 4, 5, 6, 7, 8])",
      "w = as_strided(x[2:6], (3, 2), (1, 1))",
      "r = x[:2]",
      "e = x[6:]",
      update,
      content   = { r = { 1, 2 }, e = { 7, 8 } },
      undefined = { "x", "w" },
      unchanged = true,
    }
  end),
}
