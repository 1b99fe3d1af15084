-- Choices about indices beyond slices; the clauses are in indexing.lua.

chapter "indexing"

choice "index_out_of_range" {
  asks   = "What does reading x[5] of an array with three elements give?",
  source = {
    "Python array API standard 2024.12, Indexing: the behavior for out-of-bounds integer indices is left unspecified",
    "JAX documentation, The Sharp Bits, Out-of-bounds indexing: the index is clamped",
    "NumPy user guide, Indexing on ndarrays",
    "ECMAScript 2024, 10.4.5.4, TypedArrays, Get: undefined where the index is not valid",
  },
  probes = {
    probe { "x = array([4, 4, 4])", "s = int(x[5])" },
    probe { "x = array([4, 7, 4])", "s = int(x[-5])" },
    probe { "x = array([5, 6, 4])", "s = int(x[3])" },
  },
  answers = {
    ["raises"] = { means = "An error.", raises = { "index", "value" } },
    ["clamps"] = {
      means   = "The nearest element that there is: the last, or the first.",
      content = { s = 4 },
    },
    ["nothing"] = {
      means   = "A value that is none, such as JavaScript's undefined, of which a number is NaN.",
      content = { s = nan },
    },
    ["unspecified"] = {
      means    = "Programs must not rely on any result.",
      declared = true,
    },
  },
}

choice "slice_bounds" {
  asks   = "May a slice reach beyond the end, as in x[1:10] of three elements?",
  source = {
    "Python library reference, Common Sequence Operations: s[i:j], if j is greater than len(s), use len(s)",
    "Python array API standard 2024.12, Indexing: clipping out-of-bounds slice indices is not required",
  },
  probes = {
    probe { "x = array([1, 2, 3])", "y = x[1:10]" },
    probe { "x = array([[9, 2, 3]])[0, :]", "y = x[1:4]" },
  },
  answers = {
    ["clips"]  = { means = "It ends where the array ends.", content = { y = { 2, 3 } } },
    ["raises"] = { means = "An error.", raises = { "index", "value" } },
    ["unspecified"] = {
      means    = "Programs must not rely on either.",
      declared = true,
    },
  },
}

choice "index_list" {
  asks   = "Does a list of integers select elements, as in x[[0, 2]]?",
  source = {
    "NumPy user guide, Indexing on ndarrays, Advanced indexing",
    "JAX documentation, Change log: non-tuple sequences as indices are errors",
    "Python array API standard 2024.12, Indexing: the forms that are supported",
  },
  probes = {
    probe { "x = array([1, 2, 3])", "y = x[[2, 0]]" },
    probe { "x = array([1, 2, 3, 4])[:3]", "y = x[[-1, 0]]" },
  },
  answers = {
    ["selects"] = { means = "The elements with these indices, in this order.", content = { y = { 3, 1 } } },
    ["raises"] = { means = "A list is no index.", raises = { "type", "index", "value" } },
  },
}

choice "index_array" {
  asks   = "Does an array of integers select elements, as in x[array([0, 2])]?",
  source = {
    "NumPy user guide, Indexing on ndarrays, Integer array indexing",
    "Python array API standard 2024.12, Indexing, Integer Array Indexing",
    "TensorFlow API, tf.Tensor.__getitem__; tf.gather",
  },
  probes = {
    probe { "x = array([1, 2, 3])", 'i = array([2, 0], dtype="int32")', "y = x[i]" },
    probe { "x = array([1, 2, 3])", 'i = array([-1, -3], dtype="int64")', "y = x[i]" },
  },
  answers = {
    ["selects"] = { means = "The elements with these indices, in this order.", content = { y = { 3, 1 } } },
    ["raises"] = { means = "An array is no index.", raises = { "type", "index", "value" } },
  },
}

choice "index_mask" {
  asks   = "What does x[x > 1] select?",
  source = {
    "NumPy user guide, Indexing on ndarrays, Boolean array indexing",
    "Python array API standard 2024.12, Indexing, Boolean Array Indexing",
    "MXNet API, mxnet.nd.NDArray.__getitem__: boolean array indexing is not supported",
  },
  probes = {
    probe { "x = array([1, 2, 3])", "m = x > 1", "y = x[m]" },
  },
  answers = {
    ["selects"]   = { means = "The elements where the mask is true.", content = { y = { 2, 3 } } },
    ["by number"] = { means = "The elements with the indices 0 and 1 that the mask holds.", content = { y = { 1, 2, 2 } } },
    ["raises"]    = { means = "A mask is no index.", raises = { "type", "index", "value" } },
  },
}

