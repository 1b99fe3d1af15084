-- From arrays to Python's own numbers.

chapter "conversion" {
  number = 10,
  title  = "Conversion, scalars and dtypes",
  about  = "From arrays to Python's numbers and back, and what becomes of element types that meet.",
}

clause "array.item" {
  must   = "x.item() of an array with exactly one element is that element as a number that no later write to x reaches; other sizes are an error.",
  why    = "A number that is kept, a loss or a counter, must not change when its array does.",
  source = {
    "NumPy reference, numpy.ndarray.item: the element is copied into a standard Python scalar",
    "PyTorch documentation, torch.Tensor.item: only works for tensors with one element",
  },

  each({ { "array(5)", "a 0-d array" }, { "array([5])", "one axis" }, { "array([[5]])", "two axes" } }, function (family)
    return case(family[2]) {
      "x = " .. family[1],
      "i = x.item()",
      content = { i = 5 },
    }
  end),
  case "a float" {
    "x = array([2.5])",
    "i = x.item()",
    content = { i = 2.5 },
  },
  case "one element of a slice" {
    "x = array([1, 2, 3])",
    "i = x[1:2].item()",
    content = { i = 2 },
  },
  case "a later write does not reach it" {
    "x = array([5])",
    act "i = x.item()",
    "x[0] = 6",
    content = { i = 5 },
    where   = { array_setitem = "writes" },
  },
  case "two elements" {
    "x = array([1, 2])",
    "i = x.item()",
    raises = true,
  },
  case "no element" {
    "x = zeros(0)",
    "i = x.item()",
    raises = true,
  },
}

choice "bool_of_nothing" {
  asks   = "Is an array without elements true, false or neither?",
  source = {
    "NumPy 2.2.0 release notes, expired deprecations: bool(np.array([])) raises an error",
    "NumPy 1.14.0 release notes, deprecations: the truth value of an empty array",
    "Python array API standard 2024.12, array.__bool__: of zero-dimensional arrays",
  },
  probes = {
    probe { "x = zeros(0)", "b = bool(x)" },
    probe { "x = zeros((2, 0))", "b = bool(x)" },
  },
  answers = {
    ["raises"] = { means = "It has no truth value: an error.", raises = { "value", "type", "shape" } },
    ["False"]  = { means = "It is false, as an empty list is.", content = { b = false } },
    ["unspecified"] = {
      means    = "Programs must not rely on either.",
      declared = true,
    },
  },
}

clause "array.number" {
  must   = "float(x), int(x), complex(x) and bool(x) of a 0-d array are its element, converted as Python converts numbers; with several elements they are errors.",
  why    = "Code that branches on an array, or prints it, relies on a number that stays what it was.",
  source = {
    "Python array API standard 2024.12, array.__float__, array.__int__, array.__bool__",
    "NumPy 2.4.0 release notes, expired deprecations",
    "PyTorch documentation, torch.Tensor.item: only works for tensors with one element",
  },

  case "float of a 0-d array" {
    "x = array(3.5)",
    "f = float(x)",
    content = { f = 3.5 },
  },
  case "float of integers" {
    "x = array(3)",
    "f = float(x)",
    content = { f = 3.0 },
  },
  case "int of a 0-d array" {
    "x = array(7)",
    "i = int(x)",
    content = { i = 7 },
  },
  case "int cuts towards zero" {
    "x = array(-3.7)",
    "i = int(x)",
    content = { i = -3 },
  },
  case "bool of a 0-d array" {
    "x = array(0)",
    "b = bool(x)",
    content = { b = false },
  },
  case "bool of two elements" {
    "x = array([1, 1])",
    "b = bool(x)",
    raises = true,
  },
  each({ { "raises", "refused" }, { "False", "false" } }, function (family)
    local answer, title = family[1], family[2]
    return case("bool of no element, " .. title) {
      "x = zeros(0)",
      "b = bool(x)",
      raises  = answer == "raises" and true or nil,
      content = answer == "False" and { b = false } or nil,
      where   = { bool_of_nothing = answer },
    }
  end),
  case "complex of a 0-d array" {
    "x = array(3.5)",
    "c = complex(x)",
    content = { c = complex(3.5, 0) },
  },
  case "a later write does not reach it" {
    "x = array(3.5)",
    act "f = float(x)",
    "x[()] = 4.5",
    content = { f = 3.5 },
    where   = { array_setitem = "writes" },
  },
  each({ "float", "int" }, function (convert)
    return {
      case(convert .. " of two elements") {
        "x = array([1, 2])",
        "n = " .. convert .. "(x)",
        raises = true,
      },
      case(convert .. " of no element") {
        "x = zeros(0)",
        "n = " .. convert .. "(x)",
        raises = true,
      },
      case(convert .. " of one element with an axis, accepted") {
        "x = array([3.5])",
        "n = " .. convert .. "(x)",
        content = { n = convert == "float" and 3.5 or 3 },
        where   = { float_of_one_element = "accepts" },
      },
      case(convert .. " of one element with an axis, refused") {
        "x = array([3.5])",
        "n = " .. convert .. "(x)",
        raises = "type",
        where  = { float_of_one_element = "raises" },
      },
    }
  end),
}

