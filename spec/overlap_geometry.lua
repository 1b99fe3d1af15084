-- Overlap in every direction and step, in every size and dtype whose kernel may differ.

chapter "overlap"

-- [1, 2, … count]
local function numbers(count)
  local list = {}
  for i = 1, count do
    list[i] = i
  end
  return list
end

-- 1 … 6 after each element of `targets` has become `result` of itself and its partner in `sources`, all read before.
local function as_if_copied(targets, sources, result)
  local before, after = numbers(6), numbers(6)
  for i, target in ipairs(targets) do
    after[target] = result(before[target], before[sources[i]])
  end
  return after
end

-- What is written, and what is read: each as a slice and as the elements that it stands for.
local same_direction = {
  { "apart from the first", "x[::2]", { 1, 3, 5 }, "x[:3]", { 1, 2, 3 } },
  { "together at the front", "x[:3]", { 1, 2, 3 }, "x[::2]", { 1, 3, 5 } },
  { "apart from the last", "x[1::2]", { 2, 4, 6 }, "x[3:]", { 4, 5, 6 } },
  { "together at the end", "x[3:]", { 4, 5, 6 }, "x[1::2]", { 2, 4, 6 } },
}
local any_direction = {
  { "the other way round", "x[::-1]", { 6, 5, 4, 3, 2, 1 }, "x", { 1, 2, 3, 4, 5, 6 } },
  { "backwards from the front", "x[3:0:-1]", { 4, 3, 2 }, "x[:3]", { 1, 2, 3 } },
  { "backwards to the front", "x[:3]", { 1, 2, 3 }, "x[3:0:-1]", { 4, 3, 2 } },
  { "both backwards, to the left", "x[4::-1]", { 5, 4, 3, 2, 1 }, "x[:0:-1]", { 6, 5, 4, 3, 2 } },
  { "both backwards, to the right", "x[:0:-1]", { 6, 5, 4, 3, 2 }, "x[4::-1]", { 5, 4, 3, 2, 1 } },
  { "both backwards and apart", "x[::-2]", { 6, 4, 2 }, "x[:2:-1]", { 6, 5, 4 } },
}

-- A case for each of these, by what stands between the two.
local function geometry(families, operator, result, where)
  return each(families, function (family)
    local title, target, targets, source, sources = family[1], family[2], family[3], family[4], family[5]
    return case(title) {
      "x = array([1, 2, 3, 4, 5, 6])",
      format("%s %s %s", target, operator, source),
      content = { x = as_if_copied(targets, sources, result) },
      where   = where,
    }
  end)
end

local function sum(target, source)
  return target + source
end

local function source_alone(target, source)
  return source
end

choice "overlap_of_steps" {
  asks     = "What does an update do whose operands overlap in different steps, as in x[::2] += x[:3]?",
  source   = {
    "NumPy reference, Universal functions (ufunc): operations with overlapping operands",
    "PyTorch, ATen/MemoryOverlap.h: get_overlap_status is TooHard unless both are dense, and asserts let that pass",
  },
  requires = { array_iadd = "in place", basic_slice = "view" },
  probes   = { probe { "x = array([1, 2, 3, 4, 5, 6])", "x[::2] += x[:3]" } },
  answers  = {
    ["as if copied"] = {
      means   = "Each sum is made of the elements as they were.",
      content = { x = { 2, 2, 5, 4, 8, 6 } },
    },
    ["one after the other"] = {
      means   = "A sum is made of elements that the same update has written.",
      content = { x = { 2, 2, 5, 4, 10, 6 } },
    },
    ["raises"] = { means = "The overlap is noticed and refused; nothing is written.", raises = "overlap" },
    ["unspecified"] = { means = "Programs must not rely on any result.", declared = true },
  },
  otherwise = "as if copied",
}

clause "array.overlap.geometry" {
  must   = "An update whose operands overlap has the result of copied operands whatever the directions and the steps of the two.",
  why    = "Whether the next element to be read was written already depends on both: to walk in one order is never enough.",
  source = {
    "NumPy reference, Universal functions (ufunc): operations with overlapping operands are defined to be the same as without overlap",
    "NumPy 1.13.0 release notes, Ufunc behavior for overlapping inputs",
  },
  where  = { overlap_of_steps = "as if copied", overlap = "as if copied" },

  geometry(same_direction, "+=", sum),
  geometry(any_direction, "+=", sum, { slice_step = "any sign" }),
}

clause "array.overlap.assignment" {
  should = "An assignment whose source overlaps its target writes the elements that the source had before, in every direction and step.",
  why    = "x[::2] = x[:3] writes wrong numbers in NumPy 2.4 and in PyTorch 2.15, without an error.",
  source = {
    "NumPy issues 6272 and 10353: assignments whose source and target overlap, reported and mended as bugs",
    "NumPy, numpy/_core/tests/test_mem_overlap.py, test_overlapping_assignments: every result is that of the copied source",
  },
  where  = { array_setitem = "writes", basic_slice = "view", overlap = "as if copied", overlap_of_steps = "as if copied" },

  geometry(same_direction, "=", source_alone),
  geometry(any_direction, "=", source_alone, { slice_step = "any sign" }),
}

