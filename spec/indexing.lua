-- Indices beyond slices: lists, arrays and masks of indices, none at all, and ones that are out of range.

chapter "indexing" {
  number = 9,
  title  = "Advanced indexing",
  about  = "Indices beyond slices: lists, arrays and masks, none at all, and ones that are out of range.",
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
    where    = { assignment = "one object", index_list = "selects" },
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
    where    = { assignment = "one object", setitem_mask = "writes" },
  },
  case "an update by a mask" {
    "x = array([1, 2, 3])",
    "a = x",
    "x[x > 1] += 10",
    identity = { "x is a" },
    content  = { x = { 1, 12, 13 }, a = { 1, 12, 13 } },
    where    = { assignment = "one object", setitem_mask = "writes", array_iadd = "in place", number_with_array = "takes it" },
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
