-- DLPack: one library reads, and writes, the memory of another. NumPy, PyTorch, JAX, TensorFlow and array-api-strict
-- bear these clauses out by from_dlpack and __dlpack__.

chapter "exchange"

choice "dlpack_of_numpy" {
  asks     = "What does from_dlpack(n) of a NumPy array share with it?",
  source   = {
    "Python array API standard 2024.12, from_dlpack, copy=None: must reuse the existing memory buffer if possible",
    "PyTorch documentation, torch.from_dlpack: the tensor will share the memory with the input",
    "JAX, jax/_src/dlpack.py: a copy where the source data buffer is not aligned to 64 bytes",
  },
  probes   = each({ 0, 4, 16, 32, 64 }, function (offset)
    return probe {
      format('n = place_numpy([1, 1, 1], "float32", 128, %d)', offset),
      "x = from_dlpack(n)",
      "n[0] = 10",
    }
  end),
  answers = {
    ["shares"] = {
      means   = "All elements: a write to either shows in the other.",
      content = { n = { 10, 1, 1 }, x = { 10, 1, 1 } },
    },
    ["copies"] = {
      means   = "Nothing: the array has elements of its own.",
      content = { n = { 10, 1, 1 }, x = { 1, 1, 1 } },
    },
    ["depends"] = "on where the elements of the NumPy array lie in memory",
    ["unspecified"] = {
      means    = "Programs must not rely on any of these.",
      declared = true,
    },
  },
}

choice "numpy_of_dlpack" {
  asks     = "What is the NumPy array that numpy.from_dlpack makes of an array?",
  source   = {
    "NumPy reference, numpy.from_dlpack: generally, the returned NumPy array is a view of the input object",
    "DLPack C API, DLPACK_FLAG_BITMASK_READ_ONLY: the tensor is read only",
  },
  probes   = each({ "int32", "float32" }, function (dtype)
    return probe { format('x = array([1, 2, 3], dtype="%s")', dtype), "n = numpy_from_dlpack(x)", "n[0] = 10" }
  end),
  answers = {
    ["writable"] = {
      means   = "It shares all elements, and can be written.",
      content = { n = { 10, 2, 3 }, x = { 10, 2, 3 } },
    },
    ["read-only"] = {
      means  = "It cannot be written: whoever exported the memory said so.",
      raises = "readonly",
    },
    ["copies"] = {
      means   = "It has elements of its own.",
      content = { n = { 10, 2, 3 }, x = { 1, 2, 3 } },
    },
  },
}

choice "dlpack_read_only" {
  asks     = "What does from_dlpack(n) make of a NumPy array that is read-only?",
  source   = {
    "Python array API standard 2024.12, array.__dlpack__: a consumer that does not support read-only arrays should ignore this flag",
    "DLPack C API, DLPACK_FLAG_BITMASK_READ_ONLY: the tensor is read only",
    "NumPy 2.1.0 release notes: NumPy now supports DLPack v1",
  },
  -- One statement, so that an answer may be an error of either of its steps.
  probes   = {
    probe {
      'n = place_numpy([1, 2, 3], "float32", 64, 0)',
      "n.setflags(write=False)",
      "y = from_dlpack(n).__iadd__(10)",
    },
  },
  answers = {
    ["propagates"] = { means = "An array that cannot be written either.", raises = "readonly" },
    ["ignores"] = {
      means   = "An array that can be written: the NumPy array changes although it says that it cannot.",
      content = { n = { 11, 12, 13 }, y = { 11, 12, 13 } },
    },
    ["copies"] = {
      means   = "An array with elements of its own.",
      content = { n = { 1, 2, 3 }, y = { 11, 12, 13 } },
    },
    ["refuses"] = { means = "Nothing: it is an error.", raises = "buffer" },
    ["unspecified"] = {
      means    = "Programs must not rely on any of these.",
      declared = true,
    },
  },
}

