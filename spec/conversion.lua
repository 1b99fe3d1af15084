-- From arrays to Python's own numbers.

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
    "x[...] = 4.5",
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
