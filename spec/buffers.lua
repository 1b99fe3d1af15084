-- Python's buffer protocol: memoryview(x) is the memory of x. CPython and NumPy bear these clauses out, NumPy and
-- TensorFlow those about memory that is read-only.

chapter "exchange"

choice "buffer_of_array" {
  asks   = "What is memoryview(x) of an array?",
  source = {
    "Python/C API reference, Buffer Protocol, PyBUF_WRITABLE: the exporter must provide a writable buffer or else report failure",
    "PEP 3118, Revising the buffer protocol",
  },
  -- One statement, so that an answer may be an error of either of its steps.
  probes = each({ "int32", "float32" }, function (dtype)
    return probe { format('x = array([1, 2, 3], dtype="%s")', dtype), "memoryview(x)[0] = 10" }
  end),
  answers = {
    ["writable"] = {
      means   = "The memory of the array: a write to the view shows in the array.",
      content = { x = { 10, 2, 3 } },
    },
    ["read-only"] = { means = "A view that cannot be written.", raises = "readonly" },
    ["none"]      = { means = "Nothing: arrays do not give their memory away like this.", raises = "type" },
  },
}

clause "exchange.buffer" {
  must   = "Where memoryview(x) is writable, its elements are those of x, in the shape of x: a write to either is seen in both.",
  why    = "What reads files, sockets and images knows buffers and no arrays.",
  source = {
    "PEP 3118, Revising the buffer protocol: shape and strides",
    "Python library reference, memoryview: access to the internal data of an object without copying",
  },
  where  = { buffer_of_array = "writable" },

  case "a write to the view" {
    "x = array([1, 2, 3])",
    "memoryview(x)[1] = 20",
    content = { x = { 1, 20, 3 } },
  },
  case "a write to the array" {
    "x = array([1, 2, 3])",
    "m = memoryview(x)",
    act "x[1] = 20",
    "l = list(m)",
    content = { x = { 1, 20, 3 }, l = { 1, 20, 3 } },
  },
  case "a slice" {
    "x = array([1, 2, 3, 4, 5])",
    "memoryview(x[1::2])[1] = 40",
    content = { x = { 1, 2, 3, 40, 5 } },
    where   = { basic_slice = "view" },
  },
  case "backwards" {
    "x = array([1, 2, 3])",
    "memoryview(x[::-1])[0] = 30",
    content = { x = { 1, 2, 30 } },
    where   = { basic_slice = "view", slice_step = "any sign" },
  },
  case "a transpose" {
    "x = array([[1, 2, 3], [4, 5, 6]])",
    "memoryview(x.T)[2, 0] = 30",
    content = { x = { { 1, 2, 30 }, { 4, 5, 6 } } },
    where   = { transpose = "view" },
  },
  case "two views" {
    "x = array([1, 2, 3])",
    "m = memoryview(x)",
    act "memoryview(x)[0] = 10",
    "l = list(m)",
    content = { l = { 10, 2, 3 }, x = { 10, 2, 3 } },
  },
}

clause "exchange.buffer.read_only" {
  must   = "memoryview(x) of an array that cannot be written cannot be written either.",
  why    = "The exporter's word is all that a consumer in C goes by.",
  source = {
    "Python/C API reference, Buffer Protocol, PyBUF_WRITABLE: the choice must be consistent for all consumers",
    "Python library reference, memoryview.readonly",
  },

  case "of an array that is made read-only" {
    "x = array([1, 2, 3])",
    "x.setflags(write=False)",
    "memoryview(x)[0] = 10",
    raises = "readonly",
    where  = { buffer_of_array = "writable" },
  },
  case "of a spread array" {
    "x = array([1])",
    "m = memoryview(broadcast_to(x, (3,)))",
    "m[0] = 10",
    raises = "readonly",
    where  = { buffer_of_array = "writable", broadcast_to = "read-only view" },
  },
  case "of an array of which all are" {
    "x = array([1, 2, 3])",
    "m = memoryview(x)",
    "m[0] = 10",
    raises = "readonly",
    where  = { buffer_of_array = "read-only" },
  },
}

clause "exchange.buffer.content" {
  must   = "memoryview(x) has the elements of x, in the shape of x, whether it can be written or not.",
  why    = "A consumer that reads needs no leave to write.",
  source = "Python library reference, memoryview, Operations: indexing with tuples of exactly as many integers as dimensions",

  each({ "writable", "read-only" }, function (answer)
    return case("a matrix, " .. answer) {
      'x = array([[1, 2], [3, 4]], dtype="int32")',
      "i = memoryview(x)[1, 0]",
      content = { i = 3 },
      where   = { buffer_of_array = answer },
    }
  end),
}

clause "exchange.buffer.outlives" {
  must   = "A memoryview keeps the memory: when the object that exported it is gone, its content stays.",
  why    = "A buffer is handed on, and its exporter forgotten.",
  source = {
    "Python/C API reference, Buffer Protocol, Py_buffer.obj: a new reference to the exporting object",
    "Python library reference, memoryview.release: until then a view holds the underlying object",
  },

  case "a bytearray goes" {
    "b = bytearray([65, 66, 67])",
    "m = memoryview(b)",
    act "del b",
    "collect()",
    "c = bytearray([0, 0, 0])",
    "l = list(bytearray(m))",
    content   = { l = { 65, 66, 67 } },
    unchanged = true,
  },
  each({ "writable", "read-only" }, function (answer)
    return case("an array goes, " .. answer) {
      'x = array([1, 2, 3], dtype="int32")',
      "m = memoryview(x)",
      act "del x",
      "collect()",
      'z = zeros(3, dtype="int32")',
      "l = list(m)",
      content   = { l = { 1, 2, 3 } },
      unchanged = true,
      where   = { buffer_of_array = answer },
    }
  end),
}

clause "exchange.buffer.lock" {
  must   = "As long as a view of its memory exists, an object does not change its size: the attempt is an error, and changes nothing. When the view has been released it can.",
  why    = "The memory would move, and the view would look at what is no longer there.",
  source = {
    "Python library reference, memoryview.release: a bytearray would temporarily forbid resizing",
    "Python/C API reference, Buffer Protocol: the exporter must not move the memory while it is exported",
    "NumPy reference, numpy.ndarray.resize, Raises: ValueError if references or views to it exist",
  },

  each({ "b.append(68)", "del b[0]", "b += b" }, function (attempt)
    return case("a bytearray refuses " .. attempt) {
      "b = bytearray([65, 66, 67])",
      "m = memoryview(b)",
      act(attempt),
      "l = list(b)",
      raises  = "buffer",
      content = { l = { 65, 66, 67 } },
    }
  end),
  case "a bytearray whose view was released" {
    "b = bytearray([65, 66, 67])",
    "m = memoryview(b)",
    "m.release()",
    act "b.append(68)",
    "l = list(b)",
    content = { l = { 65, 66, 67, 68 } },
  },
  case "a bytearray with a second view" {
    "b = bytearray([65, 66, 67])",
    "m = memoryview(b)",
    "n = memoryview(b)",
    "m.release()",
    "b.append(68)",
    raises = "buffer",
  },
  case "a released view cannot be used" {
    "b = bytearray([65, 66, 67])",
    "m = memoryview(b)",
    "m.release()",
    "n = len(m)",
    raises = "value",
  },
  case "an array refuses" {
    "x = array([1, 2, 3])",
    "m = memoryview(x)",
    "x.resize((6,))",
    raises = "value",
    where  = { buffer_of_array = "writable" },
  },
}