clause "exchange.from_dlpack" {
  must   = "from_dlpack(x) of an array of the same library, on the same device, is another array over the same elements: with their dtype, shape, offset and strides.",
  why    = "What is exchanged is the description of memory: a stride or an offset that gets lost shows in no content of a row.",
  source = {
    "Python array API standard 2024.12, from_dlpack, copy=None: must reuse the existing memory buffer if possible",
    "Python Specification for DLPack, Semantics: if possible, this must be zero-copy",
  },
  where  = { array_setitem = "writes" },

  each({
    { "a row",            'array([1, 2, 3], dtype="int32")',                 "x" },
    { "floats",           'array([0.5, 1.5, 2.5], dtype="float32")',         "x" },
    { "a 0-d array",      'array(5, dtype="int32")',                         "x" },
    { "a matrix",         'array([[1, 2, 3], [4, 5, 6]], dtype="int32")',    "x" },
    { "complex numbers",  'array([1, 2], dtype="complex64")',                "x" },
    { "bytes",            'array([1, 2, 3], dtype="int8")',                  "x" },
  }, function (family)
    return case(family[1]) {
      "x = " .. family[2],
      "y = from_dlpack(x)",
      identity = { "y is not x" },
      view     = { y = family[3] },
    }
  end),
  each({
    { "a slice",          "array([1, 2, 3, 4])",              "x[1:3]" },
    { "every second",     "array([1, 2, 3, 4, 5])",           "x[1::2]" },
    { "a column",         "array([[1, 2, 3], [4, 5, 6]])",    "x[:, 1]" },
  }, function (family)
    return case(family[1]) {
      "x = " .. family[2],
      format("y = from_dlpack(%s)", family[3]),
      view  = { y = family[3] },
      where = { basic_slice = "view" },
    }
  end),
  case "backwards" {
    "x = array([1, 2, 3, 4])",
    "y = from_dlpack(x[::-1])",
    view  = { y = "x[::-1]" },
    where = { basic_slice = "view", slice_step = "any sign" },
  },
  case "a transpose" {
    "x = array([[1, 2, 3], [4, 5, 6]])",
    "y = from_dlpack(x.T)",
    view  = { y = "x.T" },
    where = { transpose = "view" },
  },
  case "booleans" {
    'x = array([True, False], dtype="bool")',
    "y = from_dlpack(x)",
    view  = { y = "x" },
    dtype = { y = "bool" },
  },
  case "no element" {
    'x = zeros((2, 0), dtype="int32")',
    "y = from_dlpack(x)",
    "s = y.shape",
    content = { s = { 2, 0 } },
    dtype   = { y = "int32" },
  },
}

clause "exchange.from_dlpack.copy" {
  must   = "from_dlpack(x, copy=False) shares, or is an error where it cannot; from_dlpack(x, copy=True) has elements of its own, which can be written even where those of x cannot.",
  why    = "Whoever asked for a copy writes; whoever forbade one has no memory for it.",
  source = {
    "Python array API standard 2024.12, from_dlpack, copy; array.__dlpack__, copy",
    "DLPack C API, DLPACK_FLAG_BITMASK_IS_COPIED: considered solely owned by the consumer",
    "JAX documentation, jax.numpy.from_dlpack, copy: if True then a copy is always performed",
  },

  case "copy=False" {
    "x = array([1, 2, 3])",
    "y = from_dlpack(x, copy=False)",
    view  = { y = "x" },
    where = { array_setitem = "writes" },
  },
  case "copy=True" {
    "x = array([1, 2, 3])",
    "y = from_dlpack(x, copy=True)",
    identity = { "y is not x" },
    copy     = { y = "x" },
    where    = { array_setitem = "writes" },
  },
  -- On JAX the NumPy array is where a missing copy shows.
  each({ 0, 16 }, function (offset)
    return case("of a NumPy array with copy=True, offset " .. offset) {
      format('n = place_numpy([1, 2, 3], "float32", 128, %d)', offset),
      act "x = from_dlpack(n, copy=True)",
      "n[0] = 10",
      content = { x = { 1, 2, 3 } },
    }
  end),
  case "of a NumPy array that is read-only, with copy=True" {
    'n = place_numpy([1, 2, 3], "float32", 64, 0)',
    "n.setflags(write=False)",
    "x = from_dlpack(n, copy=True)",
    "x[0] = 10",
    content = { x = { 10, 2, 3 }, n = { 1, 2, 3 } },
    where   = { array_setitem = "writes" },
  },
  case "of a spread array, with copy=True" {
    "x = array([1])",
    "b = broadcast_to(x, (3,))",
    "y = from_dlpack(b, copy=True)",
    "y[0] = 10",
    content = { y = { 10, 1, 1 }, x = { 1 } },
    where   = { array_setitem = "writes" },
  },
}

clause "exchange.from_dlpack.alignment" {
  must   = "Where from_dlpack shares memory only if it is aligned as the library needs it, it shares what begins at a multiple of 64 bytes and copies what does not; with copy=False the latter is an error.",
  why    = "One small NumPy array in four begins there, by chance: a program that relies on either is right on some days.",
  source = {
    "JAX, jax/_src/dlpack.py: a copy where the source data buffer is not aligned to 64 bytes",
    "JAX documentation, jax.numpy.from_dlpack, copy",
  },
  where  = { dlpack_of_numpy = "depends" },

  each({ 0, 64 }, function (offset)
    return {
      case("shared at offset " .. offset) {
        format('n = place_numpy([1, 2, 3], "float32", 128, %d)', offset),
        "x = from_dlpack(n)",
        "n[0] = 10",
        content = { n = { 10, 2, 3 }, x = { 10, 2, 3 } },
      },
      case("shared with copy=False at offset " .. offset) {
        format('n = place_numpy([1, 2, 3], "float32", 128, %d)', offset),
        "x = from_dlpack(n, copy=False)",
        "n[0] = 10",
        content = { n = { 10, 2, 3 }, x = { 10, 2, 3 } },
      },
    }
  end),
  each({ 4, 16, 32 }, function (offset)
    return {
      case("copied at offset " .. offset) {
        format('n = place_numpy([1, 2, 3], "float32", 128, %d)', offset),
        "x = from_dlpack(n)",
        "n[0] = 10",
        content = { n = { 10, 2, 3 }, x = { 1, 2, 3 } },
      },
      case("refused with copy=False at offset " .. offset) {
        format('n = place_numpy([1, 2, 3], "float32", 128, %d)', offset),
        "x = from_dlpack(n, copy=False)",
        raises = { "value", "buffer" },
      },
    }
  end),
}

