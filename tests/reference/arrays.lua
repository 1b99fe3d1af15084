-- What NumPy 2 answers of arrays where the spec has nothing to say, since it is about neither identity nor aliasing.
-- The reference answers likewise; `ibid run --impl numpy tests/reference/arrays.lua` tells whether NumPy still does.

chapter "numpy_arrays" {
  number = 1,
  title  = "Arrays as NumPy has them",
  about  = "Shapes, strides, addresses and errors.",
}

local SOURCE = "NumPy 2.4, as it answers"

-- A case for each row; its number tells apart what would have the same id.
local function cases(rows, make)
  local made = {}
  for number, row in ipairs(rows) do
    made[number] = make(format("%d, %s", number, row[1]), row[1], row[2])
  end
  return made
end

-- Of y, which an expression gives.
local function gives(rows)
  return cases(rows, function (title, expression, result)
    return case(title) { "y = " .. expression, content = { y = result } }
  end)
end

local function fails(rows)
  return cases(rows, function (title, statement, kind)
    return case(title) { statement, raises = kind }
  end)
end

clause "numpy.twofold.mask" {
  must   = "A mask in the memory of an output with twofold elements is the one that was there before.",
  source = SOURCE,
  case "the output is its own mask" {
    "m = array([True, False, True, True])",
    "v = as_strided(m, (3, 2), (1, 1))",
    "o = array([[False, False], [True, False], [True, False]])",
    "maximum(o, o, out=v, where=v)",
    content = { m = { false, false, true, false }, v = { { false, false }, { false, true }, { true, false } } },
  },
}

clause "numpy.sum.axes" {
  must   = "Sums go along an axis or a tuple of different ones; truth values and lists are none.",
  source = SOURCE,
  gives {
    { "sum(arange(6).reshape((2, 3)), axis=array(0))",  { 3, 5, 7 } },
    { "sum(arange(6).reshape((2, 3)), axis=(0, -1))",   15 },
    { "sum(arange(3), axis=())",                        { 0, 1, 2 } },
    { "sum(3, axis=0)",                                 3 },
    { "sum(array(3), axis=-1)",                         3 },
  },
  fails {
    { "y = sum(arange(3), axis=True)",                  "type" },
    { "y = sum(arange(3), axis=(0, False))",            "type" },
    { "y = sum(arange(3), axis=1.0)",                   "type" },
    { "y = sum(arange(3), axis=array([0]))",            "type" },
    { "y = sum(zeros((2, 2)), axis=[0, 1])",            "type" },
    { "y = sum(zeros((2, 2)), axis=(0, -2))",           "value" },
    { "y = sum(zeros((2, 2)), axis=(0, 2))",            "index" },
    { "y = sum(3, axis=1)",                             "index" },
    { "y = sum(array(3), axis=(0,))",                   "index" },
  },
}

-- As many axes as the reference has, of which no two are one in both of x and x.T.
local function times(count, text)
  local made = text
  for _ = 2, count do made = made .. ", " .. text end
  return made
end
local ONES = times(8, "1")
local LONGEST = "x = arange(65536).reshape((" .. ONES .. ", " .. times(16, "2") .. ", " .. ONES .. "))"

clause "numpy.axes.most" {
  must   = "Arrays of 32 axes are computed with, assigned, indexed and summed as those of few.",
  source = SOURCE,
  case "their number"    { LONGEST, "y = x.ndim", content = { y = 32 } },
  case "in two orders"   { LONGEST, "y = (x + x.T).ravel()[32767]", content = { y = 98301 } },
  case "sums of some"    { LONGEST, "y = sum(x, axis=(9, -9, 0, 31)).ravel()[:2]", content = { y = { 32770, 32778 } } },
  case "all summed"      { LONGEST, "y = sum(x + x.T)", content = { y = 4294901760 } },
  case "running results" { LONGEST, "y = add.accumulate(x.T).ravel()[1]", content = { y = 32768 } },
  case "to their own transpose" {
    LONGEST,
    "x.T[...] = x",
    "y = x.ravel()[1:4]",
    content = { y = { 32768, 16384, 49152 } },
  },
  case "an index for each" {
    LONGEST,
    "y = x[" .. times(8, "0") .. ", " .. times(16, "1") .. ", " .. times(8, "-1") .. "]",
    content = { y = 65535 },
  },
  case "lists among slices" {
    LONGEST,
    "y = x[[0, 0], " .. times(7, "0") .. ", [1, 0], ...].ravel()[::16384]",
    content = { y = { 32768, 49152, 0, 16384 } },
  },
  case "new ones" {
    "y = zeros(3)[" .. times(31, "None") .. "].ndim",
    content = { y = 32 },
  },
}

