-- Overlap through what else operands can be: several of them, rows and columns, other dtypes, masks, one and the same.

chapter "overlap"

clause "array.overlap.operands" {
  must   = "Whichever operand overlaps the output, the one, the other or both, and through whatever views: the result is that of copied operands.",
  why    = "Each operand needs a check of its own, and a direction that is right for one is wrong for the other.",
  source = {
    "NumPy reference, Universal functions (ufunc): operations with overlapping operands are defined to be the same as without overlap",
    "NumPy 1.13.0 release notes, Ufunc behavior for overlapping inputs",
  },
  where  = { overlap = "as if copied" },

  -- The target starts first, and overtakes all the same: wrong from the end that the first elements suggest.
  case "apart by three, overtaking" {
    "x = array([1, 2, 3, 4, 5, 6, 7])",
    "x[::3] -= x[1:4]",
    content = { x = { -1, 2, 3, 1, 5, 6, 3 } },
    where   = { overlap_of_steps = "as if copied" },
  },
  case "backwards, overtaking" {
    "x = array([1, 2, 3, 4, 5, 6, 7])",
    "x[6::-3] -= x[3:0:-1]",
    content = { x = { -1, 2, 3, 1, 5, 6, 3 } },
    where   = { slice_step = "any sign", overlap_of_steps = "as if copied" },
  },
  case "an output between its operands" {
    "x = array([1, 2, 3, 4, 5, 6])",
    "add(x[:-2], x[2:], out=x[1:-1])", -- wrong in both orders
    content = { x = { 1, 4, 6, 8, 10, 6 } },
  },
  case "an output over its first operand alone" {
    "x = array([1, 2, 3, 4])",
    "y = array([10, 20, 30])",
    "subtract(x[:-1], y, out=x[1:])",
    content = { x = { 1, -9, -18, -27 } },
  },
  case "an output over its second operand alone" {
    "x = array([1, 2, 3, 4])",
    "y = array([10, 20, 30])",
    "subtract(y, x[:-1], out=x[1:])",
    content = { x = { 1, 9, 18, 27 } },
  },
  case "views of views" {
    "x = array([1, 2, 3, 4, 5, 6])",
    "v = x[1:]",
    "w = v[::2]",
    "w -= x[1:4]", -- neither is a view of the other
    content = { x = { 1, 0, 3, 1, 5, 2 }, v = { 0, 3, 1, 5, 2 }, w = { 0, 1, 2 } },
    where   = { array_iadd = "in place", overlap_of_steps = "as if copied" },
  },
}

clause "array.overlap.broadcast" {
  must   = "A row, a column or an element of x may be an operand of an update of x: every element sees the old one.",
  why    = "x /= x[0] normalizes, and x -= x[:, :1] shifts, only if what they divide by and subtract does not change midway.",
  source = {
    "NumPy reference, Universal functions (ufunc): operations with overlapping operands are defined to be the same as without overlap",
    "NumPy issue 6673: arr /= arr[0] changes arr[0] first",
  },
  where  = { overlap = "as if copied" },

  case "by the first row" {
    'x = array([[2, 4], [6, 8]], dtype="float32")',
    "x /= x[0]",
    content = { x = { { 1, 1 }, { 3, 2 } } },
  },
  case "by the last row" {
    'x = array([[6, 8], [2, 4]], dtype="float32")',
    "x /= x[-1]", -- wrong from the back
    content = { x = { { 3, 2 }, { 1, 1 } } },
  },
  case "the first column" {
    "x = array([[1, 2], [3, 4]])",
    "x -= x[:, :1]",
    content = { x = { { 0, 1 }, { 0, 1 } } },
    where   = { overlap_of_steps = "as if copied" },
  },
  case "a column in the middle" {
    "x = array([[1, 2, 3], [4, 5, 7]])",
    "x -= x[:, 1:2]",
    content = { x = { { -1, 0, 1 }, { -1, 0, 2 } } },
    where   = { overlap_of_steps = "as if copied" },
  },
  case "an element without an axis" {
    "x = array([5, 6, 7])",
    "x -= x[0, ...]",
    content = { x = { 0, 1, 2 } },
  },
  case "a row as a column" {
    "x = array([[1, 2], [3, 4]])",
    "x -= x[0, :, None]",
    content = { x = { { 0, 1 }, { 1, 2 } } },
  },
  case "itself upside down and mirrored" {
    "x = array([[1, 2], [3, 4]])",
    "x -= x[::-1, ::-1]",
    content = { x = { { -3, -1 }, { 1, 3 } } },
    where   = { slice_step = "any sign" },
  },
  case "a transpose that is not square" {
    "x = arange(6).reshape((2, 3))",
    "v = x[:, :2]",
    "v -= x[:, 1:].T",
    content = { x = { { -1, -3, 2 }, { 1, -1, 5 } }, v = { { -1, -3 }, { 1, -1 } } },
    where   = { transpose = "view", array_iadd = "in place", overlap_of_steps = "as if copied" },
  },
}

