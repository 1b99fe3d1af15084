-- What an implementation says of two arrays.

chapter "views"

clause "memory.shares" {
  must   = "shares_memory(x, y) is true exactly if some byte belongs to an element of both.",
  why    = "A test by bounds calls interleaved columns shared; one by owner calls all views of an array shared.",
  source = "NumPy reference, numpy.shares_memory: determine if two arrays share memory; the exact problem is solved",
  where  = { basic_slice = "view" },

  each({
    { "the array itself", "x, x", true },
    { "neighbouring halves", "x[:4], x[4:]", false },
    { "halves with one element in common", "x[:5], x[4:]", true },
    { "even and odd elements", "x[::2], x[1::2]", false },
    { "steps of two and three that meet", "x[::2], x[1::3]", true },
    { "steps of two and six that do not", "x[1::2], x[::6]", false },
    { "steps of four and five that meet once", "x[::4], x[3::5]", true },
    { "steps that would meet behind the end", "x[::5], x[3::4]", false },
    { "columns", "x.reshape((3, 4))[:, :2], x.reshape((3, 4))[:, 2:]", false },
    { "a column and a row", "x.reshape((3, 4))[:, 1], x.reshape((3, 4))[2]", true, { reshape = "view if possible" } },
    { "a block and the gaps between its rows", "x.reshape((3, 4))[:2, :2], x[2:4]", false },
    { "an array and its transpose", "x.reshape((3, 4)), x.reshape((3, 4)).T", true,
      { reshape = "view if possible", transpose = "view" } },
    { "an empty slice inside", "x, x[3:3]", false },
    { "equal arrays", "x, y", false },
  }, function (family)
    return case(family[1]) {
      "x = arange(12)",
      "y = arange(12)",
      format("s = shares_memory(%s)", family[2]),
      content = { s = family[3] },
      where   = family[4],
    }
  end),
  case "backwards" {
    "x = arange(12)",
    "s = [shares_memory(x[::-2], x[::2]), shares_memory(x[::-2], x[1::2])]",
    content = { s = { false, true } },
    where   = { slice_step = "any sign" },
  },
  case "a spread element" {
    "x = arange(3)",
    "b = broadcast_to(x[:1], (4,))",
    "s = [shares_memory(b, x), shares_memory(b, x[1:])]",
    content = { s = { true, false } },
    where   = { broadcast_to = "read-only view" },
  },
}

clause "memory.may_share" {
  must   = "may_share_memory(x, y) is true wherever the two share a byte.",
  why    = "It may say true of arrays that share nothing: a bounds check is enough, and a caller who copies then is safe.",
  source = "NumPy reference, numpy.may_share_memory: True does not necessarily mean that the two arrays share any element",
  where  = { basic_slice = "view" },

  each({
    { "the array itself", "x, x" },
    { "one element in common", "x[:5], x[4:]" },
    { "steps that meet", "x[::2], x[1::3]" },
    { "a transpose", "x.reshape((3, 4)), x.reshape((3, 4)).T", { reshape = "view if possible", transpose = "view" } },
    { "a single element", "x[11:], x" },
  }, function (family)
    return case(family[1]) {
      "x = arange(12)",
      format("s = may_share_memory(%s)", family[2]),
      content = { s = true },
      where   = family[3],
    }
  end),
}
