-- Arrays derived from arrays: transposed, reshaped, flattened, reversed, spread.

chapter "derived" {
  number = 7,
  title  = "Derived arrays",
  about  = "Arrays made from arrays by flattening, reversing, spreading and the like: which of them share elements.",
}

clause "array.ravel" {
  must   = "Where reshape shares, x.ravel() shares the elements of x if they lie next to each other in row order, and copies them if not.",
  why    = "Code for the inner loop asks ravel for neighbours; a write through it may reach x or not.",
  source = {
    "NumPy reference, numpy.ravel: a contiguous flattened array; a copy is made only if needed",
    "PyTorch documentation, torch.ravel: a contiguous flattened tensor; a copy is made only if needed",
  },
  where  = { reshape = "view if possible" },

  case "a row" {
    "x = array([1, 2, 3])",
    "y = x.ravel()",
    view = { y = "x" },
  },
  case "a matrix" {
    "x = array([[1, 2, 3], [4, 5, 6]])",
    "y = x.ravel()",
    view    = { y = "x.ravel()" },
    content = { y = { 1, 2, 3, 4, 5, 6 } },
  },
  case "rows of a matrix" {
    "x = array([[1, 2], [3, 4], [5, 6]])",
    "y = x[1:].ravel()",
    view    = { y = "x[1:].ravel()" },
    content = { y = { 3, 4, 5, 6 } },
    where   = { basic_slice = "view" },
  },
  case "a 0-d array" {
    "x = array(5)",
    "y = x.ravel()",
    view    = { y = "x.ravel()" },
    content = { y = { 5 } },
  },
  case "a transpose is copied" {
    "x = array([[1, 2, 3], [4, 5, 6]])",
    "y = x.T.ravel()",
    copy    = { y = "x.T.ravel()" },
    content = { y = { 1, 4, 2, 5, 3, 6 } },
  },
  case "every second element is copied" {
    "x = array([1, 2, 3, 4])",
    "y = x[::2].ravel()",
    copy    = { y = "x[::2]" },
    content = { y = { 1, 3 } },
  },
  case "a write through it" {
    "x = array([[1, 2], [3, 4]])",
    "y = x.ravel()",
    "y[2] = 30",
    content = { x = { { 1, 2 }, { 30, 4 } }, y = { 1, 2, 30, 4 } },
  },
}

clause "array.flatten.copy" {
  must   = "Where x.flatten() copies, it does so whatever the shape and the layout of x.",
  why    = "Where ravel may share, flatten is the promise that it does not.",
  source = "NumPy reference, numpy.ndarray.flatten: a copy of the array collapsed into one dimension",
  where  = { flatten = "copies" },

  each({
    { "a row",     "array([1, 2, 3])",              "x",              "x" },
    { "a matrix",  "array([[1, 2, 3], [4, 5, 6]])", "x",              "x.reshape(6)" },
    { "a slice",   "array([1, 2, 3, 4])",           "x[1:3]",         "x[1:3]" },
    { "a 0-d array", "array(5)",                    "x",              "x.reshape(1)" },
  }, function (family)
    local title, data, of, elements = family[1], family[2], family[3], family[4]
    return case(title) {
      "x = " .. data,
      format("y = %s.flatten()", of),
      identity = { "y is not x" },
      copy     = { y = elements },
    }
  end),
}

clause "array.flatten.view" {
  must   = "Where x.flatten() copies only if it must, it gives x itself where x has one axis, a view where constant strides express it, and else a copy.",
  why    = "The same call shares or copies by the layout of its argument: a write to the result is safe in neither way.",
  source = "PyTorch documentation, torch.flatten: the original object, a view, or copy",
  where  = { flatten = "view if possible" },

  case "a row is returned itself" {
    "x = array([1, 2, 3])",
    "y = x.flatten()",
    identity = { "y is x" },
  },
  case "a matrix" {
    "x = array([[1, 2, 3], [4, 5, 6]])",
    "y = x.flatten()",
    view    = { y = "x.reshape(6)" },
    content = { y = { 1, 2, 3, 4, 5, 6 } },
  },
  case "a 0-d array" {
    "x = array(5)",
    "y = x.flatten()",
    view    = { y = "x.reshape(1)" },
    content = { y = { 5 } },
  },
  case "a transpose is copied" {
    "x = array([[1, 2, 3], [4, 5, 6]])",
    "y = x.T.flatten()",
    copy    = { y = "x.T.reshape(6)" },
    content = { y = { 1, 4, 2, 5, 3, 6 } },
  },
}

