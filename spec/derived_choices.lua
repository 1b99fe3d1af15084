-- Choices about arrays derived from arrays; the clauses are in derived.lua.

chapter "derived"

choice "transpose" {
  asks     = "Is a transpose a view of the array or a copy?",
  source   = {
    "NumPy reference, numpy.ndarray.T and numpy.permute_dims",
    "PyTorch documentation, Tensor Views: transpose, permute, T",
    "Python array API standard 2024.12, Copy-view behavior and mutability",
  },
  requires = { array_setitem = "writes" },
  probes   = {
    probe { "x = array([[1, 2, 3], [4, 5, 6]])", "t = x.T" },
    probe { "x = array([[1, 2, 3], [4, 5, 6]])", "t = permute_dims(x, (1, 0))" },
  },
  answers = {
    ["view"] = {
      means = "The transpose has the elements of the array, in another order of axes.",
      view  = { t = "x.T" },
    },
    ["copies"] = {
      means = "The transpose has elements of its own.",
      copy  = { t = "x.T" },
    },
    ["unspecified"] = {
      means    = "Programs must not rely on either.",
      declared = true,
    },
  },
}

choice "reshape" {
  asks     = "Does x.reshape(shape) share the elements of x where it can?",
  source   = {
    "NumPy reference, numpy.reshape: a new view object if possible; otherwise, a copy",
    "PyTorch documentation, torch.reshape: when possible, a view of input, otherwise a copy",
    "Python array API standard 2024.12, reshape, copy",
    "Eigen documentation, DenseBase::reshaped: an expression of *this with other sizes",
  },
  requires = { array_setitem = "writes" },
  probes   = {
    probe {
      "x = array([[1, 2, 3], [4, 5, 6]])",
      "y = x.reshape((3, 2))",
      "w = array([[1, 2, 3], [4, 5, 6]])",
      "z = w.T.reshape((6,))",
    },
    probe {
      'x = array([[1, 2], [3, 4], [5, 6]], dtype="float32")',
      "y = x.reshape((3, 2))",
      'w = array([[1, 2], [3, 4], [5, 6]], dtype="float32")',
      "z = w.T.reshape((6,))",
    },
  },
  answers = {
    ["view if possible"] = {
      means = "Where constant strides can express the new shape, the result shares the elements of x.",
      view  = { y = "x.reshape((3, 2))" },
      copy  = { z = "w.T.reshape((6,))" },
    },
    ["always a view"] = {
      means = "The result shares the elements of x, however they lie.",
      view  = { y = "x.reshape((3, 2))", z = "w.T.reshape((6,))" },
    },
    ["copies"] = {
      means = "The result always has elements of its own.",
      copy  = { y = "x.reshape((3, 2))", z = "w.T.reshape((6,))" },
    },
    ["unspecified"] = {
      means    = "Programs must not rely on either.",
      declared = true,
    },
  },
}

choice "unit_axes" {
  asks     = "Do squeeze and expand_dims share the elements of the array?",
  source   = {
    "NumPy reference, numpy.squeeze: always a itself or a view into a; numpy.expand_dims: view of a",
    "PyTorch documentation, Tensor Views: squeeze, unsqueeze",
    "Python array API standard 2024.12, Copy-view behavior and mutability",
  },
  requires = { array_setitem = "writes" },
  probes   = each({ "squeeze(x, 0)", "expand_dims(x, 0)" }, function (expression)
    return probe { "x = array([[1, 2, 3]])", "y = " .. expression, "y[...] = 7" }
  end),
  answers = {
    ["view"] = {
      means   = "The result is the array itself or a view of it: a write to it changes the array.",
      content = { x = { { 7, 7, 7 } } },
    },
    ["copies"] = {
      means   = "The result has elements of its own.",
      content = { x = { { 1, 2, 3 } } },
    },
    ["value"] = {
      means  = "The result is a value, and cannot be written.",
      raises = "immutable",
    },
    ["depends"] = "on whether an axis is added or taken away",
    ["unspecified"] = {
      means    = "Programs must not rely on either.",
      declared = true,
    },
  },
}

choice "flatten" {
  asks     = "Does x.flatten() copy the elements where it need not?",
  source   = {
    "NumPy reference, numpy.ndarray.flatten: a copy of the array collapsed into one dimension",
    "PyTorch documentation, torch.flatten: unlike NumPy's flatten, may return the original object, a view, or copy",
  },
  requires = { array_setitem = "writes" },
  probes   = {
    probe { "x = array([[1, 2, 3], [4, 5, 6]])", "y = x.flatten()" },
    probe { "x = array([[[1, 2], [3, 4], [5, 6]]])", "y = x.flatten()" },
  },
  answers = {
    ["copies"] = {
      means = "The result always has elements of its own.",
      copy  = { y = "x.reshape(6)" },
    },
    ["view if possible"] = {
      means = "The result shares the elements of x where constant strides can express it.",
      view  = { y = "x.reshape(6)" },
    },
  },
}

