-- Updates that read the elements which they write.

chapter "overlap" {
  number = 8,
  title  = "Overlap and output",
  about  = "Updates that read the elements which they write, and results written into an array that is already there.",
}

clause "array.overlap.as_if_copied" {
  must   = "An update whose operands overlap has the result that it would have if they had been copied first.",
  why    = "The order in which elements are written must not show: it changes with size, layout and processor.",
  source = {
    "NumPy reference, Universal functions (ufunc): operations with overlapping operands are defined to be the same as without overlap",
    "NumPy 1.13.0 release notes, Ufunc behavior for overlapping inputs",
  },
  where  = { overlap = "as if copied" },

  case "each element to its right neighbour" {
    "x = array([1, 2, 3, 4])",
    "a = x",
    "x[1:] += x[:-1]",
    identity = { "x is a" },
    content  = { x = { 1, 3, 5, 7 }, a = { 1, 3, 5, 7 } },
  },
  case "each element to its left neighbour" {
    "x = array([1, 2, 3, 4])",
    "x[:-1] += x[1:]",
    content = { x = { 3, 5, 7, 4 } },
  },
  case "floats" {
    "x = array([0.5, 1.0, 1.5, 2.0])",
    "x[1:] += x[:-1]",
    content = { x = { 0.5, 1.5, 2.5, 3.5 } },
  },
  case "onto itself backwards" {
    "x = array([1, 2, 3, 4, 5])",
    "x -= x[::-1]",
    content = { x = { -4, -2, 0, 2, 4 } },
    where   = { slice_step = "any sign" },
  },
  case "the first element from all" {
    "x = array([5, 6, 7])",
    "x -= x[:1]",
    content = { x = { 0, 1, 2 } },
  },
  case "a matrix and its transpose" {
    "x = array([[1, 2], [3, 4]])",
    "x += x.T",
    content = { x = { { 2, 5 }, { 5, 8 } } },
  },
  case "each row to the next" {
    "x = array([[1, 2], [3, 4], [5, 6]])",
    "x[1:] += x[:-1]",
    content = { x = { { 1, 2 }, { 4, 6 }, { 8, 10 } } },
  },
  case "each column to the next" {
    "x = array([[1, 2, 3], [4, 5, 6]])",
    "x[:, 1:] += x[:, :-1]",
    content = { x = { { 1, 3, 5 }, { 4, 9, 11 } } },
  },
  case "with an output" {
    "x = array([1, 2, 3, 4])",
    "add(x[1:], x[:-1], out=x[1:])",
    content = { x = { 1, 3, 5, 7 } },
  },
  case "an assignment to the right" {
    "x = array([1, 2, 3, 4])",
    "x[1:] = x[:-1]",
    content = { x = { 1, 1, 2, 3 } },
  },
  case "an assignment to the left" {
    "x = array([1, 2, 3, 4])",
    "x[:-1] = x[1:]",
    content = { x = { 2, 3, 4, 4 } },
  },
  -- Buffers of 8192 elements are common: the neighbour across the border must be the old one.
  case "across a buffer's border" {
    "x = ones(8200)",
    act "x[1:] += x[:-1]",
    "border = x[8190:8195].copy()",
    "total = float(sum(x))",
    "del x",
    content = { border = { 2, 2, 2, 2, 2 }, total = 16399 },
  },
}

clause "array.overlap.refused" {
  must   = "Where overlapping operands are refused, nothing has been written when the error is raised.",
  why    = "After an error that had written something, nobody could tell which elements were updated.",
  source = "PyTorch, ATen/MemoryOverlap.h: operations whose input and output overlap partially are errors",
  where  = { overlap = "raises" },

  case "each element to its right neighbour" {
    "x = array([1, 2, 3, 4])",
    "x[1:] += x[:-1]",
    raises = "overlap",
  },
  case "each element to its left neighbour" {
    "x = array([1, 2, 3, 4])",
    "x[:-1] += x[1:]",
    raises = "overlap",
  },
  -- Each by a check of its own, which alone may be missing.
  each({
    { "an assignment",            "x[1:] = x[:-1]" },
    { "an output",                "add(x[:-2], x[2:], out=x[1:-1])" },
    { "a function of one",        "negative(x[:-1], out=x[1:])" },
    { "a comparison's output",    "equal(x[:-1], 2, out=x[1:])" },
    { "the first element",        "x -= x[0, ...]" },
  }, function (family)
    local title, statement = family[1], family[2]
    return case(title) {
      "x = array([1, 2, 3, 4])",
      statement,
      raises = "overlap",
    }
  end),
  case "a row" {
    "x = array([[1, 2], [3, 4]])",
    "x -= x[0]",
    raises = "overlap",
  },
  case "a transpose" {
    "x = array([[1, 2], [3, 4]])",
    "x += x.T",
    raises = "overlap",
    where  = { transpose = "view" },
  },
  case "another dtype" {
    'x = array([65537, 131074], dtype="int32")',
    'h = x.view("int16")',
    "x -= h[:2]",
    raises = "overlap",
    where  = { dtype_view = "view", dtype_view_axis = "the last one is stretched", mixed_sizes = "promotes" },
  },
  case "values among the targets" {
    "x = array([1, 2, 3, 4])",
    'i = array([1, 2], dtype="int64")',
    "x[i] = x[:2]",
    raises = "overlap",
    where  = { setitem_by_index = "writes" },
  },
  case "a mask among the targets" {
    'x = array([True, False, True, True], dtype="bool")',
    "v = x[1:]",
    "v[x[:-1]] = False",
    raises = "overlap",
    where  = { setitem_mask = "writes" },
  },
  case "the array as its own index" {
    'x = array([1, 2, 0], dtype="int64")',
    "x[x] = 7",
    raises = "overlap",
    where  = { setitem_by_index = "writes" },
  },
}