clause "array.new" {
  must   = "array(data) copies: no later change of the list or the array that it was made from reaches it.",
  why    = "A constructor that shared its argument would let two owners write to one buffer.",
  source = {
    "NumPy reference, numpy.array, copy: true by default",
    "PyTorch documentation, torch.tensor: always copies data",
    "JAX documentation, jax.numpy.array: copy is true by default",
  },

  case "of a list" {
    "l = [1, 2, 3]",
    act "x = array(l)",
    "l[0] = 10",
    content = { x = { 1, 2, 3 } },
  },
  case "of lists inside a list" {
    "m = [1, 2]",
    "l = [m, m]",
    act "x = array(l)",
    "m[0] = 10",
    content = { x = { { 1, 2 }, { 1, 2 } } },
  },
  case "of an array" {
    "x = array([1, 2, 3])",
    "y = array(x)",
    identity = { "y is not x" },
    copy     = { y = "x" },
    where    = { array_setitem = "writes" },
  },
  case "of one list, twice" {
    "m = [1, 2]",
    "x = array([m, m])",
    "x[0, 0] = 10",
    content = { x = { { 10, 2 }, { 1, 2 } }, m = { 1, 2 } },
    where   = { array_setitem = "writes" },
  },
}

clause "array.tolist" {
  must   = "x.tolist() is a new list, nested as x has axes, of Python's own numbers, which no later write to x reaches.",
  why    = "A list of numbers is what is stored, sent and compared: no array may reach into it.",
  source = {
    "NumPy reference, numpy.ndarray.tolist: a copy of the array data as a nested Python list",
    "PyTorch documentation, torch.Tensor.tolist",
  },

  case "a row" {
    "x = array([1, 2, 3])",
    "l = x.tolist()",
    content = { l = { 1, 2, 3 } },
  },
  case "a matrix" {
    "x = array([[1, 2], [3, 4]])",
    "l = x.tolist()",
    identity = { "l[0] is not l[1]" },
    content  = { l = { { 1, 2 }, { 3, 4 } } },
  },
  case "a row of a matrix is a list" {
    "x = array([[1, 2], [3, 4]])",
    "l = x.tolist()",
    "l[0] += [5]",
    content = { l = { { 1, 2, 5 }, { 3, 4 } }, x = { { 1, 2 }, { 3, 4 } } },
  },
  case "its numbers have no size" {
    'x = array([2147483647], dtype="int32")',
    "l = x.tolist()",
    "n = l[0] + 1",
    content = { n = 2147483648 },
  },
  case "a new list each time" {
    "x = array([1, 2, 3])",
    "l = x.tolist()",
    "m = x.tolist()",
    identity = { "m is not l" },
    content  = { m = { 1, 2, 3 } },
  },
  case "a 0-d array is its number" {
    "x = array(5)",
    "n = x.tolist()",
    content = { n = 5 },
  },
  case "a later write does not reach it" {
    "x = array([1, 2, 3])",
    act "l = x.tolist()",
    "x[0] = 10",
    content = { l = { 1, 2, 3 } },
    where   = { array_setitem = "writes" },
  },
  case "a change of the list does not reach the array" {
    "x = array([1, 2, 3])",
    "l = x.tolist()",
    "l[0] = 10",
    content = { l = { 10, 2, 3 }, x = { 1, 2, 3 } },
  },
}