clause "numpy.types" {
  must   = "What has no such dtype, or no loop for it, is an error of types.",
  source = SOURCE,
  fails {
    { 'y = zeros(3).astype("int65")',                "type" },
    { 'y = zeros(3, dtype="uint1")',                 "type" },
    { 'y = arange(3, dtype="float17")',              "type" },
    { 'y = array([1], dtype="complex32")',           "type" },
    { 'y = zeros(3).view("int064")',                 "type" },
    { "y = less.accumulate(arange(3))",              "type" },
    { "y = equal.accumulate(zeros(0))",              "type" },
    { "y = less.accumulate(arange(3), out=zeros(3))", "type" },
  },
}

clause "numpy.index.axes" {
  must   = "The axes of lists stand where the lists do, if these stand together, and else in front.",
  source = SOURCE,
  gives {
    { "zeros((2, 3, 4, 5))[0, :, [0, 1]].shape",                 { 2, 3, 5 } },
    { "zeros((2, 3, 4, 5))[:, 0, [0, 1]].shape",                 { 2, 2, 5 } },
    { "zeros((2, 3, 4, 5))[:, [0, 1], :, [0, 1]].shape",         { 2, 2, 4 } },
    { "zeros((2, 3, 4, 5))[:, [0, 1], None, [0, 1]].shape",      { 2, 2, 1, 5 } },
    { "zeros((2, 3, 4, 5))[None, [0, 1], [0, 1]].shape",         { 1, 2, 4, 5 } },
    { "zeros((2, 3, 4))[:, [0, 1, 0], ..., [0, 1, 0]].shape",    { 3, 2 } },
    { "zeros((2, 3, 4))[:, ..., [0, 1, 0], [0, 1, 0]].shape",    { 2, 3 } },
    { "zeros((2, 3, 4))[:, [[0, 1, 2], [2, 1, 0]], 1].shape",    { 2, 2, 3 } },
    { "zeros((2, 3, 4))[[True, False], [0, 1, 2]].shape",        { 3, 4 } },
    { "zeros((2, 3, 4, 5))[True, [0, 1], [0, 1]].shape",         { 2, 4, 5 } },
    { "zeros((2, 3, 4, 5))[..., True, [0, 1]].shape",            { 2, 3, 4, 2 } },
    { "zeros((2, 3, 4, 5))[:, True, ...].shape",                 { 2, 1, 3, 4, 5 } },
    { "arange(3)[False].shape",                                  { 0, 3 } },
    { "zeros((3, 4))[[7], []].shape",                            { 0 } },
    { "zeros((0, 2))[[]].shape",                                 { 0, 2 } },
    { "arange(12).reshape((3, 4))[[True, False, True], [0, 1]]", { 0, 9 } },
    { "arange(6).reshape((2, 3))[array([[True, False, True], [False, True, False]])]", { 0, 2, 4 } },
  },
}

clause "numpy.index.one" {
  must   = "An integer that is an array selects as a list does; all of them together select an element.",
  source = SOURCE,
  gives {
    { "zeros((2, 3))[:, array(1)].base is None",   true },
    { "zeros((2, 3))[array(1), array(1)]",         0.0 },
    { "zeros((2, 3))[..., array(1), 1].shape",     {} },
    { "zeros((2, 3))[0, 0, ...].shape",            {} },
  },
}

clause "numpy.index.errors" {
  must   = "An index that cannot be is an error of the kind index, whatever is wrong with it.",
  source = SOURCE,
  fails {
    { "y = arange(3)[array([True, False])]",      "index" },
    { "y = arange(3)[1.0]",                       "index" },
    { "y = arange(3)[array(1.0)]",                "index" },
    { 'y = arange(3)["a"]',                       "index" },
    { 'y = arange(3)[["a"]]',                     "index" },
    { "y = zeros((3, 4))[0, 0, 0]",               "index" },
    { "y = zeros((3, 4))[..., ...]",              "index" },
    { "y = zeros((3, 4))[[0, 1], [0, 1, 2]]",     "index" },
    { "y = zeros((3, 0))[:, [7]]",                "index" },
    { "y = array(5)[0]",                          "index" },
    { "y = arange(3)[[[0, 1], [2]]]",             "shape" },
  },
}

