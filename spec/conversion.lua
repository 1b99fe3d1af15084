-- From arrays to Python's own numbers.

chapter "conversion" {
  number = 10,
  title  = "Conversion, scalars and dtypes",
  about  = "From arrays to Python's numbers and back, and what becomes of element types that meet.",
}

clause "array.item" {
  must   = "x.item() of an array with exactly one element is that element as a number that no later write to x reaches; other sizes are an error.",
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

clause "array.number" {
  must   = "float(x), int(x) and bool(x) of a 0-d array are its element, converted as Python converts numbers; with several elements, float(x) and int(x) are errors.",
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

choice "asarray_of_array" {
  asks   = "What does asarray(x) of an array give?",
  source = {
    "NumPy reference, numpy.asarray: no copy is performed if the input is already an ndarray",
    "PyTorch documentation, torch.asarray: shares memory with obj",
    "Python array API standard 2024.12, asarray, copy=None: must reuse the existing memory buffer if possible",
  },
  probes = each({ "int32", "float32" }, function (dtype)
    return probe { format('x = array([1, 2, 3], dtype="%s")', dtype), "y = asarray(x)" }
  end),
  answers = {
    ["same object"] = { means = "x itself.", identity = { "y is x" } },
    ["view"] = {
      means    = "Another array object over the same elements.",
      identity = { "y is not x" },
      view     = { y = "x" },
    },
    ["copies"] = {
      means    = "An array with elements of its own.",
      identity = { "y is not x" },
      copy     = { y = "x" },
    },
  },
}

clause "array.asarray" {
  must   = "asarray(x) shares the elements of an array x where it does not copy; with copy=True it never does; with copy=False it is an error where a copy is needed.",
  source = {
    "Python array API standard 2024.12, asarray, copy",
    "NumPy reference, numpy.asarray, copy",
    "PyTorch documentation, torch.asarray, copy",
    "JAX documentation, jax.numpy.asarray, copy: if False, then error if a copy is necessary",
  },

  each({ "same object", "view" }, function (answer)
    return case("of an array, " .. answer) {
      "x = array([1, 2, 3])",
      "y = asarray(x)",
      view  = { y = "x" },
      where = { array_setitem = "writes", asarray_of_array = answer },
    }
  end),
  case "of an array, copied" {
    "x = array([1, 2, 3])",
    act "y = asarray(x)",
    "x[0] = 10",
    content = { x = { 10, 2, 3 }, y = { 1, 2, 3 } },
    where   = { array_setitem = "writes", asarray_of_array = "copies" },
  },
  case "of a slice" {
    "x = array([1, 2, 3, 4])",
    "y = asarray(x[1:3])",
    view  = { y = "x[1:3]" },
    where = { basic_slice = "view" },
  },
  case "of a list" {
    "l = [1, 2, 3]",
    act "y = asarray(l)",
    "l[0] = 10",
    content = { y = { 1, 2, 3 } },
  },
  case "with a copy" {
    "x = array([1, 2, 3])",
    "y = asarray(x, copy=True)",
    identity = { "y is not x" },
    copy     = { y = "x" },
    where    = { array_setitem = "writes" },
  },
  case "without a copy" {
    "x = array([1, 2, 3])",
    "y = asarray(x, copy=False)",
    view  = { y = "x" },
    where = { array_setitem = "writes" },
  },
  case "without a copy, and with another dtype" {
    'x = array([1, 2, 3], dtype="int32")',
    'y = asarray(x, dtype="float32", copy=False)',
    raises = "value",
  },
}

choice "astype_unchanged" {
  asks   = "What does x.astype(dtype) give where x has that dtype already?",
  source = {
    "NumPy reference, numpy.ndarray.astype: by default, always returns a newly allocated array",
    "PyTorch documentation, torch.Tensor.to: if self already has the correct dtype, self is returned",
    "Python array API standard 2024.12, astype, copy: true by default",
  },
  probes = each({ "int32", "float32" }, function (dtype)
    return probe { format('x = array([1, 2, 3], dtype="%s")', dtype), format('y = x.astype("%s")', dtype) }
  end),
  answers = {
    ["copies"] = { means = "A new array.", identity = { "y is not x" } },
    ["same object"] = { means = "x itself.", identity = { "y is x" } },
  },
}

clause "array.astype" {
  must   = "x.astype(dtype) to another dtype is a new array; with copy=True it always is; with copy=False and the dtype that x has, it is x itself.",
  source = {
    "Python array API standard 2024.12, astype, copy",
    "NumPy reference, numpy.ndarray.astype, copy",
    "PyTorch documentation, torch.Tensor.to",
  },

  case "to another dtype" {
    'x = array([1, 2, 3], dtype="int32")',
    'y = x.astype("float32")',
    identity = { "y is not x" },
    content  = { y = { 1, 2, 3 } },
    dtype    = { y = "float32" },
  },
  case "a later write does not reach it" {
    'x = array([1, 2, 3], dtype="int32")',
    act 'y = x.astype("float32")',
    "x[0] = 10",
    content = { y = { 1, 2, 3 } },
    where   = { array_setitem = "writes" },
  },
  case "floats are cut towards zero" {
    'x = array([1.7, -1.7], dtype="float32")',
    'y = x.astype("int32")',
    content = { y = { 1, -1 } },
    dtype   = { y = "int32" },
  },
  case "to its own dtype, copied" {
    'x = array([1, 2, 3], dtype="int32")',
    'y = x.astype("int32")',
    copy  = { y = "x" },
    where = { astype_unchanged = "copies", array_setitem = "writes" },
  },
  case "to its own dtype, with copy=True" {
    'x = array([1, 2, 3], dtype="int32")',
    'y = x.astype("int32", copy=True)',
    identity = { "y is not x" },
    copy     = { y = "x" },
    where    = { array_setitem = "writes" },
  },
  case "to its own dtype, with copy=False" {
    'x = array([1, 2, 3], dtype="int32")',
    'y = x.astype("int32", copy=False)',
    identity = { "y is x" },
  },
}

clause "array.tolist" {
  must   = "x.tolist() is a new list, nested as x has axes, of Python's own numbers, which no later write to x reaches.",
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
