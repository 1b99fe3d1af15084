-- Element types: which one an array gets, and what becomes of two that meet. Choices first, then clauses.

chapter "conversion"

choice "default_integer" {
  asks   = "What is the dtype of array([1, 2, 3])?",
  source = {
    "Python array API standard 2024.12, Data Types, Default Data Types: int32 or int64",
    "NumPy 2.0.0 release notes: the default integer is 64-bit on all 64-bit systems",
    "MXNet API, mxnet.nd.array: the default dtype is float32 if source_array is no NDArray",
  },
  probes = {
    probe { "x = array([1, 2, 3])" },
    probe { "x = array((3, 2))" },
  },
  answers = {
    ["int64"]   = { means = "64-bit integers.", dtype = { x = "int64" } },
    ["int32"]   = { means = "32-bit integers.", dtype = { x = "int32" } },
    ["float32"] = { means = "32-bit floats, even though all elements are integers.", dtype = { x = "float32" } },
    ["float64"] = { means = "64-bit floats: numbers are floats.", dtype = { x = "float64" } },
    ["unspecified"] = {
      means    = "Programs must not rely on any of these.",
      declared = true,
    },
  },
}

choice "default_float" {
  asks   = "What is the dtype of array([0.5, 1.5])?",
  source = {
    "Python array API standard 2024.12, Data Types, Default Data Types: float32 or float64",
    "PyTorch documentation, torch.get_default_dtype: torch.float32",
  },
  probes = {
    probe { "x = array([0.5, 1.5])" },
    probe { "x = array([1, 1.5])" },
    probe { "x = zeros(3)" },
  },
  answers = {
    ["float64"] = { means = "64-bit floats.", dtype = { x = "float64" } },
    ["float32"] = { means = "32-bit floats.", dtype = { x = "float32" } },
    ["unspecified"] = {
      means    = "Programs must not rely on either.",
      declared = true,
    },
  },
}

choice "mixed_sizes" {
  asks   = "Can arrays of different integer dtypes be added?",
  source = {
    "Python array API standard 2024.12, Type Promotion Rules, Integer type promotion",
    "TensorFlow guide, Introduction to Tensors, Data types: no implicit conversion",
    "MXNet API, mxnet.np.add: if both inputs are of integer types, not supported yet",
  },
  probes = each({ { "int8", "int32" }, { "int32", "int8" }, { "uint8", "int8" } }, function (family)
    local left, right = family[1], family[2]
    return probe {
      format('x = array([1, 2], dtype="%s")', left),
      format('y = array([1, 2], dtype="%s")', right),
      "z = x + y",
    }
  end),
  answers = {
    ["promotes"] = { means = "The sum has a dtype that holds both.", content = { z = { 2, 4 } } },
    ["raises"] = {
      means  = "They do not mix without a conversion.",
      raises = { "type", "casting", "value" },
    },
    ["depends"] = "on the dtypes",
  },
}

choice "int_with_float" {
  asks   = "What is the sum of an array of integers and an array of floats?",
  source = {
    "NumPy reference, numpy.promote_types: the smallest size and smallest scalar kind that hold both",
    "PyTorch documentation, Tensor Attributes, torch.dtype: the dtype of the higher category",
    "Python array API standard 2024.12, Type Promotion Rules: mixed integer and floating-point is undefined",
  },
  probes = {
    probe { 'x = array([1, 2], dtype="int32")', 'y = array([0.5, 1.5], dtype="float32")', "z = x + y" },
    probe { 'x = array([1, 2], dtype="int32")', 'y = array([0.5, 1.5], dtype="float32")', "z = y + x" },
  },
  answers = {
    ["a float that holds both"] = {
      means = "A float wide enough for every integer of that dtype: float64 for int32 and float32.",
      dtype = { z = "float64" },
    },
    ["the float's"] = {
      means = "The dtype of the array of floats: float32 for int32 and float32.",
      dtype = { z = "float32" },
    },
    ["raises"] = {
      means  = "The dtypes do not mix without a conversion.",
      raises = { "type", "casting", "value" },
    },
    ["unspecified"] = {
      means    = "Programs must not rely on any of these.",
      declared = true,
    },
  },
}

