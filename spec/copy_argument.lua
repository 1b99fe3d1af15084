-- Converting to an array, to a dtype, to a shape: when elements are copied, and what copy= says about it.

chapter "conversion"

choice "array_without_copy" {
  asks   = "What does array(data, copy=False) do where a copy is needed?",
  source = {
    "NEP 56, The copy keyword behavior in creation functions: copy=False never copies and raises a ValueError",
    "NumPy 1.26 reference, numpy.array, copy: otherwise a copy is only made if it is needed",
    "JAX documentation, jax.numpy.array, copy: whether to force a copy of the input",
  },
  probes = {
    probe { "y = array([1, 2, 3], copy=False)" },
    probe { 'x = array([1, 2, 3], dtype="int32")', 'y = array(x, dtype="float32", copy=False)' },
  },
  answers = {
    ["raises"] = { means = "It is an error: False means never.", raises = "value" },
    ["copies"] = { means = "It copies: False means no more than needed.", content = { y = { 1, 2, 3 } } },
  },
}

clause "array.new.without_copy" {
  must   = "array(x, copy=True) copies an array x; with copy=None and with copy=False it shares the elements of x if x has the dtype that is asked for. Where a copy is needed None copies, and False does what the choice array_without_copy says.",
  why    = "A copy that nobody asked for costs memory; one that is missing lets two arrays change each other.",
  source = {
    "NEP 56, The copy keyword behavior in creation functions",
    "NumPy reference, numpy.array, copy",
    "JAX documentation, jax.numpy.array, copy",
  },

  case "with copy=True" {
    "x = array([1, 2, 3])",
    "y = array(x, copy=True)",
    identity = { "y is not x" },
    copy     = { y = "x" },
    where    = { array_setitem = "writes" },
  },
  each({ "None", "False" }, function (copy)
    return {
      case("of an array, copy=" .. copy) {
        "x = array([1, 2, 3])",
        format("y = array(x, copy=%s)", copy),
        view  = { y = "x" },
        where = { assignment = "one object", array_setitem = "writes" },
      },
      case("of a slice, copy=" .. copy) {
        "x = array([1, 2, 3, 4])",
        format("y = array(x[1:3], copy=%s)", copy),
        view  = { y = "x[1:3]" },
        where = { basic_slice = "view" },
      },
    }
  end),
  case "to another dtype, with copy=None" {
    'x = array([1, 2, 3], dtype="int32")',
    'y = array(x, dtype="float32", copy=None)',
    content = { y = { 1, 2, 3 } },
    dtype   = { y = "float32" },
  },
  case "of a list, with copy=None" {
    "l = [1, 2, 3]",
    act "y = array(l, copy=None)",
    "l[0] = 10",
    content = { y = { 1, 2, 3 } },
  },
}

clause "array.copy.independent" {
  must   = "What copy=True gives can be written, and none of its elements is an element of anything else or of itself twice, whatever it was made from.",
  why    = "Whoever asks for a copy is going to write to it, and what he was given may be read-only, or one element many times over.",
  source = {
    "Python array API standard 2024.12, Copy keyword argument behavior",
    "NEP 56, The copy keyword behavior in creation functions",
    "NumPy reference, numpy.ndarray.astype: by default, always returns a newly allocated array",
  },
  where  = { array_setitem = "writes" },

  each({
    { "asarray",          "asarray(b, copy=True)" },
    { "array",            "array(b)" },
    { "array with copy",  "array(b, copy=True)" },
    { "astype",           'b.astype("int32", copy=True)' },
  }, function (family)
    return case(family[1]) {
      'x = array([1], dtype="int32")',
      "b = broadcast_to(x, (3,))",
      "y = " .. family[2],
      "y[0] = 10",
      content = { y = { 10, 1, 1 }, x = { 1 } },
    }
  end),
  case "reshape" {
    'x = array([1], dtype="int32")',
    "b = broadcast_to(x, (3,))",
    "y = b.reshape((3, 1), copy=True)",
    "y[0, 0] = 10",
    content = { y = { { 10 }, { 1 }, { 1 } }, x = { 1 } },
  },
}