clause "array.overlap.assignment.layouts" {
  should = "An assignment whose source overlaps its target along several axes, overtakes it, or has elements of another dtype, writes the elements that the source had before.",
  why    = "No order of rows and columns, and no exchange of pairs, is right for all of these.",
  source = {
    "NumPy, numpy/_core/src/multiarray/array_assign_array.c, PyArray_AssignArray: a temporary copy of src if src and dst overlap",
    "NumPy, numpy/_core/tests/test_mem_overlap.py, test_overlapping_assignments: every result is that of the copied source",
  },
  where  = { overlap = "as if copied", array_setitem = "writes", basic_slice = "view" },

  case "apart by three, overtaking" {
    "x = array([1, 2, 3, 4, 5, 6, 7])",
    "x[::3] = x[1:4]",
    content = { x = { 2, 2, 3, 3, 5, 6, 4 } },
    where   = { overlap_of_steps = "as if copied" },
  },
  case "backwards, overtaking" {
    "x = array([1, 2, 3, 4, 5, 6, 7])",
    "x[6::-3] = x[3:0:-1]",
    content = { x = { 2, 2, 3, 3, 5, 6, 4 } },
    where   = { slice_step = "any sign", overlap_of_steps = "as if copied" },
  },
  case "rows to the next" {
    "x = array([[1, 2], [3, 4], [5, 6]])",
    "x[1:] = x[:-1]",
    content = { x = { { 1, 2 }, { 1, 2 }, { 3, 4 } } },
  },
  case "columns to the one before" {
    "x = array([[1, 2, 3], [4, 5, 6]])",
    "x[:, :-1] = x[:, 1:]",
    content = { x = { { 2, 3, 3 }, { 5, 6, 6 } } },
  },
  case "a block down and to the left" {
    "x = array([[1, 2, 3], [4, 5, 6], [7, 8, 9]])",
    "x[1:, :-1] = x[:-1, 1:]", -- the rows want one order, the columns the other
    content = { x = { { 1, 2, 3 }, { 2, 3, 6 }, { 5, 6, 9 } } },
  },
  case "a transpose" {
    "x = array([[1, 2], [3, 4]])",
    "x[...] = x.T",
    content = { x = { { 1, 3 }, { 2, 4 } } },
    where   = { transpose = "view" },
  },
  case "axes in a circle" {
    "x = arange(8).reshape((2, 2, 2))",
    "x[...] = permute_dims(x, (1, 2, 0))", -- exchanging pairs, as for a transpose, is not enough
    content = { x = { { { 0, 4 }, { 1, 5 } }, { { 2, 6 }, { 3, 7 } } } },
    where   = { transpose = "view" },
  },
  case "a matrix upside down" {
    "x = array([[1, 2], [3, 4], [5, 6]])",
    "x[::-1] = x",
    content = { x = { { 5, 6 }, { 3, 4 }, { 1, 2 } } },
    where   = { slice_step = "any sign" },
  },
  case "one row everywhere" {
    "x = array([[1, 2], [3, 4], [5, 6]])",
    "x[:, ::-1] = x[1]", -- the row itself is reversed, midway
    content = { x = { { 4, 3 }, { 4, 3 }, { 4, 3 } } },
    where   = { slice_step = "any sign" },
  },
  case "an assignment across a buffer's border" {
    "x = arange(20000)",
    "y = arange(19999)",
    act "x[1:] = x[:-1]",
    "wrong = int(sum(x[1:] != y))",
    "del x, y",
    content = { wrong = 0 },
  },
  -- Both halves of each integer are equal, so that the order of bytes does not matter.
  case "halves of words assigned to their words" {
    'x = array([65537, 131074, 196611, 262148], dtype="int32")',
    'h = x.view("int16")',
    act "x[...] = h[:4]",
    "del h",
    content = { x = { 1, 1, 2, 2 } },
    where   = { dtype_view = "view", dtype_view_axis = "the last one is stretched" },
  },
  case "words assigned to their halves" {
    'x = array([65537, 131074, 196611, 262148], dtype="int32")',
    'h = x.view("int16")',
    act "h[4:] = x",
    "del x",
    content = { h = { 1, 1, 2, 2, 1, 2, 3, 4 } },
    where   = { dtype_view = "view", dtype_view_axis = "the last one is stretched" },
  },
  case "floats assigned to their own bits" {
    'x = array([1, 2, 3, 4], dtype="float32")',
    'i = x.view("int32")',
    act "i[1:] = x[:-1]",
    "del x",
    content = { i = { 1065353216, 1, 2, 3 } },
    where   = { dtype_view = "view" },
  },
}

clause "array.overlap.kernels" {
  must   = "That operands overlap shows in no dtype and in no size.",
  why    = "Each dtype has a kernel of its own, and each kernel works in blocks: of the processor, of the cache, of the library.",
  source = {
    "NumPy reference, Universal functions (ufunc): operations with overlapping operands are defined to be the same as without overlap",
    "NumPy issue 6119: x += x.T was wrong for more than 90 elements only; issue 15597: a loop with AVX-512 was wrong",
  },
  where  = { overlap = "as if copied" },

  -- More than two blocks of 16, and a rest.
  each({ "int8", "int16", "int32", "uint8", "float32", "complex64" }, function (dtype)
    local sums = {}
    for i = 1, 40 do
      sums[i] = i == 1 and 0 or 2 * i - 3
    end
    return case("each element to its right neighbour in " .. dtype) {
      format('x = arange(40).astype("%s")', dtype),
      "x[1:] += x[:-1]",
      content = { x = sums },
    }
  end),
  case "a large matrix and its transpose" {
    'x = arange(10000, dtype="float32").reshape((100, 100))',
    "e = x.copy() + x.copy().T",
    act "x += x.T",
    "d = x - e",
    "wrong = float(sum(d * d))",
    "del x",
    "del d",
    content = { wrong = 0 },
  },
  case "a large matrix and its first row" {
    "x = ones((100, 100))",
    act "x += x[:1, :]",
    "total = float(sum(x))",
    "del x",
    content = { total = 20000 },
  },
  case "a large matrix and its first column" {
    "x = ones((100, 100))",
    act "x += x[:, :1]",
    "total = float(sum(x))",
    "del x",
    content = { total = 20000 },
    where   = { overlap_of_steps = "as if copied" },
  },
}
