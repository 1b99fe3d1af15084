-- To NumPy and back. In a program of another library, to_numpy(array(…)) is how a NumPy array is made.

chapter "exchange" {
  number = 13,
  title  = "Exchange",
  about  = "From one library to another: who shares memory with whom, and who may write.",
}

choice "to_numpy" {
  asks     = "What does an array share with the NumPy array that it is converted to?",
  source   = {
    "PyTorch documentation, torch.Tensor.numpy: the tensor and the array share the same underlying storage",
    "TensorFlow API, tf.Tensor.numpy: this method has to copy the contents to ensure safety",
    "MXNet API, NDArray.asnumpy: value copied from this array",
  },
  probes   = each({ "int32", "float32" }, function (dtype)
    return probe { format('x = array([1, 2, 3], dtype="%s")', dtype), "n = to_numpy(x)", "n[0] = 10" }
  end),
  answers = {
    ["same object"] = {
      means    = "It is a NumPy array already.",
      identity = { "n is x" },
      content  = { n = { 10, 2, 3 } },
    },
    ["shares"] = {
      means    = "All elements: a write to either shows in the other.",
      identity = { "n is not x" },
      content  = { n = { 10, 2, 3 }, x = { 10, 2, 3 } },
    },
    ["read-only"] = {
      means  = "The NumPy array cannot be written; it may share the elements.",
      raises = "readonly",
    },
    ["copies"] = {
      means    = "Nothing: the NumPy array has elements of its own.",
      identity = { "n is not x" },
      content  = { n = { 10, 2, 3 }, x = { 1, 2, 3 } },
    },
    ["unspecified"] = {
      means    = "Programs must not rely on any of these.",
      declared = true,
    },
  },
}

choice "from_numpy" {
  asks     = "What does an array share with the NumPy array that it is made from?",
  source   = {
    "PyTorch documentation, torch.from_numpy: the returned tensor and ndarray share the same memory",
    "MXNet API, mxnet.nd.from_numpy: we disallow users to modify the given numpy ndarray",
    "JAX documentation, jax.numpy.asarray, copy: None, which will only copy when necessary",
  },
  -- Some share what begins at a multiple of 64 bytes, and copy what does not.
  probes   = each({ 0, 4, 16, 32 }, function (offset)
    return probe {
      format('n = place_numpy([1, 1, 1], "float32", 64, %d)', offset),
      "x = from_numpy(n)",
      act "n[:2] = 10",
      "n = n[1:3]",
      "x = x[1:3]",
    }
  end),
  answers = {
    ["shares"] = {
      means   = "All elements: a write to either shows in the other.",
      content = { n = { 10, 1 }, x = { 10, 1 } },
    },
    ["shares and locks"] = {
      means  = "All elements, and the NumPy array can no longer be written.",
      raises = "readonly",
    },
    ["copies"] = {
      means   = "Nothing: the array has elements of its own.",
      content = { n = { 10, 1 }, x = { 1, 1 } },
    },
    ["depends"] = "on where the elements of the NumPy array lie in memory",
    ["unspecified"] = {
      means    = "Programs must not rely on any of these.",
      declared = true,
    },
  },
}

