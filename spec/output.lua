-- Results that are written into an array that is already there. Choices first, then clauses.

chapter "overlap"

choice "empty_out" {
  asks     = "What does add(x, y, out=z) do where z has no element?",
  source   = {
    "NumPy reference, Universal functions (ufunc), out: must have a shape that the inputs broadcast to",
    "PyTorch documentation, Out Notes: if an out tensor has no elements it will be resized",
  },
  requires = { array_setitem = "writes" },
  probes   = each({ "int32", "float32" }, function (dtype)
    return probe {
      format('x = array([1, 2, 3], dtype="%s")', dtype),
      format('z = zeros(0, dtype="%s")', dtype),
      "add(x, x, out=z)",
    }
  end),
  answers = {
    ["raises"]  = { means = "An error, as for any other shape than that of the result.", raises = { "shape", "value" } },
    ["resizes"] = { means = "z gets the shape of the result, and memory for it.", content = { z = { 2, 4, 6 } } },
  },
}

choice "out_of_other_shape" {
  asks     = "What does add(x, y, out=z) do where the result would have to be repeated to fill z?",
  source   = {
    "NumPy reference, Universal functions (ufunc), out: must have a shape that the inputs broadcast to",
    "PyTorch documentation, Out Notes: an error is thrown or the out tensor is resized",
  },
  requires = { array_setitem = "writes" },
  probes   = {
    probe { 'x = array([1, 2], dtype="float32")', 'z = zeros((2, 2), dtype="float32")', "add(x, x, out=z)" },
  },
  answers = {
    ["repeats"] = { means = "The result is broadcast into z.", content = { z = { { 2, 4 }, { 2, 4 } } } },
    ["resizes"] = { means = "z gets the shape of the result.", content = { z = { 2, 4 } } },
    ["raises"]  = { means = "An error.", raises = { "shape", "value" } },
    ["unspecified"] = { means = "Programs must not rely on any of these.", declared = true },
  },
}

choice "out_of_other_dtype" {
  asks     = "What does add(x, y, out=z) do where z has another dtype than the result?",
  source   = {
    "NumPy reference, numpy.ufunc, casting: 'same_kind' by default",
    "PyTorch documentation, Out Notes: to a different dtype, but not to a lower type kind than the source",
  },
  requires = { array_setitem = "writes" },
  probes   = {
    probe { 'x = array([1, 2], dtype="int32")', 'z = array([0, 0], dtype="float32")', "add(x, x, out=z)" },
    probe { 'x = array([1, 2], dtype="int32")', 'z = array([0, 0], dtype="float64")', "add(x, x, out=z)" },
  },
  answers = {
    ["converts"] = { means = "The result is converted, if its kind is not higher than that of z.", content = { z = { 2, 4 } } },
    ["raises"]   = { means = "An error.", raises = { "casting", "type" } },
  },
}

choice "self_overlap" {
  asks     = "What does an update do of an array that has one element in several places?",
  source   = {
    "NumPy reference, numpy.lib.stride_tricks.as_strided: vectorized writes will typically be unpredictable",
    "PyTorch, ATen/MemoryOverlap.h: assert_no_internal_overlap",
  },
  requires = { array_setitem = "writes", array_iadd = "in place" },
  probes   = {
    probe { "x = array([0])", "b = as_strided(x, (3,), (0,))", "b += array([1, 2, 3])" },
    probe { "x = array([0])", "b = as_strided(x, (3,), (0,))", "b += array([2, 1, 3])" },
  },
  answers = {
    ["last one stays"] = { means = "The sums are written one after the other.", content = { x = { 3 } } },
    ["all add up"] = { means = "Each update finds the result of the one before it.", content = { x = { 6 } } },
    ["raises"] = { means = "The overlap is noticed and refused; nothing is written.", raises = "overlap" },
    ["unspecified"] = {
      means    = "Programs must not rely on any result.",
      declared = true,
    },
  },
}

