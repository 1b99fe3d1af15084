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
  case "the array as its own index" {
    'x = array([1, 2, 0], dtype="int64")',
    "x[x] = 7",
    raises = "overlap",
    where  = { setitem_by_index = "writes" },
  },
}

clause "array.overlap.none" {
  must   = "Operands over one buffer that have no element in common do not disturb each other.",
  why    = "A test for overlap that is too careful refuses or copies what is well defined.",
  source = {
    "NumPy reference, Universal functions (ufunc): operations with overlapping operands",
    "PyTorch documentation, Tensor Views",
  },
  where  = { basic_slice = "view" },

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
}