clause "numpy.assign.errors" {
  must   = "What cannot be assigned is refused for what is wrong with it first.",
  source = SOURCE,
  cases({
    { "x[0] = 300",                              "overflow" },
    { "x[...] = -300",                           "overflow" },
    { 'x[0] = float("nan")',                     "value" },
    { "x[0] = 1j",                               "type" },
    { "x[0] = [1]",                              "type" },
    { "x[0] = array([1])",                       "value" },
    { "x[:] = [1, 2]",                           "shape" },
    { "x[:] = [[1, 2, 3]]",                      "value" },
    { "x[[0, 1]] = ones(3)",                     "shape" },
    { "x[array([True, False, True])] = ones(3)", "value" },
    { "x[array([True, False, True])] = ones((1, 2))", "type" },
    { "x[[0, 5]] = ones(3)",                     "shape" },
    { "x[[0, 5]] = None",                        "type" },
  }, function (title, statement, kind)
    return case(title) { 'x = zeros(3, dtype="int8")', statement, raises = kind }
  end),
  cases({
    { "x[[0, 1]] = array([300, 301])",    { 44, 45, 0 } },
    { "x[[0, 1]] = array([300])[0]",      { 44, 44, 0 } },
    { "x[[0, 1]] = ones((1, 2))",         { 1, 1, 0 } },
    { "x[0] = array(300)",                { 44, 0, 0 } },
    { "x[:] = 1.5",                       { 1, 1, 1 } },
    { "x[0] = array([1+2j])[0]",          { 1, 0, 0 } },
  }, function (title, statement, result)
    return case(title) { 'x = zeros(3, dtype="int8")', statement, content = { x = result } }
  end),
}

clause "numpy.layout" {
  must   = "A copy stands as the array does that it is made from, unless an order is asked for.",
  source = SOURCE,
  gives {
    { 'zeros((2, 3)).T.astype("int8").strides',                    { 1, 3 } },
    { "array(zeros((2, 3)).T).strides",                            { 8, 24 } },
    { "zeros((2, 3)).T.copy().strides",                            { 16, 8 } },
    { 'array(zeros((2, 3)), order="F").strides',                   { 8, 16 } },
    { 'array(zeros((2, 3)).T, order="C").strides',                 { 16, 8 } },
    { "zeros_like(zeros((4, 3))[:, ::2]).strides",                 { 16, 8 } },
    { "zeros_like(broadcast_to(zeros(3), (2, 3))).strides",        { 8, 16 } },
    { 'zeros_like(permute_dims(arange(24).reshape((2, 3, 4)), (2, 0, 1)), dtype="int8").strides', { 1, 12, 4 } },
    { "flip(zeros((2, 3)), (0, 1)).strides",                       { -24, -8 } },
    { "zeros((0, 3)).strides",                                     { 0, 0 } },
    { "arange(3)[None].strides",                                   { 0, 8 } },
    { "diagonal(zeros((2, 3, 4))).strides",                        { 8, 128 } },
  },
  each({ { 64, 4 }, { 8, 1 }, { 4096, 8 }, { 3, 0 } }, function (row)
    local align, offset = row[1], row[2]
    return case(format("%d bytes past a multiple of %d", offset, align)) {
      format('y = address(place([1, 2, 3], "int16", %d, %d)) %% %d', align, offset, align),
      content = { y = offset },
    }
  end),
}

clause "numpy.resize" {
  must   = "An array is resized where nobody else looks at its memory, and elements that stand by columns go on to do so.",
  source = SOURCE,
  case "a second name" { "x = arange(4)", "y = x", "x.resize((6,))", raises = "value" },
  case "a watch" { "x = arange(4)", "w = watch(x)", "x.resize((6,))", raises = "value" },
  case "as many elements, whoever looks" {
    "x = arange(4)",
    "v = x[:]",
    "x.resize((2, 2))",
    content = { x = { { 0, 1 }, { 2, 3 } } },
  },
  case "by columns" {
    'x = array([[0, 1], [2, 3]], order="F")',
    "x.resize((3, 2))",
    act "y = x.strides",
    content = { y = { 8, 24 } },
  },
  case "steps" { "x = arange(8)[::2]", "x.resize((2, 2))", raises = "value" },
}