choice "number_with_array" {
  asks   = "Does a number take the dtype of the array that it is added to?",
  source = {
    "Python array API standard 2024.12, Type Promotion Rules, Mixing arrays with Python scalars",
    "ibid: observed in TensorFlow.js 4.22, where int32 times a number is float32",
  },
  probes = each({ "x + 1", "x * 2" }, function (expression)
    return probe { 'x = array([1, 2], dtype="int32")', "y = " .. expression }
  end),
  answers = {
    ["takes it"] = { means = "An array of 32-bit integers stays one.", dtype = { y = "int32" } },
    ["widens"]   = { means = "The sum has a wider integer dtype.", dtype = { y = "int64" } },
    ["floats"]   = { means = "The sum is an array of floats.", dtype = { y = "float32" } },
  },
}

choice "number_out_of_range" {
  asks   = "What is x + 1000, where x has 8-bit integers?",
  source = {
    "NEP 50, Promotion rules for Python scalars: an integer that does not fit is an error",
    "Python array API standard 2024.12, Mixing arrays with Python scalars: out of bounds is unspecified",
  },
  requires = { number_with_array = "takes it" },
  probes   = each({ "x + 1000", "1000 + x" }, function (expression)
    return probe { 'x = array([1, 2], dtype="int8")', "y = " .. expression }
  end),
  answers = {
    ["raises"] = { means = "A number that does not fit the dtype is an error.", raises = { "overflow", "type", "value" } },
    ["wraps"]  = { means = "The number is cut to the dtype, silently: 1 + 1000 is -23.", content = { y = { -23, -22 } } },
    ["widens"] = { means = "The sum has a dtype that holds it.", content = { y = { 1001, 1002 } } },
    ["unspecified"] = { means = "Programs must not rely on any of these.", declared = true },
  },
}

choice "setitem_float" {
  asks     = "What becomes of a float that is assigned to an element of an array of integers?",
  source   = {
    "NumPy user guide, Indexing on ndarrays, Assigning values to indexed arrays: floats to ints",
    "Python array API standard 2024.12, array.__setitem__; Mixing arrays with Python scalars",
    "pandas 3.0 release notes: setting an item of another dtype is an error",
  },
  requires = { array_setitem = "writes" },
  probes   = {
    probe { 'x = array([1, 2, 3], dtype="int32")', "x[0] = 7.9" },
    probe { 'x = array([1, 2, 3], dtype="int32")', "x[:1] = 7.9" },
    probe { 'x = array([1, 2, 3], dtype="int32")', 'y = array([7.9], dtype="float32")', "x[:1] = y" },
  },
  answers = {
    ["truncates"] = {
      means   = "It is cut to an integer, silently; x += 7.9 may be an error all the same.",
      content = { x = { 7, 2, 3 } },
      dtype   = { x = "int32" },
    },
    ["raises"] = {
      means  = "The assignment is an error.",
      raises = { "type", "casting", "value" },
    },
    ["unspecified"] = {
      means    = "Programs must not rely on either.",
      declared = true,
    },
  },
}

clause "array.dtype.default" {
  must   = "An array that is made without a dtype has the default dtype of what it is made of: of integers, of floats where there is one float among the numbers, and of floats where there are none.",
  why    = "The dtype decides whether the next update fits, and what it costs.",
  source = {
    "Python array API standard 2024.12, Creation Functions, asarray, zeros, ones, full",
    "NumPy user guide, Array creation",
    "PyTorch documentation, torch.get_default_dtype",
  },

  each({ "float64", "float32" }, function (dtype)
    return each({ "ones(2)", "full(2, 0.5)", "array([])" }, function (expression)
      return case(expression .. " is of " .. dtype) {
        "x = " .. expression,
        dtype = { x = dtype },
        where = { default_float = dtype },
      }
    end)
  end),
  each({ "int64", "int32" }, function (dtype)
    return each({ "full(2, 7)", "arange(3)", "array([[1], [2]])" }, function (expression)
      return case(expression .. " is of " .. dtype) {
        "x = " .. expression,
        dtype = { x = dtype },
        where = { default_integer = dtype },
      }
    end)
  end),
  each({ "int64", "int32" }, function (dtype)
    return case("booleans stay booleans, where integers are " .. dtype) {
      "x = array([True, False])",
      dtype = { x = "bool" },
      where = { default_integer = dtype },
    }
  end),
}

