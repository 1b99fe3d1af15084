-- Indices beyond slices: lists, arrays and masks of indices, none at all, and ones that are out of range.

chapter "indexing" {
  number = 9,
  title  = "Advanced indexing",
  about  = "Indices beyond slices: lists, arrays and masks, none at all, and ones that are out of range.",
}

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
  requires = { setitem_by_index = "writes" },
  probes   = {
    probe { "x = array([1, 2, 3])", 'i = array([0, 0, 2], dtype="int32")', "x[i] += 1" },
    probe { "x = array([1, 2, 3])", 'i = array([0, 2, 0], dtype="int64")', "x[i] += 1" },
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

clause "array.index.copy" {
  must   = "What a list, an array or a mask of indices selects is an array of its own: no write to either is seen in the other.",
  why    = "x[1:3] and x[[1, 2]] look alike, and only one of them may be a view.",
  source = {
    "NumPy user guide, Copies and views: advanced indexing always creates copies",
    "PyTorch documentation, Tensor Views: advanced indexing is not a view",
  },
  where  = { array_setitem = "writes" },

  case "a list of indices" {
    "x = array([1, 2, 3])",
    act "y = x[[0, 2]]",
    "x[0] = 10",
    identity = { "y is not x" },
    content  = { y = { 1, 3 } },
    where    = { index_list = "selects" },
  },
  case "a write to what a list selected" {
    "x = array([1, 2, 3])",
    "y = x[[0, 1, 2]]",
    "y[0] = 10",
    content = { x = { 1, 2, 3 }, y = { 10, 2, 3 } },
    where   = { index_list = "selects" },
  },
  case "an array of indices" {
    "x = array([1, 2, 3])",
    'i = array([0, 2], dtype="int32")',
    act "y = x[i]",
    "x[0] = 10",
    content = { y = { 1, 3 } },
    where   = { index_array = "selects" },
  },
  case "a write to what an array selected" {
    "x = array([1, 2, 3])",
    'i = array([2, 0, 2], dtype="int32")',
    "y = x[i]",
    "y[0] = 30",
    content = { x = { 1, 2, 3 }, y = { 30, 1, 3 } },
    where   = { index_array = "selects" },
  },
  case "a mask" {
    "x = array([1, 2, 3])",
    "m = x > 1",
    act "y = x[m]",
    "x[1] = 20",
    content = { y = { 2, 3 } },
    where   = { index_mask = "selects" },
  },
  case "a mask that is true everywhere" {
    "x = array([1, 2, 3])",
    "m = x > 0",
    "y = x[m]",
    identity = { "y is not x" },
    copy     = { y = "x" },
    where    = { index_mask = "selects" },
  },
}

clause "array.index.assign" {
  must   = "x[i] = v by a list, an array or a mask writes into x: x keeps its identity, and every alias and view sees it.",
  why    = "Masked updates are the common way to mend an array in place.",
  source = {
    "NumPy user guide, Indexing on ndarrays, Assigning values to indexed arrays",
    "PyTorch documentation, torch.Tensor.index_put_",
  },
  where  = { array_setitem = "writes" },

  case "by a list" {
    "x = array([1, 2, 3])",
    "a = x",
    "x[[0, 2]] = 0",
    identity = { "x is a" },
    content  = { x = { 0, 2, 0 }, a = { 0, 2, 0 } },
    where    = { index_list = "selects" },
  },
  case "by an array" {
    "x = array([1, 2, 3])",
    'i = array([2, 0], dtype="int32")',
    "x[i] = array([30, 10])",
    content = { x = { 10, 2, 30 } },
    where   = { setitem_by_index = "writes" },
  },
  case "by a mask" {
    "x = array([1, 2, 3])",
    "a = x",
    "x[x > 1] = 0",
    identity = { "x is a" },
    content  = { x = { 1, 0, 0 }, a = { 1, 0, 0 } },
    where    = { setitem_mask = "writes" },
  },
  case "an update by a mask" {
    "x = array([1, 2, 3])",
    "a = x",
    "x[x > 1] += 10",
    identity = { "x is a" },
    content  = { x = { 1, 12, 13 }, a = { 1, 12, 13 } },
    where    = { setitem_mask = "writes" },
  },
  case "the mask is the array itself" {
    'x = array([True, False, True], dtype="bool")',
    "x[x] = False",
    content = { x = { false, false, false } },
    where   = { setitem_mask = "writes" },
  },
  case "the indices are the array itself" {
    'x = array([1, 2, 0], dtype="int64")',
    "x[x] = 7",
    content = { x = { 7, 7, 7 } },
    where   = { setitem_by_index = "writes", overlap = "as if copied" },
  },
  case "a view sees it" {
    "x = array([1, 2, 3, 4])",
    "v = x[1:3]",
    "x[[0, 2]] = 0",
    content = { x = { 0, 2, 0, 4 }, v = { 2, 0 } },
    where   = { basic_slice = "view", index_list = "selects" },
  },
  case "a view sees what an array selects" {
    "x = array([1, 2, 3, 4])",
    "v = x[1:3]",
    'i = array([2, 0], dtype="int64")',
    "x[i] = 0",
    content = { x = { 0, 2, 0, 4 }, v = { 2, 0 } },
    where   = { basic_slice = "view", setitem_by_index = "writes" },
  },
}

clause "array.index.repeated" {
  must   = "Where x[i] += y updates an element once, however often i names it, each element gets its own sum and every alias sees it.",
  why    = "A histogram by h[i] += 1 counts wrong.",
  source = {
    "NumPy user guide, Indexing on ndarrays: x[np.array([1, 1, 3, 1])] += 1, only incremented once",
    "Python reference 7.2.1, Augmented assignment statements",
  },
  where  = { repeated_index = "once" },

  case "by a list" {
    "x = array([1, 2, 3])",
    "a = x",
    "x[[0, 0, 2]] += 1",
    identity = { "x is a" },
    content  = { x = { 2, 2, 4 }, a = { 2, 2, 4 } },
    where    = { index_list = "selects" },
  },
  case "by an array" {
    "x = array([1, 2, 3])",
    'i = array([1, 1, 1, 1], dtype="int32")',
    "x[i] += 1",
    content = { x = { 1, 3, 3 } },
  },
}

clause "array.index.range" {
  must   = "Where an integer index out of range is an error, it is one for reading and for writing; where slices are clipped, a slice never is.",
  why    = "An index beyond the end is a mistake that no result would show; a slice is a request for what is there.",
  source = {
    "NumPy user guide, Indexing on ndarrays, Single element indexing",
    "Python library reference, Common Sequence Operations: s[i:j]",
  },

  each({ "x[3]", "x[-4]" }, function (element)
    return {
      case("reading " .. element) {
        "x = array([1, 2, 3])",
        "y = " .. element,
        raises = { "index", "value" },
        where  = { index_out_of_range = "raises" },
      },
      case("writing " .. element) {
        "x = array([1, 2, 3])",
        element .. " = 0",
        raises = { "index", "value" },
        where  = { index_out_of_range = "raises", array_setitem = "writes" },
      },
    }
  end),
  each({ { "x[1:10]", { 2, 3 } }, { "x[5:10]", {} }, { "x[-9:1]", { 1 } } }, function (family)
    local slice, result = family[1], family[2]
    return case(slice) {
      "x = array([1, 2, 3])",
      "y = " .. slice,
      content = { y = result },
      where   = { slice_bounds = "clips" },
    }
  end),
}

clause "array.index.all_or_none" {
  should = "An assignment of which one index is out of range fails before anything is written.",
  why    = "A half-written array after an error cannot be repaired.",
  source = "ibid: a statement that fails leaves its operands as they were",
  where  = { array_setitem = "writes", index_out_of_range = "raises" },

  case "by a list" {
    "x = array([1, 2, 3])",
    "x[[0, 3]] = 0",
    raises = { "index", "value" },
    where  = { index_list = "selects" },
  },
  case "by an array" {
    "x = array([1, 2, 3])",
    'i = array([0, 3], dtype="int64")',
    "x[i] = 0",
    raises = { "index", "value" },
    where  = { setitem_by_index = "writes" },
  },
}

clause "array.index.nothing" {
  must   = "x[...] of an array without axes is an array, and shares its element where basic slices are views; x[()] is what an integer index gives.",
  why    = "x[...] is the array to write to, x[()] the value to read: code for any number of axes needs both.",
  source = {
    "NumPy user guide, Indexing on ndarrays, Detailed notes: x[()] returns a scalar, x[...] a view",
    "Python array API standard 2024.12, Indexing, Multi-axis Indexing",
  },

  case "x[...] has the element" {
    "x = array(5)",
    "y = x[...]",
    content = { y = 5 },
  },
  case "a write through x[...]" {
    "x = array(5)",
    "y = x[...]",
    "y += 1",
    content = { x = 6, y = 6 },
    where   = { basic_slice = "view", array_iadd = "in place" },
  },
  case "x[()] is a value" {
    "x = array(5)",
    "y = x[()]",
    "y += 1",
    content = { x = 5, y = 6 },
    where   = { scalar_index = "value" },
  },
  case "x[()] is a view" {
    "x = array(5)",
    "y = x[()]",
    "y += 1",
    content = { x = 6, y = 6 },
    where   = { scalar_index = "view", array_iadd = "in place", basic_slice = "view" },
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

clause "array.index.overlap" {
  should = "x[i] = v reads the whole of i and of v before it writes, also where they are x itself or views of it.",
  why    = "x[i] = x is how elements are put into another order.",
  source = {
    "NumPy issues 10353 and 26844: assignments through an index that overlap, reported and mended as bugs",
    "ibid: the right side and the index of an assignment are evaluated before it is made",
  },
  where  = { array_setitem = "writes", setitem_by_index = "writes", overlap = "as if copied" },

  case "the array into itself, backwards" {
    "x = array([1, 2, 3, 4, 5])",
    'i = array([4, 3, 2, 1, 0], dtype="int64")',
    "x[i] = x",
    content = { x = { 5, 4, 3, 2, 1 } },
  },
  case "a view of the array" {
    "x = array([1, 2, 3])",
    'i = array([1, 2], dtype="int64")',
    "x[i] = x[:2]",
    content = { x = { 1, 1, 2 } },
    where   = { basic_slice = "view" },
  },
  case "the array as its own index" {
    'x = array([2, 0, 1], dtype="int64")',
    "x[x] = array([7, 8, 9])",
    content = { x = { 8, 9, 7 } },
  },
  case "an index that is a view of what is written" {
    'x = array([0, 1, 2, 3, 4, 5], dtype="int64")',
    "v = x[2:]",
    "v[x[:-2]] = 3",
    content = { x = { 0, 1, 3, 3, 3, 3 }, v = { 3, 3, 3, 3 } },
    where   = { basic_slice = "view" },
  },
  case "a mask that is the array itself" {
    'x = array([True, False, True], dtype="bool")',
    "x[x] = False",
    content = { x = { false, false, false } },
    where   = { index_mask = "selects" },
  },
}