clause "array.flip.view" {
  must   = "Where a reversed array is a view, its elements are the elements of the array, in reverse order.",
  why    = "An update through a reversed view has to reach the elements that it shows, last first.",
  source = "NumPy reference, numpy.flip: a view of m with the entries of axis reversed",
  where  = { flip = "view" },

  case "a row" {
    "x = array([1, 2, 3])",
    "v = flip(x, 0)",
    view    = { v = "flip(x, 0)" },
    content = { v = { 3, 2, 1 } },
  },
  case "the rows of a matrix" {
    "x = array([[1, 2], [3, 4]])",
    "v = flip(x, 0)",
    view    = { v = "flip(x, 0)" },
    content = { v = { { 3, 4 }, { 1, 2 } } },
  },
  case "both axes" {
    "x = array([[1, 2], [3, 4]])",
    "v = flip(x)",
    view    = { v = "flip(x)" },
    content = { v = { { 4, 3 }, { 2, 1 } } },
  },
  case "a write through it" {
    "x = array([1, 2, 3])",
    "v = flip(x, 0)",
    "v[0] = 30",
    content = { x = { 1, 2, 30 }, v = { 30, 2, 1 } },
  },
}

clause "array.unit_axes.view" {
  must   = "Where squeeze and expand_dims share, their results are x itself or views of it, also where there is nothing to squeeze.",
  why    = "Axes of one element come and go in broadcasting code; a copy there would cut an update off.",
  source = {
    "NumPy reference, numpy.squeeze: always a itself or a view into a; numpy.expand_dims: view of a",
    "PyTorch documentation, Tensor Views: squeeze, unsqueeze",
  },
  where  = { unit_axes = "view" },

  case "an axis more in front" {
    "x = array([1, 2, 3])",
    "y = expand_dims(x, 0)",
    view    = { y = "expand_dims(x, 0)" },
    content = { y = { { 1, 2, 3 } } },
  },
  case "an axis more at the end" {
    "x = array([1, 2, 3])",
    "y = expand_dims(x, -1)",
    view    = { y = "expand_dims(x, -1)" },
    content = { y = { { 1 }, { 2 }, { 3 } } },
  },
  case "an axis less" {
    "x = array([[1, 2, 3]])",
    "y = squeeze(x, 0)",
    view    = { y = "squeeze(x, 0)" },
    content = { y = { 1, 2, 3 } },
  },
  case "down to no axis" {
    "x = array([[5]])",
    "y = squeeze(x)",
    view    = { y = "squeeze(x)" },
    content = { y = 5 },
  },
  case "nothing to squeeze" {
    "x = array([1, 2, 3])",
    "y = squeeze(x)",
    view  = { y = "x" },
    where = { assignment = "one object" },
  },
  case "a write through a new axis" {
    "x = array([1, 2, 3])",
    "y = expand_dims(x, 0)",
    "y[0, 1] = 20",
    content = { x = { 1, 20, 3 }, y = { { 1, 20, 3 } } },
  },
}

clause "array.diagonal.view" {
  must   = "Where the diagonal is a view, a write to the matrix shows in it; where it is read-only, a write to it fails and changes nothing.",
  why    = "Filling the diagonal of a matrix works through it, or says that it does not.",
  source = {
    "NumPy reference, numpy.diagonal: attempting to write to the resulting array will produce an error",
    "PyTorch documentation, Tensor Views: diagonal",
  },

  each({ "read-only view", "writable view" }, function (answer)
    return case("of a matrix, " .. answer) {
      "x = array([[1, 2, 3], [4, 5, 6]])",
      "d = diagonal(x)",
      view    = { d = "diagonal(x)" },
      content = { d = { 1, 5 } },
      where   = { diagonal = answer },
    }
  end),
  case "a write to a read-only diagonal" {
    "x = array([[1, 2], [3, 4]])",
    "d = diagonal(x)",
    "d[...] = 0",
    raises = "readonly",
    where  = { diagonal = "read-only view" },
  },
  case "an update of a read-only diagonal" {
    "x = array([[1, 2], [3, 4]])",
    "d = diagonal(x)",
    "d += 1",
    raises = "readonly",
    where  = { diagonal = "read-only view", array_iadd = "in place" },
  },
  case "a write to a writable diagonal" {
    "x = array([[1, 2], [3, 4]])",
    "d = diagonal(x)",
    "d[...] = 0",
    content = { x = { { 0, 2 }, { 3, 0 } }, d = { 0, 0 } },
    where   = { diagonal = "writable view" },
  },
}

