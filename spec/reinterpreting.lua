-- The bytes of an array seen as another dtype, and the halves of complex numbers.

chapter "derived"

choice "dtype_view" {
  asks     = "Does x.view(dtype) share the bytes of x?",
  source   = {
    "NumPy reference, numpy.ndarray.view: a view of the array's memory with a different data-type",
    "PyTorch documentation, torch.Tensor.view(dtype): a new tensor with the same data",
    "JAX documentation, jax.Array.view: a bitwise copy of the array, viewed as a new dtype",
    "TensorFlow API, tf.bitcast: bitcasts a tensor from one type to another without copying data",
  },
  requires = { array_setitem = "writes" },
  probes   = { probe { 'x = array([7, 7], dtype="int32")', 'y = x.view("float32")' } },
  answers = {
    ["view"] = {
      means = "A write to one changes the bytes of the other.",
      view  = { y = 'x.view("float32")' },
    },
    ["copies"] = {
      means = "The result has bytes of its own.",
      copy  = { y = 'x.view("float32")' },
    },
  },
}

choice "dtype_view_axis" {
  asks    = "Where does x.view(dtype) put elements of another size?",
  source  = {
    "NumPy reference, numpy.ndarray.view: the last axis will be resized in the result",
    "PyTorch documentation, torch.Tensor.view(dtype): the size of the last dimension will be scaled proportionally",
    "TensorFlow API, tf.bitcast: the shape changes from [...] to [..., sizeof(T)/sizeof(type)]",
  },
  -- 16843009 has four equal bytes: whatever the order of bytes.
  probes  = { probe { 'x = array([16843009, 16843009], dtype="int32")', 'y = x.view("int8")' } },
  answers = {
    ["the last one is stretched"] = {
      means   = "The last axis gets longer or shorter by the ratio of the sizes.",
      content = { y = { 1, 1, 1, 1, 1, 1, 1, 1 } },
    },
    ["one is added"] = {
      means   = "A new last axis holds the parts of each element.",
      content = { y = { { 1, 1, 1, 1 }, { 1, 1, 1, 1 } } },
    },
  },
}

choice "parts_of_complex" {
  asks     = "Do x.real and x.imag of complex numbers share the elements of x?",
  source   = {
    "PyTorch documentation, torch.real, torch.imag: the returned tensor and self share the same underlying storage",
    "NumPy reference, numpy.real: a.real = 9 changes a",
    "Python array API standard 2024.12, Copy-view behavior and mutability",
  },
  requires = { array_setitem = "writes" },
  probes   = { probe { "x = array([1+2j, 3-4j])", "r = x.real", "i = x.imag" } },
  answers = {
    ["view"] = {
      means = "A write to the real parts changes the real parts of x, and likewise the imaginary ones.",
      view  = { r = "x.real", i = "x.imag" },
    },
    ["copies"] = {
      means = "The parts are arrays of their own.",
      copy  = { r = "x.real", i = "x.imag" },
    },
    ["unspecified"] = {
      means    = "Programs must not rely on either.",
      declared = true,
    },
  },
}

choice "imaginary_of_real" {
  asks    = "What is x.imag of real numbers?",
  source  = {
    "PyTorch documentation, torch.imag: only supported for tensors with complex dtypes",
    "NumPy reference, numpy.imag; numpy.ndarray.imag",
    "Python array API standard 2024.12, imag: should have a complex floating-point data type",
  },
  probes  = { probe { "x = array([1.5, 2.5])", "y = x.imag" } },
  answers = {
    ["zeros"] = {
      means   = "An array of zeros.",
      content = { y = { 0, 0 } },
    },
    ["raises"] = {
      means  = "It is an error.",
      raises = { "type", "unsupported" },
    },
    ["unspecified"] = {
      means    = "Programs must not rely on either.",
      declared = true,
    },
  },
}

