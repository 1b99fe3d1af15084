-- Updates at repeated indices in all forms, in place and as new arrays; products of matrices over their operands.

chapter "overlap"

clause "array.at.layouts" {
  must   = "add.at counts each time that an element is named also along several axes, by masks, in views, and for many elements.",
  why    = "A fast path for one axis, or for few elements, that reads before it writes would count once again.",
  source = "NumPy reference, numpy.ufunc.at: unbuffered in place operation; results are accumulated for elements that are indexed more than once",
  where  = { array_setitem = "writes", setitem_by_index = "writes", index_list = "selects" },

  case "each finds the result of the one before" {
    "x = array([8, 2, 3])",
    "power.at(x, [1, 1, 1], 2)",
    content = { x = { 8, 256, 3 } },
    where   = { number_with_array = "takes it" },
  },
  case "rows" {
    "x = array([[1, 2], [3, 4]])",
    "add.at(x, [0, 0], array([10, 20]))",
    content = { x = { { 21, 42 }, { 3, 4 } } },
  },
  case "pairs of indices" {
    "x = array([[1, 2], [3, 4]])",
    "add.at(x, ([0, 0, 1], [1, 1, 0]), 10)",
    content = { x = { { 1, 22 }, { 13, 4 } } },
    where   = { number_with_array = "takes it" },
  },
  case "a mask" {
    "x = array([1, 2, 3])",
    "add.at(x, x > 1, 10)",
    content = { x = { 1, 12, 13 } },
    where   = { setitem_mask = "writes", number_with_array = "takes it" },
  },
  case "backwards, with values of the array" {
    "x = array([1, 2, 3])",
    "add.at(x, [0, 1, 2], x[::-1])",
    content = { x = { 4, 4, 4 } },
    where   = { slice_step = "any sign", overlap = "as if copied" },
  },
  case "many times" {
    "x = zeros(3)",
    'j = arange(10000, dtype="int64") % 2',
    act "add.at(x, j, 1)",
    "del j",
    content = { x = { 5000, 5000, 0 } },
    where   = { number_with_array = "takes it" },
  },
}

clause "array.at.new" {
  must   = "A new array with some elements set, or added to, has the other elements of x and leaves x alone; what is added counts each time that an element is named.",
  why    = "It is how immutable arrays are updated.",
  source = {
    "JAX documentation, jax.numpy.ndarray.at: x = x.at[idx].set(y) is the pure equivalent of x[idx] = y; add applies each of repeated indices",
    "PyTorch documentation, torch.Tensor.index_put_, accumulate=True: contributions accumulate",
    "TensorFlow API, tf.tensor_scatter_nd_add: duplicates are added",
  },
  where  = { index_array = "selects" },

  case "set" {
    'x = array([1, 2, 3], dtype="int32")',
    'i = array([2, 0], dtype="int64")',
    'r = set_at(x, i, array([30, 10], dtype="int32"))',
    identity = { "r is not x" },
    content  = { r = { 10, 2, 30 } },
  },
  case "added to one element twice" {
    'x = array([1, 2, 3], dtype="int32")',
    'i = array([1, 1, 0], dtype="int64")',
    'r = added_at(x, i, array([10, 20, 1], dtype="int32"))',
    identity = { "r is not x" },
    content  = { r = { 2, 32, 3 } },
  },
  case "nothing is added" {
    'x = array([1, 2, 3], dtype="int32")',
    'i = array([0], dtype="int64")',
    'r = added_at(x, i, array([0], dtype="int32"))',
    identity = { "r is not x" },
    content  = { r = { 1, 2, 3 } },
  },
  case "an update of what came of it" {
    'x = array([1, 2, 3], dtype="int32")',
    'i = array([0], dtype="int64")',
    act 'r = set_at(x, i, array([1], dtype="int32"))',
    "r += 1",
    content = { r = { 2, 3, 4 }, x = { 1, 2, 3 } },
    where   = { array_iadd = "in place" },
  },
}

clause "array.matmul.overlap" {
  must   = "A product of matrices with out= is that of copied operands, also where the output is one of them or a part of one.",
  why    = "A row of the result is written before the last column is read: here even out=x, exactly, is an overlap.",
  source = {
    "NumPy reference, Universal functions (ufunc): operations with overlapping operands are defined to be the same as without overlap",
    "NumPy 1.16.0 release notes: matmul is a ufunc",
  },
  where  = { overlap = "as if copied" },

  case "over both operands" {
    "x = array([[1, 2], [3, 4]])",
    "r = matmul(x, x, out=x)",
    identity = { "r is x" },
    content  = { x = { { 7, 10 }, { 15, 22 } } },
  },
  case "over the second operand" {
    "x = array([[1, 2], [3, 4]])",
    "y = array([[0, 1], [1, 0]])",
    "matmul(x, y, out=y)",
    content = { y = { { 2, 1 }, { 4, 3 } } },
  },
  case "over a part of both" {
    "x = array([[1, 2], [3, 4], [5, 6]])",
    "matmul(x[:2], x[1:], out=x[:2])",
    content = { x = { { 13, 16 }, { 29, 36 }, { 5, 6 } } },
  },
  case "with a vector, over the first column" {
    "x = array([[1, 2], [3, 4]])",
    "matmul(x, x[0], out=x[:, 0])",
    content = { x = { { 5, 2 }, { 11, 4 } } },
  },
  case "large ones" {
    'x = ones((20, 20), dtype="float64")', -- for which a library is asked
    act "matmul(x, x, out=x)",
    "wrong = int(sum(x != 20))",
    "del x",
    content = { wrong = 0 },
  },
}

clause "array.sum.overlap" {
  must   = "Sums along an axis that are written across what they sum are those of the old elements.",
  why    = "A row that is a column's output is changed before the other columns are summed.",
  source = "NumPy reference, Universal functions (ufunc): operations with overlapping operands; reduce is a method of ufuncs",
  where  = { overlap = "as if copied", out_of_other_dtype = "converts" },

  each({
    { "of columns into the last row", "axis=0, out=x[2]",    { { 1, 2, 3 }, { 4, 5, 6 }, { 12, 15, 18 } } },
    { "of columns into a column",     "axis=0, out=x[:, 0]", { { 12, 2, 3 }, { 15, 5, 6 }, { 18, 8, 9 } } },
    { "of rows into a row",           "axis=1, out=x[1]",    { { 1, 2, 3 }, { 6, 15, 24 }, { 7, 8, 9 } } },
  }, function (family)
    local title, arguments, result = family[1], family[2], family[3]
    return case(title) {
      'x = array([[1, 2, 3], [4, 5, 6], [7, 8, 9]], dtype="int64")',
      format("sum(x, %s)", arguments),
      content = { x = result },
    }
  end),
}