clause "array.dtype.scalars" {
  must   = "Where numbers take the dtype of the array that they meet, any number does whose kind is that of the array or lower.",
  why    = "Otherwise x * 2.0 would double the memory of an array of 32-bit floats.",
  source = {
    "Python array API standard 2024.12, Type Promotion Rules, Mixing arrays with Python scalars",
    "NEP 50, Promotion rules for Python scalars",
    "JAX documentation, Type promotion semantics, Weak types",
  },
  where  = { number_with_array = "takes it" },

  each({
    { "int8",    "x + 1" },
    { "int32",   "x * 2" },
    { "float32", "x + 1" },
    { "float32", "x * 1.5" },
    { "float32", "2.5 - x" },
    { "float32", "x / 3" },
  }, function (family)
    local dtype, expression = family[1], family[2]
    return case(format("%s of %s", expression, dtype)) {
      format('x = array([1, 2, 3], dtype="%s")', dtype),
      "y = " .. expression,
      dtype = { y = dtype },
    }
  end),
}

clause "array.dtype.number_out_of_range" {
  must   = "Where a number that does not fit the dtype of an array is an error, it is one whatever is done with it, and nothing has been written.",
  why    = "A sum that is wrong by a multiple of 256 shows nowhere near the place where it was computed.",
  source = "NEP 50, Promotion rules for Python scalars: an integer that does not fit is an error",
  where  = { number_out_of_range = "raises" },

  each({
    { "added in place",             "int8",  "x += 128", { array_iadd = "in place" } },
    { "the smallest that does not", "int8",  "y = x + 128" },
    { "below the smallest",         "int8",  "y = x - 129" },
    { "negative, to unsigned",      "uint8", "y = x + -1" },
    { "a product",                  "uint8", "y = 256 * x" },
  }, function (family)
    local title, dtype, statement = family[1], family[2], family[3]
    return case(title) {
      format('x = array([1, 2], dtype="%s")', dtype),
      statement,
      raises = { "overflow", "type", "value" },
      where  = family[4],
    }
  end),
  case "the largest that fits" {
    'x = array([0, -1], dtype="int8")',
    "y = x + 127",
    content = { y = { 127, 126 } },
    dtype   = { y = "int8" },
  },
}

clause "array.dtype.promotion" {
  must   = "Where integers of different sizes mix, the result has the smallest dtype that holds both, whichever stands first.",
  why    = "A sum whose dtype hung on the order of its operands would overflow in one order only.",
  source = {
    "Python array API standard 2024.12, Type Promotion Rules, Integer type promotion",
    "NumPy reference, numpy.promote_types",
  },
  where  = { mixed_sizes = "promotes" },

  each({
    { "int8",  "int16", "int16" },
    { "int16", "int8",  "int16" },
    { "uint8", "int8",  "int16" },
    { "int8",  "uint8", "int16" },
    { "uint8", "int32", "int32" },
  }, function (family)
    local left, right, result = family[1], family[2], family[3]
    return case(format("%s and %s", left, right)) {
      format('x = array([1, 2], dtype="%s")', left),
      format('y = array([100, 100], dtype="%s")', right),
      "z = x + y",
      content = { z = { 101, 102 } },
      dtype   = { z = result },
    }
  end),
}

clause "array.setitem.dtype" {
  must   = "An assignment to elements never changes the dtype of the array: what is assigned is converted, and cut towards zero where the choice is to truncate; where it is an error, nothing is written.",
  why    = "Whoever else holds the array relies on its dtype, and its buffer has room for no other.",
  source = {
    "Python array API standard 2024.12, array.__setitem__: must not affect the data type of self",
    "NumPy user guide, Indexing on ndarrays, Assigning values to indexed arrays",
  },
  where  = { array_setitem = "writes" },

  case "an integer into floats" {
    'x = array([0.5, 1.5], dtype="float32")',
    "x[0] = 3",
    content  = { x = { 3, 1.5 } },
    dtype    = { x = "float32" },
  },
  case "a negative float is cut towards zero" {
    'x = array([1, 2, 3], dtype="int32")',
    "a = x",
    "x[0] = -2.7",
    identity = { "x is a" },
    content  = { x = { -2, 2, 3 } },
    dtype    = { x = "int32" },
    where    = { setitem_float = "truncates", assignment = "one object" },
  },
  case "a float is refused" {
    'x = array([1, 2, 3], dtype="int32")',
    "x[1] = 2.7",
    raises = { "type", "casting", "value" },
    where  = { setitem_float = "raises" },
  },
  case "an array of floats is refused" {
    'x = array([1, 2, 3], dtype="int32")',
    'y = array([4.0, 5.5], dtype="float32")',
    "x[:2] = y",
    raises = { "type", "casting", "value" },
    where  = { setitem_float = "raises" },
  },
}