clause "array.reshape.copy" {
  must   = "x.reshape(shape, copy=True) has elements of its own; with copy=False it shares those of x, and is an error where no view has the shape; with copy=None it copies only in that case.",
  why    = "A program that needs one buffer, or that needs two, has to be able to say so and to hear if it cannot be.",
  source = {
    "Python array API standard 2024.12, reshape, copy",
    "NumPy reference, numpy.reshape, copy",
  },
  where  = { reshape = "view if possible" },

  case "with copy=True" {
    "x = array([[1, 2, 3], [4, 5, 6]])",
    "y = x.reshape((3, 2), copy=True)",
    copy = { y = "x.reshape((3, 2))" },
  },
  case "with copy=True, in the shape that it has" {
    "x = array([1, 2, 3])",
    "y = x.reshape((3,), copy=True)",
    identity = { "y is not x" },
    copy     = { y = "x" },
  },
  each({ "None", "False" }, function (copy)
    return case("where a view is possible, copy=" .. copy) {
      "x = array([[1, 2, 3], [4, 5, 6]])",
      format("y = x.reshape((3, 2), copy=%s)", copy),
      view = { y = "x.reshape((3, 2))" },
    }
  end),
  case "where no view is possible, copy=None" {
    "x = array([[1, 2, 3], [4, 5, 6]])",
    "y = x.T.reshape((6,), copy=None)",
    copy    = { y = "x.T.reshape((6,))" },
    content = { y = { 1, 4, 2, 5, 3, 6 } },
  },
  case "where no view is possible, copy=False" {
    "x = array([[1, 2, 3], [4, 5, 6]])",
    "y = x.T.reshape((6,), copy=False)",
    raises = true,
    where  = { transpose = "view" },
  },
}

clause "array.reshape.copy.error" {
  should = "Where x.reshape(shape, copy=False) needs a copy, the error is a ValueError.",
  why    = "Code that tries without a copy first catches this error and no other.",
  source = {
    "Python array API standard 2024.12, reshape, Raises: a ValueError should be raised",
    "NumPy reference, numpy.reshape, copy: for False it raises a ValueError if a copy cannot be avoided",
  },
  where  = { reshape = "view if possible" },

  case "of a transpose" {
    "x = array([[1, 2, 3], [4, 5, 6]])",
    "y = x.T.reshape((6,), copy=False)",
    raises = "value",
    where  = { transpose = "view" },
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
  why    = "Functions that take anything call asarray first: whether they then write to their caller's array hangs on it.",
  source = {
    "Python array API standard 2024.12, asarray, copy",
    "NumPy reference, numpy.asarray, copy",
    "PyTorch documentation, torch.asarray, copy",
    "JAX documentation, jax.numpy.asarray, copy: if False, then error if a copy is necessary",
  },

  case "of an array, copied" {
    "x = array([1, 2, 3])",
    act "y = asarray(x)",
    "x[0] = 10",
    content = { x = { 10, 2, 3 }, y = { 1, 2, 3 } },
    where   = { array_setitem = "writes", asarray_of_array = "copies" },
  },
  each({ "", ", copy=None" }, function (copy)
    return case("of a slice" .. copy) {
      "x = array([1, 2, 3, 4])",
      format("y = asarray(x[1:3]%s)", copy),
      view  = { y = "x[1:3]" },
      where = { basic_slice = "view", asarray_of_array = "same object" },
    }
  end),
  case "of a slice, copy=False" {
    "x = array([1, 2, 3, 4])",
    "y = asarray(x[1:3], copy=False)",
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
    where = { assignment = "one object", array_setitem = "writes" },
  },
  case "of a list, with a copy" {
    "l = [1, 2, 3]",
    act "y = asarray(l, copy=True)",
    "l[0] = 10",
    content = { y = { 1, 2, 3 } },
  },
  case "of a list, without a copy" {
    "l = [1, 2, 3]",
    "y = asarray(l, copy=False)",
    raises = "value",
  },
  case "with another dtype, and copy=None" {
    'x = array([1, 2, 3], dtype="int32")',
    'y = asarray(x, dtype="float32", copy=None)',
    content = { y = { 1, 2, 3 } },
    dtype   = { y = "float32" },
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
  why    = "A conversion that shares only sometimes makes the next update write to the caller's array only sometimes.",
  source = {
    "Python array API standard 2024.12, astype, copy",
    "NumPy reference, numpy.ndarray.astype, copy",
    "NEP 56, The copy keyword behavior in creation functions: astype keeps what copy meant",
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
  -- Other than elsewhere, False does not forbid a copy here.
  case "to another dtype, with copy=False" {
    'x = array([1, 2, 3], dtype="int32")',
    'y = x.astype("float32", copy=False)',
    content = { y = { 1, 2, 3 } },
    dtype   = { y = "float32" },
  },
  case "to its own dtype, with copy=False" {
    'x = array([1, 2, 3], dtype="int32")',
    'y = x.astype("int32", copy=False)',
    identity = { "y is x" },
    where    = { assignment = "one object" },
  },
}