clause "array.out" {
  must   = "A function with out=z writes into z and returns z: no other array holds the result, and z keeps its dtype.",
  why    = "It is the one way to compute without allocating.",
  source = {
    "NumPy reference, Universal functions (ufunc), out: a location into which the result is stored",
    "PyTorch documentation, Out Notes",
  },
  where  = { array_setitem = "writes" },

  case "the result is the output" {
    "x = array([1, 2, 3])",
    "z = array([0, 0, 0])",
    "a = z",
    "r = add(x, x, out=z)",
    identity = { "r is z", "z is a" },
    content  = { z = { 2, 4, 6 }, a = { 2, 4, 6 } },
    where    = { assignment = "one object" },
  },
  case "of one operand" {
    "x = array([1, 2, 3])",
    "z = array([0, 0, 0])",
    "r = negative(x, out=z)",
    identity = { "r is z" },
    content  = { z = { -1, -2, -3 } },
    where    = { assignment = "one object" },
  },
  case "into an operand" {
    "x = array([1, 2, 3])",
    "y = array([10, 20, 30])",
    "r = add(x, y, out=y)",
    identity = { "r is y" },
    content  = { y = { 11, 22, 33 } },
    where    = { assignment = "one object" },
  },
  case "into both operands" {
    "x = array([1, 2, 3])",
    "r = multiply(x, x, out=x)",
    identity = { "r is x" },
    content  = { x = { 1, 4, 9 } },
    where    = { assignment = "one object" },
  },
  case "into a slice" {
    "x = array([1, 2])",
    "z = array([0, 0, 0, 0])",
    "add(x, x, out=z[1:3])",
    content = { z = { 0, 2, 4, 0 } },
    where   = { basic_slice = "view" },
  },
  case "of operands that are repeated" {
    "x = array([[1], [2]])",
    "y = array([10, 20, 30])",
    "z = array([[0, 0, 0], [0, 0, 0]])",
    "r = add(x, y, out=z)",
    identity = { "r is z" },
    content  = { z = { { 11, 21, 31 }, { 12, 22, 32 } } },
    where    = { assignment = "one object" },
  },
  case "into every other element" {
    "x = array([1, 2])",
    "z = array([7, 7, 7, 7])",
    "add(x, x, out=z[::2])",
    content = { z = { 2, 7, 4, 7 } },
    where   = { basic_slice = "view" },
  },
  case "into a column" {
    "x = array([1, 2])",
    "z = array([[7, 7], [7, 7]])",
    "add(x, x, out=z[:, 1])",
    content = { z = { { 7, 2 }, { 7, 4 } } },
    where   = { basic_slice = "view" },
  },
  case "of a comparison" {
    "x = array([1, 2, 3])",
    'z = array([True, True, True], dtype="bool")',
    "r = less(x, 2, out=z)",
    identity = { "r is z" },
    content  = { z = { true, false, false } },
    where    = { assignment = "one object" },
  },
  case "of a product of matrices" {
    "x = array([[1, 2], [3, 4]])",
    "z = array([[0, 0], [0, 0]])",
    "r = matmul(x, x, out=z)",
    identity = { "r is z" },
    content  = { z = { { 7, 10 }, { 15, 22 } } },
    where    = { assignment = "one object" },
  },
  case "the dtype of the output stays" {
    'x = array([1, 2, 3], dtype="int32")',
    'z = array([0, 0, 0], dtype="float32")',
    "add(x, x, out=z)",
    content = { z = { 2, 4, 6 } },
    dtype   = { z = "float32" },
    where   = { out_of_other_dtype = "converts" },
  },
  each({
    { "narrower integers",      "int64",   "int32" },
    { "narrower floats",        "float64", "float32" },
    { "integers into complex",  "int32",   "complex64" },
    { "unsigned into signed",   "uint8",   "int8" },
  }, function (family)
    local title, from, to = family[1], family[2], family[3]
    return case("the dtype of the output stays, " .. title) {
      format('x = array([1, 2, 3], dtype="%s")', from),
      format('z = array([0, 0, 0], dtype="%s")', to),
      "add(x, x, out=z)",
      content = { z = { 2, 4, 6 } },
      dtype   = { z = to },
      where   = { out_of_other_dtype = "converts" },
    }
  end),
  -- The whole of the result, as it is before it is converted: of the output's dtype it would be -56.
  case "the dtype of the output does not decide how to compute" {
    'x = array([100, 100], dtype="int16")',
    'z = array([0.0, 0.0], dtype="float32")',
    "multiply(x, 400, out=z)",
    content = { z = { -25536, -25536 } },
    where   = { out_of_other_dtype = "converts", number_with_array = "takes it" },
  },
  each({
    { "floats into truth values",   "float32",   "bool" },
    { "integers into truth values", "int32",     "bool" },
    { "complex into floats",        "complex64", "float32" },
  }, function (family)
    local title, from, to = family[1], family[2], family[3]
    return case(title .. " do not go") {
      format('x = array([1, 0, 1], dtype="%s")', from),
      format('z = zeros(3, dtype="%s")', to),
      "add(x, x, out=z)",
      raises = { "casting", "type" },
    }
  end),
  case "floats do not go into integers" {
    "x = array([0.5, 1.5])",
    'z = array([0, 0], dtype="int32")',
    "add(x, x, out=z)",
    raises = { "casting", "type" },
  },
  case "a shape that does not fit" {
    "x = array([1, 2, 3])",
    "z = array([7, 7])",
    "add(x, x, out=z)",
    raises = { "shape", "value" },
    where  = { empty_out = "raises", out_of_other_shape = "repeats" },
  },
  case "a shape that does not fit, where only its own does" {
    "x = array([1, 2, 3])",
    "z = array([7, 7])",
    "add(x, x, out=z)",
    raises = { "shape", "value" },
    where  = { out_of_other_shape = "raises" },
  },
  case "an empty output grows, and stays the object it was" {
    "x = array([1, 2, 3])",
    "z = zeros(0)",
    "a = z",
    "r = add(x, x, out=z)",
    identity = { "r is z", "z is a" },
    content  = { z = { 2, 4, 6 }, a = { 2, 4, 6 } },
    where    = { assignment = "one object", empty_out = "resizes" },
  },
}

