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

clause "exchange.to_numpy" {
  must   = "to_numpy(x) has the content, the shape and the dtype of x; where it shares, each element is the element of x; where it copies, none is.",
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
}

clause "exchange.from_numpy" {
  must   = "from_numpy(n) has the content, the shape and the dtype of n; where it shares, each element is the element of n; where it copies, none is.",
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
