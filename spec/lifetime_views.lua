-- What a view keeps alive, and what becomes of it when its array is resized.

chapter "lifetime"

clause "lifetime.view" {
  must   = "The elements of a view live as long as the view, whatever becomes of the array that it was taken of.",
  why    = "A view over freed memory shows other people's data.",
  source = {
    "NumPy reference, numpy.ndarray.base: base object if memory is from some other object",
    "PyTorch documentation, Tensor Views: a view shares the same underlying data with its base",
  },
  where  = { basic_slice = "view" },

  each({ 4, 10000 }, function (count)
    return {
      case("the array is deleted, of " .. count) {
        format("x = full(%d, 5)", count),
        "v = x[1:3]",
        act "del x",
        "collect()",
        format("y = full(%d, 7)", count),
        "y = y[:2]",
        content   = { v = { 5, 5 } },
        unchanged = true,
      },
      case("array and view are deleted under a view, of " .. count) {
        format("x = full(%d, 5)", count),
        "u = x[1:4]",
        "v = u[:2]",
        "del x",
        act "del u",
        "collect()",
        format("y = full(%d, 7)", count),
        "y = y[:2]",
        content   = { v = { 5, 5 } },
        unchanged = true,
      },
    }
  end),
}

choice "view_keeps_array" {
  asks     = "Does a view keep the array object alive that it was taken of, or only the memory?",
  source   = {
    "NumPy reference, numpy.ndarray.base: base object if memory is from some other object",
    "Python array API standard 2024.12, Copy-view behavior and mutability",
  },
  requires = { basic_slice = "view" },
  probes = {
    probe { "x = array([1, 2, 3, 4])", "w = watch(x)", "v = x[1:3]", "del x", "collect()", "b = alive(w)" },
    probe { "x = array([[1.0, 2.0], [3.0, 4.0]])", "w = watch(x)", "v = x[1, :]", "del x", "collect()", "b = alive(w)" },
  },
  answers = {
    ["keeps it"] = { means = "The view refers to the array.", content = { b = true } },
    ["lets go"]  = { means = "View and array refer to the memory alike.", content = { b = false } },
  },
}

clause "lifetime.view.array" {
  must   = "Where a view keeps its array, it lets go of it when the view dies.",
  why    = "A slice that is kept in a list keeps the whole of what it was cut from, no longer than itself.",
  source = "NumPy reference, numpy.ndarray.base: base object if memory is from some other object",
  where  = { view_keeps_array = "keeps it" },

  case "the view is deleted" {
    "x = array([1, 2, 3, 4])",
    "w = watch(x)",
    "v = x[1:3]",
    "del x",
    act "del v",
    "collect()",
    "b = alive(w)",
    content = { b = false },
  },
}

clause "lifetime.view.chain" {
  should = "A view of a view does not keep the view in between, which has no memory of its own.",
  why    = "Code that slices again and again would pile up one object after the other.",
  source = {
    "NumPy C API, PyArray_SetBaseObject: chains of views are collapsed",
    "PyTorch documentation, Tensor Views: a view shares the same underlying data with its base",
  },
  where  = { basic_slice = "view" },

  case "the view in between is deleted" {
    "x = array([1, 2, 3, 4])",
    "u = x[1:]",
    "w = watch(u)",
    "v = u[1:]",
    act "del u",
    "collect()",
    "b = alive(w)",
    content = { b = false },
  },
}

choice "resize_with_views" {
  asks     = "What does x.resize do to an array that has views?",
  source   = {
    "NumPy reference, numpy.ndarray.resize, Raises: ValueError if references or views to it exist",
    "PyTorch documentation, torch.Tensor.resize_: the underlying storage is resized",
  },
  requires = { array_setitem = "writes", basic_slice = "view" },
  probes = each({ "int32", "float64" }, function (dtype)
    return probe {
      format('x = array([1, 2, 3, 4], dtype="%s")', dtype),
      "v = x[1:3]",
      act "x.resize((1000,))",
      "x[1] = 9",
      "x = x[:4]",
    }
  end),
  answers = {
    ["raises"]       = { means = "It is refused; nothing changes.", raises = { "value", "buffer" }, content = { v = { 2, 3 } } },
    ["views follow"] = { means = "Array and views are over the new memory.", content = { v = { 9, 3 } } },
    ["views stay"]   = { means = "The array moves to memory of its own, and the views have the old one.", content = { v = { 2, 3 } } },
    ["unspecified"]  = { means = "Views must not be used any more.", declared = true },
  },
}

clause "array.resize" {
  must   = "x.resize changes x itself: it is the same object, with the elements that it had, as far as there is room.",
  why    = "Whoever else holds x has to see the elements that it got.",
  source = {
    "NumPy reference, numpy.ndarray.resize: change shape and size of array in-place",
    "PyTorch documentation, torch.Tensor.resize_: existing elements are preserved",
  },
  where  = { array_setitem = "writes" },

  each({
    { "more elements",      "(1000,)",   { 1, 2, 3, 4, 5, 6 } },
    { "more axes",          "(3, 2, 5)", { 1, 2, 3, 4, 5, 6 } },
    { "fewer elements",     "(2, 2)",    { 1, 2, 3, 4 }, { slice_bounds = "clips" } },
  }, function (family)
    local title, shape, content = family[1], family[2], family[3]
    return case(title) {
      "x = array([1, 2, 3, 4, 5, 6])",
      "old = id(x)",
      act("x.resize(" .. shape .. ")"),
      "same = id(x) == old",
      "x = x.reshape((-1,))",
      "x = x[:6]",
      content   = { x = content, same = true },
      unchanged = #content == 6,
      where     = family[4],
    }
  end),
}

clause "array.resize.views.refused" {
  must   = "Where x.resize is refused for an array with views, it is not for one whose views are gone.",
  why    = "Code drops its views to be allowed to resize.",
  source = "NumPy reference, numpy.ndarray.resize, Raises: ValueError if references or views to it exist",
  where  = { resize_with_views = "raises", death = "at once" },

  case "the view is deleted first" {
    "x = array([1, 2, 3, 4])",
    "v = x[1:]",
    "del v",
    act "x.resize((2,))",
    content = { x = { 1, 2 } },
  },
  case "a view of a view stays" {
    "x = array([1, 2, 3, 4])",
    "u = x[1:]",
    "v = u[1:]",
    "del u",
    act "x.resize((2,))",
    raises = { "value", "buffer" },
  },
}

clause "array.resize.views.follow" {
  must   = "Where views follow a resized array, writes go on to show in both directions.",
  why    = "A view whose memory has moved away would read, and write, what belongs to somebody else.",
  source = "PyTorch documentation, torch.Tensor.resize_: the underlying storage is resized",
  where  = { resize_with_views = "views follow" },

  case "through the view" {
    "x = array([1, 2, 3, 4])",
    "v = x[1:3]",
    act "x.resize((1000,))",
    "v[0] = 9",
    "x = x[:4]",
    content   = { x = { 1, 9, 3, 4 }, v = { 9, 3 } },
    unchanged = true,
  },
}
