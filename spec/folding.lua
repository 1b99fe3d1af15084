-- Sums, running results and updates through a function, into memory that they read.

chapter "overlap"

choice "fold_overlap" {
  asks     = "What does a running result do whose output overlaps what it reads, as in add.accumulate(x[:-1], out=x[1:])?",
  source   = {
    "NumPy reference, Universal functions (ufunc): operations with overlapping operands",
    "PyTorch, ATen/MemoryOverlap.h: assert_no_partial_overlap",
  },
  requires = { array_setitem = "writes", basic_slice = "view" },
  probes   = { probe { "x = array([1, 2, 3, 4])", "add.accumulate(x[:-1], out=x[1:])" } },
  answers  = {
    ["as if copied"] = { means = "What is read is what stood there before.", content = { x = { 1, 1, 3, 6 } } },
    ["raises"]       = { means = "The overlap is noticed and refused; nothing is written.", raises = "overlap" },
    ["unspecified"]  = { means = "Programs must not rely on any result.", declared = true },
  },
  otherwise = "as if copied",
}

clause "array.fold.out" {
  must   = "A running result with out=x of the very array that it reads is that of a copy.",
  why    = "A cumulative sum in place is the common way to save the second buffer.",
  source = {
    "NumPy reference, Universal functions (ufunc): operations with overlapping operands are defined to be the same as without overlap",
    "PyTorch documentation, Out Notes: numerically equivalent to performing the operation and copying its results",
  },
  where  = { array_setitem = "writes" },

  case "sums" {
    "x = array([1, 2, 3, 4])",
    "a = x",
    "r = add.accumulate(x, out=x)",
    identity = { "x is a", "r is x" },
    content  = { x = { 1, 3, 6, 10 }, a = { 1, 3, 6, 10 } },
    where    = { assignment = "one object" },
  },
  case "products" {
    "x = array([1, 2, 3, 4])",
    "multiply.accumulate(x, out=x)",
    content = { x = { 1, 2, 6, 24 } },
  },
}

clause "array.fold.overlap" {
  must   = "Where overlapping running results are as if copied, they are so in every direction, and for every function.",
  why    = "A running result that reads what it has just written grows without bound, and silently.",
  source = {
    "NumPy reference, Universal functions (ufunc): operations with overlapping operands are defined to be the same as without overlap",
    "NumPy pull request 15612: minimum.accumulate over its own memory was wrong with AVX-512",
  },
  where  = { fold_overlap = "as if copied" },

  case "to the left" {
    "x = array([1, 2, 3, 4])",
    "add.accumulate(x[1:], out=x[:-1])",
    content = { x = { 2, 5, 9, 4 } },
  },
  case "backwards" {
    "x = array([1, 2, 3, 4])",
    "add.accumulate(x[::-1], out=x)",
    content = { x = { 4, 7, 9, 10 } },
    where   = { slice_step = "any sign" },
  },
  case "largest so far" {
    "x = array([3, 1, 4, 1, 5])",
    "maximum.accumulate(x[:-1], out=x[1:])",
    content = { x = { 3, 3, 3, 4, 4 } },
  },
  case "smallest so far, into itself" {
    'x = arange(40, 0, -1).astype("float32")',
    act "minimum.accumulate(x, out=x)",
    "last = float(x[39])",
    "total = float(sum(x))",
    "del x",
    content   = { last = 1, total = 820 },
    unchanged = true,
  },
  case "a matrix into its transpose" {
    "x = array([[1, 2], [3, 4]])",
    "add.accumulate(x, out=x.T)",
    content = { x = { { 1, 4 }, { 2, 6 } } },
    where   = { transpose = "view" },
  },
}

clause "array.sum.out" {
  must   = "sum(x, axis=i, out=z) writes into z the sums that x had, also where z is a part of x.",
  why    = "PyTorch 2.15 clears the output first, and sums what it cleared.",
  source = {
    "NumPy reference, Universal functions (ufunc): operations with overlapping operands; numpy.sum, out",
    "PyTorch documentation, Out Notes: numerically equivalent to performing the operation and copying its results",
  },
  where  = { array_setitem = "writes", out_of_other_dtype = "converts" },

  case "into an array of its own" {
    'x = array([[1, 2], [3, 4]], dtype="int64")',
    'z = zeros(2, dtype="int64")',
    "r = sum(x, axis=0, out=z)",
    identity = { "r is z" },
    content  = { z = { 4, 6 } },
    where    = { assignment = "one object" },
  },
  case "of rows into the first row" {
    'x = array([[1, 2], [3, 4]], dtype="int64")',
    "sum(x, axis=0, out=x[0])",
    content = { x = { { 4, 6 }, { 3, 4 } } },
    where   = { basic_slice = "view" },
  },
  case "of columns into the last column" {
    'x = array([[1, 2], [3, 4]], dtype="int64")',
    "sum(x, axis=1, out=x[:, 1])",
    content = { x = { { 1, 3 }, { 3, 7 } } },
    where   = { basic_slice = "view" },
  },
}

clause "array.at" {
  must   = "add.at(x, i, y) updates an element as often as i names it, each time from what the time before left; i and y are read before.",
  why    = "x[i] += y updates it once.",
  source = "NumPy reference, numpy.ufunc.at: unbuffered in place operation; results are accumulated for elements that are indexed more than once",
  where  = { array_setitem = "writes", setitem_by_index = "writes", index_list = "selects" },

  case "an element named twice" {
    "x = array([1, 2, 3])",
    "a = x",
    "add.at(x, [0, 0, 2], 10)",
    identity = { "x is a" },
    content  = { x = { 21, 2, 13 }, a = { 21, 2, 13 } },
    where    = { assignment = "one object", number_with_array = "takes it" },
  },
  case "by an array, each time with its own number" {
    "x = array([1, 2, 3])",
    'add.at(x, array([1, 1, 0], dtype="int64"), array([10, 20, 30]))',
    content = { x = { 31, 32, 3 } },
  },
  case "another function" {
    "x = array([1, 2, 3])",
    "multiply.at(x, [1, 1], 3)",
    content = { x = { 1, 18, 3 } },
    where   = { number_with_array = "takes it" },
  },
  case "the numbers are those of the array itself" {
    "x = array([1, 2, 3])",
    "add.at(x, [1, 1, 2], x)",
    content = { x = { 1, 5, 6 } },
  },
  case "the array as its own index" {
    'x = array([1, 0, 0], dtype="int64")',
    "add.at(x, x, 1)",
    content = { x = { 3, 1, 0 } },
    where   = { number_with_array = "takes it" },
  },
  case "through a slice" {
    "x = array([1, 2, 3, 4])",
    "add.at(x[1:], [0, 0], 5)",
    content = { x = { 1, 12, 3, 4 } },
    where   = { basic_slice = "view", number_with_array = "takes it" },
  },
}