clause "array.out.where" {
  must   = "With out=z and where=m, z gets the result where m is true, and keeps what it had elsewhere.",
  why    = "Without out=, what stands elsewhere is whatever the memory held.",
  source = "NumPy reference, Universal functions (ufunc), where: out array will retain its original value",
  where  = { array_setitem = "writes" },

  case "some elements" {
    "x = array([1, 2, 3])",
    'm = array([True, False, True], dtype="bool")',
    "z = array([7, 7, 7])",
    "r = add(x, x, out=z, where=m)",
    identity = { "r is z" },
    content  = { z = { 2, 7, 6 } },
    where    = { assignment = "one object" },
  },
  case "no element" {
    "x = array([1, 2, 3])",
    'm = array([False, False, False], dtype="bool")',
    "z = array([7, 7, 7])",
    "r = add(x, x, out=z, where=m)",
    identity = { "r is z" },
    content  = { z = { 7, 7, 7 } },
    where    = { assignment = "one object" },
  },
  case "into an operand" {
    "x = array([1, 2, 3])",
    "negative(x, out=x, where=x > 1)",
    content = { x = { 1, -2, -3 } },
  },
  case "a mask that is repeated" {
    "x = array([[1, 2], [3, 4]])",
    'm = array([True, False], dtype="bool")',
    "z = array([[7, 7], [7, 7]])",
    "add(x, x, out=z, where=m)",
    content = { z = { { 2, 7 }, { 6, 7 } } },
  },
  case "a mask by columns" {
    "x = array([[1, 2], [3, 4]])",
    'm = array([[True, False], [False, False]], dtype="bool")',
    "z = array([[7, 7], [7, 7]])",
    "add(x, x, out=z, where=m.T)",
    content = { z = { { 2, 7 }, { 7, 7 } } },
  },
  case "where an operand is none" {
    "x = array([1.0, 4.0, -1.0])",
    "z = zeros(3)",
    "sqrt(x, out=z, where=x > 0)", -- and no NaN comes by the way
    content = { z = { 1, 2, 0 } },
  },
  case "into an operand of another dtype, read backwards" {
    "x = array([7.5, 1.0, 2.0])",
    'm = array([True, False, False], dtype="bool")',
    "greater(x[::-1], x, out=x, where=m)",
    content = { x = { 0, 1, 2 } },
    where   = { overlap = "as if copied", out_of_other_dtype = "converts", slice_step = "any sign" },
  },
  case "across a buffer's border" {
    "x = ones(8200)",
    "m = arange(8200) % 3 == 0",
    "z = zeros(8200)",
    act "add(x, x, out=z, where=m)",
    "total = int(sum(z))",
    "border = z[8190:8194].copy()",
    "del z",
    content = { total = 5468, border = { 2, 0, 0, 2 } },
  },
}

clause "array.where.fresh" {
  must   = "Without out=, the result of where=m holds what the function gives where m is true; what stands elsewhere is undefined.",
  why    = "It is whatever the memory held: the most reported surprise of where=.",
  source = "NumPy reference, Universal functions (ufunc), where: if out=None, locations where it is False remain uninitialized",

  case "some elements" {
    "x = array([1, 2, 3])",
    'm = array([True, False, True], dtype="bool")',
    act "r = add(x, x, where=m)",
    "first = int(r[0])",
    "last = int(r[2])",
    content   = { first = 2, last = 6 },
    undefined = { "r" },
  },
  case "of one operand" {
    "x = array([1, 2, 3])",
    act "r = negative(x, where=x > 1)",
    "last = int(r[2])",
    content   = { last = -3 },
    undefined = { "r" },
  },
}

clause "array.self_overlap.refused" {
  must   = "Where an update is refused of an array that has one element in several places, nothing has been written when the error is raised.",
  why    = "After an error that had written something, nobody could tell which elements were updated.",
  source = "PyTorch, ATen/MemoryOverlap.h: assert_no_internal_overlap",
  where  = { self_overlap = "raises" },

  case "by strides of zero" {
    "x = array([5])",
    "b = as_strided(x, (3,), (0,))",
    "b += array([1, 2, 3])",
    raises = "overlap",
  },
  case "by broadcasting" {
    "x = array([1, 2, 3])",
    "b = broadcast_to(x, (2, 3))",
    "b += 1",
    raises = "overlap",
    where  = { broadcast_to = "writable view" },
  },
  case "one element in one place is none" {
    "x = array([1, 2, 3])",
    "b = broadcast_to(x, (1, 3))",
    "b += 1",
    content = { x = { 2, 3, 4 }, b = { { 2, 3, 4 } } },
    where   = { broadcast_to = "writable view" },
  },
}