clause "exchange.from_dlpack.numpy" {
  must   = "Where from_dlpack(n) shares the elements of a NumPy array, it shares each of them at any address.",
  why    = "One small NumPy array in four begins at a multiple of 64 bytes: what holds for it must hold for the others.",
  source = {
    "Python array API standard 2024.12, from_dlpack, copy=None: must reuse the existing memory buffer if possible",
    "DLPack C API, DLTensor: the data pointer of a CPU tensor need not be aligned",
  },
  where  = { dlpack_of_numpy = "shares", array_setitem = "writes" },

  each({ 0, 4, 16, 32, 64 }, function (offset)
    return case("offset " .. offset) {
      format('n = place_numpy([1, 2, 3], "float32", 128, %d)', offset),
      "x = from_dlpack(n)",
      view = { x = "n" },
    }
  end),
  case "a column" {
    'n = place_numpy([[1, 2, 3], [4, 5, 6]], "float32", 64, 0)',
    "x = from_dlpack(n[:, 1])",
    view = { x = "n[:, 1]" },
  },
}

clause "exchange.numpy_from_dlpack" {
  must   = "numpy.from_dlpack(x) has the content, the shape and the dtype of x; where it is writable, its elements are those of x; where it is read-only, a write is an error and changes nothing.",
  why    = "NumPy is where most exchanges end: there a read-only array is the last that guards an immutable one.",
  source = {
    "NumPy reference, numpy.from_dlpack",
    "DLPack C API, DLPACK_FLAG_BITMASK_READ_ONLY: the tensor is read only",
  },

  case "a matrix" {
    'x = array([[1, 2], [3, 4]], dtype="int32")',
    "n = numpy_from_dlpack(x)",
    content = { n = { { 1, 2 }, { 3, 4 } } },
    dtype   = { n = "int32" },
  },
  case "elements that are shared" {
    "x = array([1, 2, 3])",
    "n = numpy_from_dlpack(x)",
    view  = { n = "x" },
    where = { numpy_of_dlpack = "writable", array_setitem = "writes" },
  },
  case "a slice that is shared" {
    "x = array([1, 2, 3, 4, 5])",
    "n = numpy_from_dlpack(x[1::2])",
    view  = { n = "x[1::2]" },
    where = { numpy_of_dlpack = "writable", basic_slice = "view" },
  },
  case "a write to a read-only one" {
    "x = array([1, 2, 3])",
    "n = numpy_from_dlpack(x)",
    "n[...] = 0",
    raises = "readonly",
    where  = { numpy_of_dlpack = "read-only" },
  },
  case "a copy of a read-only one can be written" {
    "x = array([1, 2, 3])",
    "n = numpy_from_dlpack(x, copy=True)",
    "n[0] = 10",
    content = { n = { 10, 2, 3 }, x = { 1, 2, 3 } },
    where   = { numpy_of_dlpack = "writable" },
  },
}

clause "exchange.dlpack.read_only" {
  must   = "Where what from_dlpack gives of a read-only array is read-only too, no write through it reaches the memory.",
  why    = "The flag is all that a consumer knows of a promise that others rely on.",
  source = {
    "DLPack C API, DLPACK_FLAG_BITMASK_READ_ONLY: the tensor is read only",
    "Python array API standard 2024.12, array.__dlpack__, Notes",
  },
  where  = { dlpack_read_only = "propagates" },

  case "of a NumPy array" {
    'n = place_numpy([1, 2, 3], "float32", 64, 0)',
    "n.setflags(write=False)",
    "x = from_dlpack(n)",
    "x[0] = 10",
    raises = "readonly",
  },
  case "a view of it" {
    'n = place_numpy([1, 2, 3], "float32", 64, 0)',
    "n.setflags(write=False)",
    "v = from_dlpack(n)[1:]",
    "v += 10",
    raises = "readonly",
    where  = { basic_slice = "view", array_iadd = "in place" },
  },
  case "of a spread array" {
    "x = array([1])",
    "b = broadcast_to(x, (3,))",
    "y = from_dlpack(b)",
    "y[0] = 10",
    raises = "readonly",
    where  = { broadcast_to = "read-only view" },
  },
}