choice "setitem_mask" {
  asks     = "Can the elements that a mask selects be assigned, as in x[x > 1] = 0?",
  source   = {
    "NumPy user guide, Indexing on ndarrays, Assigning values to indexed arrays",
    "TensorFlow API, tf.Variable.__getitem__: assignment to a sliced range",
  },
  requires = { array_setitem = "writes", index_mask = "selects" },
  probes   = {
    probe { "x = array([1, 2, 3])", "x[x > 1] = 0" },
    probe { "x = array([1, 5, 6])", "m = x > 1", "x[m] = array([0, 0])" },
  },
  answers = {
    ["writes"] = { means = "They are: x[m] = v writes into x.", content = { x = { 1, 0, 0 } } },
    ["raises"] = { means = "x[m] is a value: an error.", raises = { "immutable", "type", "index", "value" } },
  },
}

choice "setitem_by_index" {
  asks     = "Can elements be assigned by an array of indices, as in x[array([0, 2])] = 0?",
  source   = {
    "NumPy user guide, Indexing on ndarrays, Assigning values to indexed arrays",
    "Python array API standard 2024.12, array.__setitem__: an integer array as a key is currently unspecified",
  },
  requires = { array_setitem = "writes" },
  probes   = each({ "int32", "int64" }, function (dtype)
    return probe { "x = array([1, 2, 3])", format('i = array([0, 2], dtype="%s")', dtype), "x[i] = 0" }
  end),
  answers = {
    ["writes"] = { means = "The elements with these indices are written.", content = { x = { 0, 2, 0 } } },
    ["raises"] = { means = "An error.", raises = { "type", "index", "value" } },
    ["unspecified"] = {
      means    = "Programs must not rely on either.",
      declared = true,
    },
  },
}

choice "repeated_index" {
  asks     = "How often does x[i] += 1 update an element that i names several times?",
  source   = {
    "NumPy user guide, Indexing on ndarrays: x[np.array([1, 1, 3, 1])] += 1, only incremented once",
    "PyTorch documentation, torch.Tensor.index_put_: undefined if indices contain duplicate elements",
  },
  requires = { setitem_by_index = "writes", array_iadd = "in place" },
  probes   = {
    probe { "x = array([1, 2, 3])", 'i = array([0, 0, 2], dtype="int32")', "x[i] += array([1, 1, 1])" },
    probe { "x = array([1, 2, 3])", 'i = array([0, 2, 0], dtype="int64")', "x[i] += array([1, 1, 1])" },
  },
  answers = {
    ["once"] = { means = "Once: x[i] is read before it is written.", content = { x = { 2, 2, 4 } } },
    ["each time"] = { means = "As often as i names it.", content = { x = { 3, 2, 4 } } },
    ["unspecified"] = {
      means    = "Programs must not rely on either.",
      declared = true,
    },
  },
}

choice "repeated_assignment" {
  asks     = "Which value does x[i] = v leave in an element that i names several times?",
  source   = {
    "NumPy user guide, Indexing on ndarrays, Detailed notes: no guarantee for the iteration order of advanced assignments",
    "PyTorch documentation, torch.Tensor.index_put_: undefined if indices contain duplicates",
  },
  requires = { array_setitem = "writes", setitem_by_index = "writes" },
  probes   = {
    probe { "x = array([1, 2, 3])", 'i = array([0, 0, 2], dtype="int64")', "x[i] = array([7, 8, 9])" },
    probe { "x = array([1, 2, 9])", 'i = array([1, 0, 0], dtype="int64")', "x[i] = array([2, 7, 8])" },
  },
  answers = {
    ["the last"]    = { means = "The last value that was given for it.", content = { x = { 8, 2, 9 } } },
    ["the first"]   = { means = "The first value that was given for it.", content = { x = { 7, 2, 9 } } },
    ["unspecified"] = { means = "Programs must not rely on one of them.", declared = true },
  },
}