choice "numpy_read_only" {
  asks     = "What does from_numpy(n) make of a NumPy array that is read-only?",
  source   = {
    "PyTorch documentation, torch.from_numpy: writing to a tensor created from a read-only NumPy array is undefined behavior",
    "NumPy reference, numpy.asarray: no copy if the input is already an ndarray",
    "Python array API standard 2024.12, Copy keyword argument behavior",
  },
  requires = { array_iadd = "in place" },
  -- One statement, so that an answer may be an error of either of its steps.
  probes   = {
    probe {
      'n = place_numpy([1, 2, 3], "float32", 64, 0)',
      "n.setflags(write=False)",
      "y = from_numpy(n).__iadd__(10)",
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
    ["refuses"] = { means = "Nothing: it is an error.", raises = { "buffer", "value", "type" } },
    ["unspecified"] = {
      means    = "Programs must not write to it.",
      declared = true,
    },
  },
}

clause "exchange.to_numpy" {
  must   = "to_numpy(x) has the content, the shape and the dtype of x; where it shares, each element is the element of x; where it copies, none is.",
  why    = "Code that goes on in NumPy either updates the original or must know that it does not.",
  source = {
    "PyTorch documentation, torch.Tensor.numpy",
    "MXNet API, NDArray.asnumpy",
  },

  each({ { "a row", "[1, 2, 3]", { 1, 2, 3 } }, { "a matrix", "[[1, 2], [3, 4]]", { { 1, 2 }, { 3, 4 } } } },
    function (family)
      local title, data, content = family[1], family[2], family[3]
      return case(title) {
        format('x = array(%s, dtype="int32")', data),
        "n = to_numpy(x)",
        content = { n = content },
        dtype   = { n = "int32" },
      }
    end),
  case "elements that are shared" {
    "x = array([1, 2, 3])",
    "n = to_numpy(x)",
    view  = { n = "x" },
    where = { to_numpy = "shares" },
  },
  case "elements of a slice that are shared" {
    "x = array([1, 2, 3, 4])",
    "n = to_numpy(x[1:3])",
    view  = { n = "x[1:3]" },
    where = { to_numpy = "shares", basic_slice = "view" },
  },
  case "elements that are copied" {
    "x = array([1, 2, 3])",
    "n = to_numpy(x)",
    copy  = { n = "x" },
    where = { to_numpy = "copies", array_setitem = "writes" },
  },
  case "a write to a read-only one" {
    "x = array([1, 2, 3])",
    "n = to_numpy(x)",
    "n[...] = 0",
    raises = "readonly",
    where  = { to_numpy = "read-only" },
  },
  case "a read-only one is made writable" {
    "x = array([1, 2, 3])",
    "n = to_numpy(x)",
    "n.setflags(write=True)",
    raises = "readonly",
    where  = { to_numpy = "read-only" },
  },
  each({ "shares", "read-only", "copies" }, function (answer)
    return case("the array goes, " .. answer) {
      'x = array([1, 2, 3], dtype="float32")',
      "n = to_numpy(x)",
      act "del x",
      "collect()",
      'z = zeros(3, dtype="float32")',
      content   = { n = { 1, 2, 3 } },
      unchanged = true,
      where     = { to_numpy = answer },
    }
  end),
}

clause "exchange.from_numpy" {
  must   = "from_numpy(n) has the content, the shape and the dtype of n; where it shares, each element is the element of n; where it copies, none is.",
  why    = "The array that was handed over is still in its owner's hands: both have to know whether a write is shared.",
  source = {
    "PyTorch documentation, torch.from_numpy",
    "MXNet API, mxnet.nd.from_numpy",
  },

  case "there and back" {
    'n = to_numpy(array([1, 2, 3], dtype="float32"))',
    "x = from_numpy(n)",
    content = { x = { 1, 2, 3 } },
    dtype   = { x = "float32" },
  },
  case "elements that are shared" {
    'n = copy(to_numpy(array([1, 2, 3], dtype="float32")))',
    "x = from_numpy(n)",
    view  = { x = "n" },
    where = { from_numpy = "shares" },
  },
  each({ 0, 4, 16, 32, 64 }, function (offset)
    return {
      case("shared at offset " .. offset) {
        format('n = place_numpy([1, 2, 3], "float32", 128, %d)', offset),
        "x = from_numpy(n)",
        view  = { x = "n" },
        where = { from_numpy = "shares", array_setitem = "writes" },
      },
      case("copied at offset " .. offset) {
        format('n = place_numpy([1, 2, 3], "float32", 128, %d)', offset),
        "x = from_numpy(n)",
        copy  = { x = "n" },
        where = { from_numpy = "copies" },
      },
    }
  end),
  case "every second element, shared" {
    'n = place_numpy([1, 2, 3, 4], "float32", 64, 0)',
    "x = from_numpy(n[::2])",
    view  = { x = "n[::2]" },
    where = { from_numpy = "shares", array_setitem = "writes" },
  },
  case "the NumPy array goes" {
    'n = place_numpy([1, 2, 3], "float32", 64, 0)',
    "x = from_numpy(n)",
    act "del n",
    "collect()",
    'z = place_numpy([0, 0, 0], "float32", 64, 0)',
    content   = { x = { 1, 2, 3 } },
    unchanged = true,
  },
  case "of a read-only one" {
    'n = place_numpy([1, 2, 3], "float32", 64, 0)',
    "n.setflags(write=False)",
    "x = from_numpy(n)",
    "x[0] = 10",
    raises = "readonly",
    where  = { numpy_read_only = "propagates" },
  },
  case "elements that are copied" {
    'n = copy(to_numpy(array([1, 2, 3], dtype="float32")))',
    "x = from_numpy(n)",
    copy  = { x = "n" },
    where = { from_numpy = "copies" },
  },
  case "a write to what is locked" {
    'n = copy(to_numpy(array([1, 2, 3], dtype="float32")))',
    "x = from_numpy(n)",
    "n[0] = 10",
    raises = "readonly",
    where  = { from_numpy = "shares and locks" },
  },
}