clause "array.dtype_view.bytes" {
  must   = "x.view(dtype) has the bytes of x, in their order, as elements of the other dtype; where it is a view, each of its bytes is a byte of x.",
  why    = "Bit tricks, hashing and I/O rely on it; whether a write arrives is proved byte by byte.",
  source = {
    "NumPy reference, numpy.ndarray.view: a reinterpretation of the bytes of memory",
    "PyTorch documentation, torch.Tensor.view(dtype): pairs of elements in the last dimension are combined",
    "JAX documentation, jax.Array.view: a bitwise copy",
  },

  case "of the same size, by content" {
    'x = array([1, 2], dtype="float32")',
    'y = x.view("int32")',
    content = { y = { 1065353216, 1073741824 } },
    dtype   = { y = "int32" },
  },
  case "smaller, by content" {
    'x = array([[257, 0], [0, 257]], dtype="int16")',
    'y = x.view("int8")',
    content = { y = { { 1, 1, 0, 0 }, { 0, 0, 1, 1 } } },
    dtype   = { y = "int8" },
    where   = { dtype_view_axis = "the last one is stretched" },
  },
  case "larger, by content" {
    'x = array([[1, 1, 0, 0], [0, 0, 2, 2]], dtype="int16")',
    'y = x.view("int32")',
    content = { y = { { 65537, 0 }, { 0, 131074 } } },
    dtype   = { y = "int32" },
    where   = { dtype_view_axis = "the last one is stretched" },
  },
  case "smaller, with an axis of its own" {
    'x = array([257, 0], dtype="int16")',
    'y = x.view("int8")',
    content = { y = { { 1, 1 }, { 0, 0 } } },
    where   = { dtype_view_axis = "one is added" },
  },
  case "larger, without the last axis" {
    'x = array([[1, 1], [2, 2]], dtype="int16")',
    'y = x.view("int32")',
    content = { y = { 65537, 131074 } },
    where   = { dtype_view_axis = "one is added" },
  },
  each({
    { "of the same size",            "zeros((2, 3), dtype=\"float32\")",    'x.view("int32")' },
    { "smaller",                     "zeros((2, 3), dtype=\"int32\")",      'x.view("int16")' },
    { "smaller to the byte",         "zeros(3, dtype=\"float64\")",         'x.view("int8")' },
    { "larger",                      "zeros((2, 4), dtype=\"int16\")",      'x.view("int64")' },
    { "complex as floats",           "zeros(3, dtype=\"complex64\")",       'x.view("float32")' },
    { "an array without axes",       "zeros((), dtype=\"float32\")",        'x.view("int32")' },
  }, function (family)
    local title, data, expression = family[1], family[2], family[3]
    return case("each byte, " .. title) {
      "x = " .. data,
      "y = " .. expression,
      view  = { y = expression },
      where = { dtype_view = "view", dtype_view_axis = "the last one is stretched" },
    }
  end),
  each({
    { "of the same size, of every second element", 'zeros(8, dtype="float32")',   "x[::2]",     '.view("int32")' },
    { "smaller, of some rows",                     'zeros((4, 2), dtype="int32")', "x[::2]",    '.view("int16")' },
    { "larger, of the even half of each row",      'zeros((2, 4), dtype="int16")', "x[:, 2:]",  '.view("int32")' },
    { "smaller, of a part of each row",            'zeros((2, 3), dtype="int32")', "x[:, 1:]",  '.view("int8")' },
    { "smaller, of one column of one row each",    'zeros((3, 1), dtype="int16")', "x[::2]",    '.view("int8")' },
  }, function (family)
    local title, data, slice, view = family[1], family[2], family[3], family[4]
    return case("each byte, " .. title) {
      "x = " .. data,
      "y = " .. slice .. view,
      view  = { y = slice .. view },
      where = { dtype_view = "view", dtype_view_axis = "the last one is stretched", basic_slice = "view" },
    }
  end),
  case "a write to one byte" {
    'x = array([0, 0], dtype="int16")',
    'y = x.view("int8")',
    "y[2:] = 1",
    content = { x = { 0, 257 }, y = { 0, 0, 1, 1 } },
    where   = { dtype_view = "view", dtype_view_axis = "the last one is stretched" },
  },
}