clause "array.overlap.places" {
  must   = "What overlapping operands give does not depend on where they lie in memory, how far apart they are and whether several threads share the work.",
  why    = "Loops over vector registers, buffers of 8192 elements and several threads each meet the old values for a while only.",
  source = {
    "NumPy reference, Universal functions (ufunc): operations with overlapping operands are defined to be the same as without overlap",
    "NumPy issue 6119: a += a.T is wrong from 91 rows on",
    "NumPy issue 15597: minimum.accumulate is wrong through overlap with AVX-512",
  },
  where  = { overlap = "as if copied", array_iadd = "in place" },

  -- Beyond a register, a buffer, and the elements that one thread gets.
  each({ 8200, 70000 }, function (length)
    return case(length .. " elements") {
      format('x = ones(%d, dtype="int32")', length),
      act "x[1:] += x[:-1]",
      "kept = int(sum(x == 1))",
      "doubled = int(sum(x == 2))",
      "del x",
      content = { kept = 1, doubled = length - 1 },
    }
  end),
  each({ "int64", "float64", "complex128" }, function (dtype)
    return case("elements of " .. dtype) {
      format('x = ones(100, dtype="%s")', dtype),
      act "x[1:] += x[:-1]",
      "kept = int(sum(x == 1))",
      "doubled = int(sum(x == 2))",
      "del x",
      content = { kept = 1, doubled = 99 },
    }
  end),
  case "truth values" {
    'x = array([True, True, False, True, True, True], dtype="bool")',
    "x[1:] ^= x[:-1]",
    content = { x = { true, false, true, true, false, false } },
  },
  -- From the boundary of a register, of half of one, and between elements' own.
  each({ 0, 4, 16, 32 }, function (offset)
    return case("from byte " .. offset .. " on") {
      format('x = place(ones(40), "float32", 64, %d)', offset),
      act "x[1:] += x[:-1]",
      "kept = int(sum(x == 1))",
      "doubled = int(sum(x == 2))",
      "del x",
      content = { kept = 1, doubled = 39 },
    }
  end),
  -- So near that a register holds both: eight or sixteen elements at a time are right for the farther ones.
  each({ 1, 7, 15, 31 }, function (distance)
    return case("neighbours at distance " .. distance) {
      'x = ones(100, dtype="int16")',
      act(format("x[%d:] += x[:-%d]", distance, distance)),
      "kept = int(sum(x == 1))",
      "doubled = int(sum(x == 2))",
      "del x",
      content = { kept = distance, doubled = 100 - distance },
    }
  end),
  case "backwards across a buffer's border" {
    "x = arange(20000)",
    act "x += x[::-1]",
    "wrong = int(sum(x != 19999))",
    "del x",
    content = { wrong = 0 },
    where   = { slice_step = "any sign" },
  },
}

clause "array.overlap.functions" {
  must   = "With out=, functions of one operand, comparisons and masks see the operands as they were, too.",
  why    = "Each kernel has a loop of its own, and a check of its own that may be missing.",
  source = {
    "NumPy reference, Universal functions (ufunc): operations with overlapping operands are defined to be the same as without overlap",
    "NumPy reference, Universal functions (ufunc), where",
  },
  where  = { overlap = "as if copied" },

  each({
    { "negative", "[1, 2, 3, 4]",     { 1, -1, -2, -3 } },
    { "absolute", "[-1, -2, -3, -4]", { -1, 1, 2, 3 } },
    { "sqrt",     "[256.0, 16.0, 1.0, 1.0]", { 256, 16, 4, 1 } },
  }, function (family)
    local name, data, result = family[1], family[2], family[3]
    return case(name .. " of the left neighbour") {
      "x = array(" .. data .. ")",
      format("%s(x[:-1], out=x[1:])", name),
      content = { x = result },
    }
  end),
  case "negative of the whole, backwards" {
    "x = array([1, 2, 3, 4, 5])",
    "negative(x[::-1], out=x)",
    content = { x = { -5, -4, -3, -2, -1 } },
    where   = { slice_step = "any sign" },
  },
  case "the larger of two neighbours" {
    "x = array([4, 1, 2, 3])",
    "maximum(x[:-1], x[1:], out=x[1:])",
    content = { x = { 4, 4, 2, 3 } },
  },
  case "a comparison of truth values" {
    'x = array([True, True, False, True], dtype="bool")',
    "not_equal(x[1:], x[:-1], out=x[1:])",
    content = { x = { true, false, true, true } },
  },
  case "the mask is the output's left neighbour" {
    'x = array([True, True, True, False], dtype="bool")',
    "not_equal(x[1:], True, out=x[1:], where=x[:-1])",
    content = { x = { true, false, false, true } },
  },
  case "the mask is the output, backwards" {
    'x = array([True, True, False, False, True, False], dtype="bool")',
    "not_equal(x, True, out=x, where=x[::-1])",
    content = { x = { true, false, false, false, false, true } },
    where   = { slice_step = "any sign" },
  },
}

clause "array.overlap.dtypes" {
  must   = "Operands that share bytes by views of different dtypes are read before anything is written, too.",
  why    = "Their elements have different numbers and sizes: no order of writing is right for all.",
  source = {
    "NumPy reference, Universal functions (ufunc): operations with overlapping operands are defined to be the same as without overlap",
    "NumPy reference, numpy.ndarray.view: a different way of looking at the memory",
  },
  where  = { overlap = "as if copied", array_setitem = "writes" },

  -- Both halves of each integer are equal, so that the order of bytes does not matter.
  case "an update of words by halves" {
    'x = array([65537, 131074, 196611, 262148], dtype="int32")',
    'h = x.view("int16")',
    act "x -= h[:4]",
    "del h",
    content = { x = { 65536, 131073, 196609, 262146 } },
    where   = { dtype_view = "view", dtype_view_axis = "the last one is stretched", mixed_sizes = "promotes" },
  },
  case "an output of halves over words" {
    'x = array([65537, 131074, 196611, 262148], dtype="int32")',
    'h = x.view("int16")',
    act "add(h[:4], h[4:], out=x)",
    "del h",
    content = { x = { 4, 4, 6, 6 } },
    where   = { dtype_view = "view", dtype_view_axis = "the last one is stretched", out_of_other_dtype = "converts" },
  },
}