choice "flip" {
  asks     = "Is a reversed array a view of the array or a copy?",
  source   = {
    "NumPy reference, numpy.flip: a view of m with the entries of axis reversed",
    "PyTorch documentation, torch.flip: makes a copy of input's data, different from NumPy's np.flip",
    "Python array API standard 2024.12, Copy-view behavior and mutability",
  },
  requires = { array_setitem = "writes" },
  probes   = each({ "int32", "float32" }, function (dtype)
    return probe { format('x = array([1, 2, 3], dtype="%s")', dtype), "v = flip(x, 0)" }
  end),
  answers = {
    ["view"] = {
      means = "The reversed array has the elements of the array.",
      view  = { v = "flip(x, 0)" },
    },
    ["copies"] = {
      means = "The reversed array has elements of its own.",
      copy  = { v = "flip(x, 0)" },
    },
    ["unspecified"] = {
      means    = "Programs must not rely on either.",
      declared = true,
    },
  },
}

choice "diagonal" {
  asks     = "Does the diagonal of a matrix share its elements, and can it be written?",
  source   = {
    "NumPy reference, numpy.diagonal: starting in NumPy 1.9 a read-only view on the original array",
    "PyTorch documentation, Tensor Views: diagonal",
  },
  requires = { array_setitem = "writes" },
  probes   = { probe { "x = array([[1, 2], [3, 4]])", "d = diagonal(x)", "d[0] = 10" } },
  answers = {
    ["read-only view"] = {
      means  = "A write to the matrix shows in the diagonal; a write to the diagonal is an error.",
      raises = "readonly",
      view   = { d = "diagonal(x)" },
    },
    ["writable view"] = {
      means   = "A write to the diagonal changes the matrix.",
      content = { x = { { 10, 2 }, { 3, 4 } } },
      view    = { d = "diagonal(x)" },
    },
    ["copies"] = {
      means   = "The diagonal has elements of its own.",
      content = { x = { { 1, 2 }, { 3, 4 } }, d = { 10, 4 } },
    },
    ["value"] = {
      means  = "The diagonal is a value, and cannot be written.",
      raises = "immutable",
    },
  },
}

choice "broadcast_arrays" {
  asks     = "Can the arrays that broadcast_arrays gives be written, and whose elements are they?",
  source   = {
    "NumPy reference, numpy.broadcast_arrays: views on the original arrays; since 1.17 a deprecation warning will be emitted if written to",
    "PyTorch documentation, torch.broadcast_tensors: more than one element may refer to a single memory location",
    "Python array API standard 2024.12, broadcast_arrays; Copy-view behavior and mutability",
  },
  requires = { array_setitem = "writes" },
  probes   = {
    probe {
      "x = array([1, 2, 3])",
      "y = array([[0], [0]])",
      "p = broadcast_arrays(x, y)",
      "b = p[0]",
      "del p",
      "b[0, 0] = 10",
    },
  },
  answers = {
    ["writable views"] = {
      means   = "All rows are one row of x, and a write to one shows in all, perhaps with a warning.",
      content = { x = { 10, 2, 3 }, b = { { 10, 2, 3 }, { 10, 2, 3 } } },
    },
    ["read-only views"] = {
      means  = "A write is an error.",
      raises = "readonly",
    },
    ["copies"] = {
      means   = "Every row has elements of its own.",
      content = { x = { 1, 2, 3 }, b = { { 10, 2, 3 }, { 1, 2, 3 } } },
    },
    ["value"] = {
      means  = "The results are values, and cannot be written.",
      raises = "immutable",
    },
    ["unspecified"] = {
      means    = "Programs must not rely on any of these.",
      declared = true,
    },
  },
}

choice "broadcast_to" {
  asks     = "Does an array that is broadcast share its elements, and can it be written?",
  source   = {
    "NumPy reference, numpy.broadcast_to: a readonly view on the original array",
    "PyTorch documentation, Tensor Views: expand",
    "Python array API standard 2024.12, Copy-view behavior and mutability",
  },
  requires = { array_setitem = "writes" },
  probes   = { probe { "x = array([1, 2, 3])", "b = broadcast_to(x, (2, 3))", "b[0, 0] = 10" } },
  answers = {
    ["read-only view"] = {
      means  = "All rows are one row of x; a write to them is an error.",
      raises = "readonly",
      view   = { b = "broadcast_to(x, (2, 3))" },
    },
    ["writable view"] = {
      means   = "All rows are one row of x; a write to one shows in all.",
      content = { x = { 10, 2, 3 }, b = { { 10, 2, 3 }, { 10, 2, 3 } } },
    },
    ["copies"] = {
      means   = "Every row has elements of its own.",
      content = { x = { 1, 2, 3 }, b = { { 10, 2, 3 }, { 1, 2, 3 } } },
    },
    ["value"] = {
      means  = "The result is a value, and cannot be written.",
      raises = "immutable",
    },
    ["unspecified"] = {
      means    = "Programs must not rely on any of these.",
      declared = true,
    },
  },
}