clause "array.dtype_view.refused" {
  must   = "x.view(dtype) with elements of another size fails where the last axis of x does not lie together, where its bytes cannot be divided, and where x has no axis.",
  why    = "There is no such view, and a copy would break the promise that writes arrive.",
  source = {
    "NumPy reference, numpy.ndarray.view: then the last axis of a must be contiguous",
    "PyTorch documentation, torch.Tensor.view(dtype): self.dim() must be greater than 0, self.stride(-1) must be 1",
  },
  where  = { dtype_view = "view", dtype_view_axis = "the last one is stretched" },

  each({
    { "every second element, smaller",  'zeros(8, dtype="int32")',       'x[::2].view("int16")',  true },
    { "every second element, larger",   'zeros(8, dtype="int16")',       'x[::2].view("int32")',  true },
    { "the even columns, smaller",      'zeros((2, 4), dtype="int32")',  'x[:, ::2].view("int8")', true },
    { "an odd number of elements",      'zeros((2, 3), dtype="int16")',  'x.view("int32")',       false },
    { "no axis, smaller",               'zeros((), dtype="int32")',      'x.view("int8")',        false },
    { "no axis, larger",                'zeros((), dtype="int16")',      'x.view("int32")',       false },
  }, function (family)
    local title, data, expression, sliced = family[1], family[2], family[3], family[4]
    return case(title) {
      "x = " .. data,
      "y = " .. expression,
      raises = { "value", "shape", "type" },
      where  = sliced and { basic_slice = "view" } or nil,
    }
  end),
  case "a transpose" {
    'x = zeros((4, 2), dtype="int16")',
    'y = x.T.view("int8")',
    raises = { "value", "shape", "type" },
    where  = { transpose = "view" },
  },
}

clause "array.complex.parts" {
  must   = "x.real and x.imag are the real and the imaginary parts of x, element by element; where they are views, they are exactly the two halves of each element, and a write to one half leaves the other.",
  why    = "Code for real numbers works on complex ones through their parts.",
  source = {
    "NumPy reference, numpy.ndarray.real, numpy.ndarray.imag",
    "PyTorch documentation, torch.real, torch.imag: share the same underlying storage",
  },

  case "the content" {
    "x = array([1+2j, 3-4j])",
    "r = x.real",
    "i = x.imag",
    "d = r - i",
    content = { d = { -1, 7 } },
  },
  each({ { "complex64", "float32" }, { "complex128", "float64" } }, function (family)
    local dtype, half = family[1], family[2]
    return each({ "real", "imag" }, function (part)
      return case("." .. part .. " of " .. dtype) {
        format('x = zeros((2, 3), dtype="%s")', dtype),
        "y = x." .. part,
        view  = { y = "x." .. part },
        dtype = { y = half },
        where = { parts_of_complex = "view" },
      }
    end)
  end),
  each({ "real", "imag" }, function (part)
    return {
      case("." .. part .. " of every second element") {
        'x = zeros(6, dtype="complex64")',
        "y = x[1::2]." .. part,
        view  = { y = "x[1::2]." .. part },
        where = { parts_of_complex = "view", basic_slice = "view" },
      },
      case("every second element of ." .. part) {
        'x = zeros(6, dtype="complex64")',
        format("y = x.%s[1::2]", part),
        view  = { y = format("x.%s[1::2]", part) },
        where = { parts_of_complex = "view", basic_slice = "view" },
      },
      case("." .. part .. " of a transpose") {
        'x = zeros((2, 3), dtype="complex64")',
        "y = x.T." .. part,
        view  = { y = "x.T." .. part },
        where = { parts_of_complex = "view", transpose = "view" },
      },
      case("." .. part .. " where it is a copy") {
        'x = array([1+2j, 3-4j], dtype="complex64")',
        "y = x." .. part,
        copy  = { y = "x." .. part },
        where = { parts_of_complex = "copies" },
      },
    }
  end),
  case "a write to the real parts leaves the others" {
    "x = array([1+2j, 3-4j])",
    "y = x.real",
    "y[...] = 0",
    content = { x = { complex(0, 2), complex(0, -4) }, y = { 0, 0 } },
    where   = { parts_of_complex = "view" },
  },
  case "an update of the imaginary parts" {
    "x = array([1+2j, 3-4j])",
    "y = x.imag",
    "y += 10",
    content = { x = { complex(1, 12), complex(3, 6) }, y = { 12, 6 } },
    where   = { parts_of_complex = "view", array_iadd = "in place" },
  },
  case "the imaginary parts of real numbers do not follow them" {
    "x = array([1.5, 2.5])",
    "y = x.imag",
    "x[...] = 7",
    content = { x = { 7, 7 }, y = { 0, 0 } },
    where   = { imaginary_of_real = "zeros", array_setitem = "writes" },
  },
}