clause "numpy.derived" {
  must   = "Functions of shapes answer as NumPy's do.",
  source = SOURCE,
  gives {
    { "flip(array(5))",                            5 },
    { "squeeze(array(5), 0).shape",                {} },
    { "expand_dims(zeros(3), (0, 2)).shape",       { 1, 3, 1 } },
    { "diagonal(zeros((2, 3, 4))).shape",          { 4, 2 } },
    { "arange(6).reshape((-1, 2)).shape",          { 3, 2 } },
    { "zeros((2, 0)).tolist()",                    { {}, {} } },
    { 'zeros((4, 1), dtype="int32")[::2].view("int16").shape', { 2, 2 } },
    { "arange(1, 2, 0.3)",                         { 1.0, 1.3, 1.6, 1.9000000000000001 } },
    { 'arange(0.5, 10, 2.5, dtype="int64")',       { 0, 3, 6, 9 } },
    { 'arange(126, dtype="int8")[-1]',             125 },
    { 'arange(0, 3000, 5, dtype="int64")[599]',    2995 },
    { 'arange(1000, dtype="complex64")[999].real', 999.0 },
    { "as_strided(zeros(4), (3, 0), (576460752303423488, 1))[[2, 1]]", { {}, {} } },
    { "as_strided(zeros(4), (3, 0), (576460752303423488, 1))[2]", {} },
    { "may_share_memory(zeros(4)[::2], zeros(4))", false },
  },
  case "every second and the others, by their ends" {
    "x = zeros(4)",
    "y = may_share_memory(x[::2], x[1::2])",
    content = { y = true },
  },
  fails {
    { "y = arange(6).reshape((4,))",             "shape" },
    { "y = arange(6).reshape((-1, -1))",         "value" },
    { "y = zeros((2, -1))",                      "shape" },
    { "y = zeros(2.0)",                          "type" },
    { "y = zeros((1099511627776, 1099511627776))", "value" },
    { "y = array([[1], [2, 3]])",                "shape" },
    { "y = array([1, 2], copy=False)",           "value" },
    { "y = broadcast_to(zeros((2, 3)), (4, 3))", "shape" },
    { "y = squeeze(zeros((1, 3)), 1)",           "value" },
    { "y = flip(zeros((2, 3)), 2)",              "index" },
    { "y = permute_dims(zeros((2, 3)), (0,))",   "shape" },
    { "y = permute_dims(zeros((2, 3)), (0, 0))", "value" },
    { "y = diagonal(zeros(3))",                  "value" },
    { 'y = zeros(3, dtype="int32").view("int64")', "value" },
    { "y = arange(1, 2, 0)",                     "zero" },
    { "y = zeros(3).item()",                     "value" },
  },
}

clause "numpy.updates_at" {
  must   = "add.at adds the values in the order of what is selected, each to what the one before has left.",
  source = SOURCE,

  case "values by columns, for places in rows" {
    "x = zeros(6)",
    "y = array([[0.0, 3.0], [1.0, 4.0], [2.0, 5.0]]).T",
    "add.at(x, array([[0, 1, 2], [3, 4, 5]]), y)",
    content = { x = { 0.0, 1.0, 2.0, 3.0, 4.0, 5.0 } },
  },
  case "elements that share bytes" {
    'x = zeros(4, dtype="int32")',
    'y = as_strided(x, (3, 2), (1, 1)).view("int64")',
    "add.at(y, ([0, 1, 2], 0), -1)",
    content = { x = { -1, -2, -1, -1 }, y = { { -4294967297 }, { -2 }, { -1 } } },
  },
  case "more than are updated at once, and repeated ones" {
    "x = zeros(1000)",
    "i = arange(3000) % 1000",
    "add.at(x, i, arange(3000))",
    "y = x[[0, 1, 999]]",
    content = { y = { 3000.0, 3003.0, 5997.0 } },
  },
  case "an array by itself, and what it selects from itself" {
    "x = array([1, 2, 0])",
    "y = x[x]",
    "add.at(x, x, x)",
    content = { y = { 2, 0, 1 }, x = { 1, 3, 2 } },
  },
}