clause "array.overlap.same" {
  must   = "An operand that is exactly what is written, element by element, is no overlap to mind: each element is read before it is written.",
  why    = "Every update in place is of this kind; to refuse it, or to copy first, would be to have none.",
  source = {
    "NumPy reference, Universal functions (ufunc): operations with overlapping operands",
    "PyTorch, ATen/MemoryOverlap.h: MemOverlapStatus::Full is allowed where the operation is elementwise",
  },
  where  = { basic_slice = "view", array_setitem = "writes", array_iadd = "in place" },

  case "two views of one part" {
    "x = array([1, 2, 3, 4])",
    "v = x[1:3]",
    "v += x[1:3]", -- two objects
    content = { x = { 1, 4, 6, 4 }, v = { 4, 6 } },
  },
  case "with a step" {
    "x = array([1, 2, 3, 4])",
    "v = x[::2]",
    "v *= x[::2]",
    content = { x = { 1, 2, 9, 4 }, v = { 1, 9 } },
  },
  case "both operands and the output" {
    "x = array([1, 2, 3, 4])",
    "add(x[1:], x[1:], out=x[1:])",
    content = { x = { 1, 4, 6, 8 } },
  },
  case "a function of one operand" {
    "x = array([1, 2, 3, 4])",
    "negative(x[:2], out=x[:2])",
    content = { x = { -1, -2, 3, 4 } },
  },
  case "a column" {
    "x = array([[1, 2], [3, 4]])",
    "v = x[:, 1]",
    "v -= x[:, 1]",
    content = { x = { { 1, 0 }, { 3, 0 } }, v = { 0, 0 } },
  },
  case "a transpose" {
    "x = array([[1, 2], [3, 4]])",
    "t = x.T",
    "t += x.T",
    content = { x = { { 2, 4 }, { 6, 8 } }, t = { { 2, 6 }, { 4, 8 } } },
    where   = { transpose = "view" },
  },
  case "backwards" {
    "x = array([1, 2, 3, 4])",
    "v = x[::-1]",
    "v += x[::-1]",
    content = { x = { 2, 4, 6, 8 }, v = { 8, 6, 4, 2 } },
    where   = { slice_step = "any sign" },
  },
  each({ "x[1:3] = x[1:3]", "x[::2] = x[::2]" }, function (assignment)
    return case(assignment) {
      "x = array([1, 2, 3, 4])",
      assignment,
      content   = { x = { 1, 2, 3, 4 } },
      unchanged = true,
    }
  end),
}

clause "array.overlap.none" {
  must   = "Operands over one buffer that have no element in common do not disturb each other.",
  why    = "A test for overlap that is too careful refuses or copies what is well defined.",
  source = {
    "NumPy reference, Universal functions (ufunc): operations with overlapping operands",
    "PyTorch documentation, Tensor Views",
  },
  where  = { basic_slice = "view", array_iadd = "in place" },

  case "halves" {
    "x = array([1, 2, 3, 4])",
    "x[:2] += x[2:]",
    content = { x = { 4, 6, 3, 4 } },
  },
  case "even and odd" {
    "x = array([1, 2, 3, 4])",
    "x[::2] += x[1::2]",
    content = { x = { 3, 2, 7, 4 } },
  },
  case "columns" {
    "x = array([[1, 2], [3, 4]])",
    "x[:, 0] += x[:, 1]",
    content = { x = { { 3, 2 }, { 7, 4 } } },
  },
  case "neighbours across the end of a row" {
    "x = array([[1, 2, 3], [4, 5, 6]])",
    "x[0, 1:] -= x[1, :2]",
    content = { x = { { 1, -2, -2 }, { 4, 5, 6 } } },
  },
  case "nothing at all" {
    "x = array([1, 2, 3, 4])",
    "x[2:2] += x[:0]",
    content   = { x = { 1, 2, 3, 4 } },
    unchanged = true,
  },
  case "another array between" {
    "x = array([1, 2, 3, 4])",
    "y = x.copy()",
    "x[1:] -= y[:-1]",
    content = { x = { 1, 1, 1, 1 } },
  },
}