clause "array.broadcast.view" {
  must   = "Where a broadcast array is a view, each element of x stands in all places that it was spread to; where it is read-only, a write to it fails and changes nothing.",
  why    = "One write changes several elements: the surprise that makes NumPy refuse it.",
  source = {
    "NumPy reference, numpy.broadcast_to: a readonly view; more than one element may refer to a single memory location",
    "PyTorch documentation, torch.Tensor.expand: more than one element of an expanded tensor may refer to a single memory location",
  },

  each({ "read-only view", "writable view" }, function (answer)
    return {
      case("along a new axis, " .. answer) {
        "x = array([1, 2, 3])",
        "b = broadcast_to(x, (2, 3))",
        view    = { b = "broadcast_to(x, (2, 3))" },
        content = { b = { { 1, 2, 3 }, { 1, 2, 3 } } },
        where   = { broadcast_to = answer },
      },
      case("a write to the array shows everywhere, " .. answer) {
        "x = array([[1], [2]])",
        "b = broadcast_to(x, (2, 3))",
        "x[1, 0] = 20",
        content = { x = { { 1 }, { 20 } }, b = { { 1, 1, 1 }, { 20, 20, 20 } } },
        where   = { broadcast_to = answer },
      },
    }
  end),
  case "a write to it is refused" {
    "x = array([1, 2, 3])",
    "b = broadcast_to(x, (2, 3))",
    "b[1, 2] = 30",
    raises = "readonly",
    where  = { broadcast_to = "read-only view" },
  },
  case "an update of it is refused" {
    "x = array([1, 2, 3])",
    "b = broadcast_to(x, (2, 3))",
    "b += 1",
    raises = "readonly",
    where  = { broadcast_to = "read-only view", array_iadd = "in place" },
  },
  case "a write to one place shows in all" {
    "x = array([1, 2, 3])",
    "b = broadcast_to(x, (2, 3))",
    "b[1, 2] = 30",
    content = { x = { 1, 2, 30 }, b = { { 1, 2, 30 }, { 1, 2, 30 } } },
    where   = { broadcast_to = "writable view" },
  },
}

clause "array.derived.copy" {
  must   = "Where a derived array is a copy, it has elements of its own: no write to either is seen in the other.",
  why    = "Code that was written for copies updates them freely.",
  source = {
    "Python array API standard 2024.12, Copy-view behavior and mutability: libraries may do either",
    "pandas user guide, Copy-on-Write (CoW): derived objects behave as copies",
    "PyTorch documentation, torch.flip: makes a copy of input's data",
  },
  where  = { array_setitem = "writes" },

  each({
    { "transpose",    "copies", "x.T" },
    { "transpose",    "copies", "permute_dims(x, (1, 0))" },
    { "reshape",      "copies", "x.reshape((3, 2))" },
    { "reshape",      "copies", "x.reshape(6)" },
    { "unit_axes",    "copies", "expand_dims(x, 0)" },
    { "flip",         "copies", "flip(x, 0)" },
    { "diagonal",     "copies", "diagonal(x)" },
    { "broadcast_to", "copies", "broadcast_to(x, (2, 2, 3))" },
  }, function (family)
    local choice, answer, expression = family[1], family[2], family[3]
    return case(expression) {
      "x = array([[1, 2, 3], [4, 5, 6]])",
      "y = " .. expression,
      copy  = { y = expression },
      where = { [choice] = answer },
    }
  end),
}
