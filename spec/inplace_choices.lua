-- Choices about updates in place: what becomes of dtypes, of lists and of arrays that meet in x += y.

chapter "updates"

choice "broadcasting" {
  asks   = "Are operands of different shapes repeated to fit each other?",
  source = {
    "Python array API standard 2024.12, Broadcasting",
    "ndarray-ops: arrays of the same shape",
  },
  probes = each({ "array([10, 20])", "array([[10, 20]])" }, function (other)
    return probe { "x = array([[1, 2], [3, 4]])", "y = " .. other, "z = x + y" }
  end),
  answers = {
    ["broadcasts"] = { means = "Along the axes where one has a single element or none.", content = { z = { { 11, 22 }, { 13, 24 } } } },
    ["raises"]     = { means = "The shapes have to be the same.", raises = { "shape", "value" } },
    ["depends"]    = "on the number of axes",
  },
}

choice "iadd_stranger" {
  asks   = "Is x += y an error where y is neither a number nor an array?",
  source = {
    "Python reference 3.3.8, Emulating numeric types: if the operation is not supported, TypeError",
    "ECMAScript 2024, 13.15.3, ApplyStringOrNumericBinaryOperator: operands are converted",
  },
  probes = each({ "None", '"a"' }, function (other)
    return probe { "x = array([1, 2, 3])", "n = 3", "x += " .. other }
  end),
  answers = {
    ["raises"]   = { means = "An error.", raises = true },
    ["converts"] = { means = "y is taken for some number, or for none.", content = { n = 3 } },
  },
}

choice "array_ipow" {
  asks     = "Is x **= y an update in place where x += y is one?",
  source   = {
    "Python array API standard 2024.12, In-place Operators: libraries may fall back to the binary operation",
    "MXNet, python/mxnet/numpy/multiarray.py: class ndarray has __iadd__ and others, and no __ipow__",
  },
  requires = { array_iadd = "in place" },
  probes   = each({ "x **= 2", "x **= array([2, 2, 2])" }, function (statement)
    return probe { "x = array([1, 2, 3])", "a = x", statement }
  end),
  answers = {
    ["in place"] = { means = "x is still the same object.", identity = { "x is a" } },
    ["rebinds"]  = { means = "x is a new array, and the old one lives on.", identity = { "x is not a" } },
  },
}

choice "iadd_wider" {
  asks   = "What does x += y do where the sum has a wider dtype of the same kind?",
  source = {
    "NumPy reference, numpy.ufunc, casting: 'same_kind' by default",
    "PyTorch documentation, Tensor Attributes, torch.dtype: a result is cast to the dtype of the output within its category",
    "Python array API standard 2024.12, In-place Operators: must not change the data type; else implementation-defined",
  },
  probes = each({ "int16", "int32" }, function (dtype)
    return probe { 'x = array([100, 1], dtype="int8")', format('y = array([100, 1], dtype="%s")', dtype), "x += y" }
  end),
  answers = {
    ["dtype stays"] = {
      means   = "The sum is cut to the dtype of x, silently: 100 + 100 is -56 in 8 bits.",
      content = { x = { -56, 2 } },
      dtype   = { x = "int8" },
    },
    ["promotes"]  = { means = "x is bound to a new array of the wider dtype.", content = { x = { 200, 2 } } },
    ["raises"]    = { means = "An error, and x is as it was.", raises = { "casting", "type" } },
    ["no update"] = { means = "There is no update of an array: an error.", raises = { "attribute", "immutable" } },
    ["depends"]     = "on the dtypes",
    ["unspecified"] = { means = "Programs must not rely on any of these.", declared = true },
  },
}

choice "iadd_other_sign" {
  asks   = "What does x += y do where x is unsigned and y is signed?",
  source = {
    "NumPy reference, numpy.can_cast, 'same_kind': not from signed to unsigned integers",
    "PyTorch documentation, Tensor Attributes, torch.dtype: all integers are one category",
  },
  probes = {
    probe { 'x = array([200, 1], dtype="uint8")', 'y = array([1, 1], dtype="int8")', "x += y" },
    probe { 'x = array([200, 1], dtype="uint8")', 'y = array([1, 1], dtype="int16")', "x += y" },
  },
  answers = {
    ["dtype stays"] = { means = "x keeps its dtype.", content = { x = { 201, 2 } }, dtype = { x = "uint8" } },
    ["promotes"]  = { means = "x is bound to a new array of a signed dtype.", content = { x = { 201, 2 } }, dtype = { x = "int16" } },
    ["raises"]    = { means = "An error, and x is as it was.", raises = { "casting", "type" } },
    ["no update"] = { means = "There is no update of an array: an error.", raises = { "attribute", "immutable" } },
    ["depends"]     = "on the dtypes",
    ["unspecified"] = { means = "Programs must not rely on any of these.", declared = true },
  },
}

choice "iadd_list" {
  asks   = "Does x += [1, 2, 3] take a list for an array?",
  source = {
    "NumPy reference, Universal functions (ufunc): inputs are array_like",
    "Python array API standard 2024.12, array.__add__: other is a number or an array",
  },
  probes = each({ "[1, 2, 3]", "(1, 2, 3)" }, function (other)
    return probe { "x = array([10, 20, 30])", "x += " .. other }
  end),
  answers = {
    ["converts"]  = { means = "The list counts as an array of its items.", content = { x = { 11, 22, 33 } } },
    ["NaN"]       = { means = "The list is a text, and no number.", content = { x = { nan, nan, nan } } },
    ["raises"]    = { means = "An error, and x is as it was.", raises = { "type", "value", "casting" } },
    ["no update"] = { means = "There is no update of an array: an error.", raises = { "attribute", "immutable" } },
    ["depends"]     = "on the type of the sequence",
    ["unspecified"] = { means = "Programs must not rely on any of these.", declared = true },
  },
}

choice "list_iadd_array" {
  asks   = "What is l after l += x, where l is a list and x an array?",
  source = {
    "Python library reference, Mutable Sequence Types: s += t extends s with the contents of t",
    "IronPython issue 560, of CPython: for sequences __radd__ takes precedence over concatenation",
  },
  probes = {
    probe { "l = [1, 2]", "x = array([10, 20])", "l += x" },
    probe { "l = [1.0, 2.0]", "x = array([10.0, 20.0])", "l += x" },
  },
  answers = {
    ["an array"] = { means = "The array's __radd__ comes first: l is bound to an array of sums.", content = { l = { 11, 22 } } },
    ["a longer list"] = { means = "The list is extended by the elements of x.", content = { l = { 1, 2, 10, 20 } } },
    ["raises"]   = { means = "An error: the array's __radd__ is asked, and takes no list.", raises = { "type", "value" } },
    ["depends"]  = "on the dtype",
  },
}
