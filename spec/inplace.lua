-- x += y, add(x, y, out=x) and x[...] = x + y side by side: object, elements, dtype and shape.

chapter "updates"

-- That an update by an operator leaves the object what it is.
local function update_in_place(operator)
  return operator == "**" and { array_iadd = "in place", array_ipow = "in place" } or { array_iadd = "in place" }
end

-- The ways to update, by the operator that stands in them.
local function ways(operator, name)
  return {
    { "an update",                 format("x %s= y", operator),        update_in_place(operator) },
    { "an output",                 format("%s(x, y, out=x)", name),    {} },
    { "an assignment to elements", format("x[...] = x %s y", operator), {} },
  }
end

clause "array.update.ways" {
  must   = "On an array that can be written, x += y, add(x, y, out=x) and x[...] = x + y give x the same content, and leave it the object, the elements and the dtype that it had.",
  why    = "They differ in what they allocate and in which dtypes they accept, and in nothing else.",
  source = {
    "Python reference 7.2.1, Augmented assignment statements",
    "NumPy reference, Universal functions (ufunc), out: a location into which the result is stored",
    "Python array API standard 2024.12, In-place Operators: x1 += x2 should behave as x1[...] = x1 + x2",
  },
  where  = { array_setitem = "writes", assignment = "one object" },

  each({
    { "+",  "add",          { 12, 23, 34 } },
    { "-",  "subtract",     { 8, 17, 26 } },
    { "*",  "multiply",     { 20, 60, 120 } },
    { "/",  "divide",       { 5, 20 / 3, 7.5 }, "float64" },
    { "//", "floor_divide", { 5, 6, 7 } },
    { "%",  "remainder",    { 0, 2, 2 } },
    { "**", "power",        { 100, 8000, 810000 } },
  }, function (operation)
    local operator, name, result, dtype = operation[1], operation[2], operation[3], operation[4] or "int32"
    local every = ways(operator, name)
    -- The other two ways go alike for all operators.
    return each(operator == "+" and every or { every[1] }, function (way)
      return case(format("%s by %s", name, way[1])) {
        format('x = array([10, 20, 30], dtype="%s")', dtype),
        format('y = array([2, 3, 4], dtype="%s")', dtype),
        "a = x",
        way[2],
        identity = { "x is a", "x kept" },
        content  = { x = result, a = result },
        dtype    = { x = dtype },
        where    = way[3],
      }
    end)
  end),
  each(ways("+", "add"), function (way)
    local title, statement, where = way[1], way[2], way[3]
    return {
      case("a matrix and a row, by " .. title) {
        "x = array([[1, 2], [3, 4]])",
        "y = array([10, 20])",
        "a = x",
        statement,
        identity = { "x is a" },
        content  = { x = { { 11, 22 }, { 13, 24 } }, a = { { 11, 22 }, { 13, 24 } } },
        where    = { broadcasting = "broadcasts", array_iadd = where.array_iadd },
      },
      case("a 0-d array, by " .. title) {
        "x = array(5)",
        "y = array(2)",
        "a = x",
        statement,
        identity = { "x is a" },
        content  = { x = 7, a = 7 },
        where    = where,
      },
      case("a number, by " .. title) {
        "x = array([1, 2, 3])",
        "y = 10",
        "a = x",
        statement,
        identity = { "x is a" },
        content  = { x = { 11, 12, 13 }, a = { 11, 12, 13 } },
        where    = { number_with_array = "takes it", array_iadd = where.array_iadd },
      },
      case("the array itself, by " .. title) {
        "x = array([1, 2, 3])",
        "y = x",
        statement,
        identity = { "x is y" },
        content  = { x = { 2, 4, 6 }, y = { 2, 4, 6 } },
        where    = where,
      },
    }
  end),
  each(ways("+", "add"), function (way)
    return case("a view, by " .. way[1]) {
      "z = array([1, 2, 3, 4])",
      "x = z[1:3]",
      "y = array([10, 20])",
      way[2],
      view    = { x = "z[1:3]" },
      content = { z = { 1, 12, 23, 4 }, x = { 12, 23 } },
      where   = { basic_slice = "view", array_iadd = "in place" },
    }
  end),
  case "a sum alone gives another object" {
    "x = array([10, 20, 30])",
    "y = array([2, 3, 4])",
    "a = x",
    "x = x + y",
    identity = { "x is not a" },
    content  = { x = { 12, 23, 34 }, a = { 10, 20, 30 } },
  },
}

clause "array.update.sizes" {
  must   = "An update in place reaches every element and leaves the object what it is, however many elements there are.",
  why    = "Loops work in steps of a vector, through buffers of some thousand elements, and without a temporary where arrays are large.",
  source = {
    "NumPy reference, Universal functions (ufunc), Internal Buffers: by default 8192 elements",
    "Python array API standard 2024.12, In-place Operators",
  },
  where  = { array_setitem = "writes", assignment = "one object" },

  -- The arrays go, so that nothing has to be said of each element.
  each({ 17, 8193, 40000 }, function (size)
    local every = ways("+", "add")
    return each(size < 40000 and every or { every[1] }, function (way)
      return case(format("%d elements, by %s", size, way[1])) {
        format('x = ones(%d, dtype="float64")', size),
        format('y = full(%d, 2.0, dtype="float64")', size),
        "a = x",
        act(way[2]),
        "same = x is a",
        "t = float(sum(a))",
        "del x, a, y",
        content = { same = true, t = 3 * size },
        where   = way[3],
      }
    end)
  end),
  case "8193 elements of another dtype" {
    'x = ones(8193, dtype="float32")',
    'y = full(8193, 2.0, dtype="float64")',
    "a = x",
    act "x += y",
    "same = x is a",
    "t = float(sum(a))",
    "del x, a, y",
    content = { same = true, t = 24579 },
    where   = { array_iadd = "in place", iadd_wider = "dtype stays" },
  },
}

clause "array.update.itself" {
  must   = "An array that is its own operand is read before it is written: x -= x is all zeros, and x[...] = x changes nothing.",
  why    = "An update that read what it has just written would need a copy written out by hand.",
  source = "NumPy reference, Universal functions (ufunc): operands with memory overlap give the result as if there was none",
  where  = { array_iadd = "in place" },

  each({
    { "minus",       "x -= x",  { 0, 0, 0 } },
    { "times",       "x *= x",  { 4, 9, 16 } },
    { "divided by",  "x //= x", { 1, 1, 1 } },
  }, function (family)
    local title, statement, result = family[1], family[2], family[3]
    return case(title .. " itself") {
      "x = array([2, 3, 4])",
      "a = x",
      statement,
      identity = { "x is a" },
      content  = { x = result, a = result },
    }
  end),
  each({ { "all", "x[...] = x" }, { "a slice of it", "x[:] = x[:]" } }, function (family)
    return case("assigned to its own elements, " .. family[1]) {
      "x = array([2, 3, 4])",
      "a = x",
      family[2],
      identity  = { "x is a" },
      content   = { x = { 2, 3, 4 } },
      unchanged = true,
      where     = { array_setitem = "writes" },
    }
  end),
}

clause "array.update.shape" {
  must   = "An update in place never changes the shape of x: y is broadcast to it, and where x would have to be broadcast it is an error and nothing is written; x = x + y makes a larger array.",
  why    = "A shape that grew in passing would show far from where it happened.",
  source = {
    "Python array API standard 2024.12, In-place Operators: must not change the shape as a result of broadcasting",
    "NumPy user guide, Broadcasting: the output is not broadcast",
  },
  where  = { assignment = "one object" },

  each({
    { "another axis",            "array([1, 2])",       "array([[1, 2], [3, 4]])" },
    { "one element",             "array([1])",          "array([1, 2])" },
    { "no axis",                 "array(1)",            "array([1, 2])" },
    { "a unit axis in front",    "array([1, 2])",       "array([[1, 2]])" },
    { "a column",                "array([[1], [2]])",   "array([1, 2])" },
    { "a row",                   "array([[1, 2]])",     "array([[1], [2]])" },
  }, function (family)
    local title, x, y = family[1], family[2], family[3]
    return each({ { "", "x += y" }, { ", with an output", "add(x, y, out=x)" } }, function (way)
      return case(title .. way[1]) {
        "x = " .. x,
        "y = " .. y,
        "a = x",
        way[2],
        raises   = { "shape", "value" },
        identity = { "x is a" },
        where    = { array_iadd = "in place" },
      }
    end)
  end),
  each({
    { "a unit axis in front of y is broadcast too", "x = array([[1, 2], [3, 4]])", "y = array([[10, 20]])", { { 11, 22 }, { 13, 24 } } },
    { "a column",    "x = array([[1, 2], [3, 4]])", "y = array([[10], [20]])", { { 11, 12 }, { 23, 24 } } },
    { "one element", "x = array([1, 2])",           "y = array([10])",         { 11, 12 } },
  }, function (family)
    local title, x, y, result = family[1], family[2], family[3], family[4]
    return case(title .. ", to the shape of x") {
      x,
      y,
      "a = x",
      "x += y",
      identity = { "x is a" },
      content  = { x = result, a = result },
      where    = { array_iadd = "in place", broadcasting = "broadcasts" },
    }
  end),
  case "a sum has the larger shape" {
    "x = array([1, 2])",
    "y = array([[10, 20], [30, 40]])",
    "a = x",
    "x = x + y",
    identity = { "x is not a" },
    content  = { x = { { 11, 22 }, { 31, 42 } }, a = { 1, 2 } },
    where    = { broadcasting = "broadcasts" },
  },
  case "an update that rebinds has the larger shape" {
    "x = array([1, 2])",
    "y = array([[10, 20], [30, 40]])",
    "a = x",
    "x += y",
    identity = { "x is not a" },
    content  = { x = { { 11, 22 }, { 31, 42 } }, a = { 1, 2 } },
    where    = { array_iadd = "rebinds", broadcasting = "broadcasts" },
  },
}

clause "array.update.dtype" {
  must   = "An update in place keeps the dtype of x, whatever the dtype of y: the sum is converted to it, or it is an error.",
  why    = "A promoted result would not fit the elements that x has.",
  source = {
    "Python array API standard 2024.12, In-place Operators: must not change the data type",
    "NEP 50, Promotion rules for Python scalars: in-place operations and out= keep the dtype of the array",
  },
  where  = { array_iadd = "in place", assignment = "one object" },

  each({
    { "int8",    "int32",   { iadd_wider = "dtype stays" } },
    { "float32", "float64", { iadd_wider = "dtype stays" } },
    { "int32",   "int8",    { mixed_sizes = "promotes" } },
    { "float64", "float32", { mixed_sizes = "promotes" } },
    { "uint8",   "int16",   { iadd_other_sign = "dtype stays" } },
    { "int16",   "uint8",   { mixed_sizes = "promotes" } },
    { "float32", "int32",   { int_with_float = "the float's" } },
    { "float32", "int64",   { int_with_float = "a float that holds both", iadd_wider = "dtype stays" } },
  }, function (family)
    local left, right, where = family[1], family[2], family[3]
    return case(format("%s takes %s", left, right)) {
      format('x = array([1, 2, 3], dtype="%s")', left),
      format('y = array([4, 5, 6], dtype="%s")', right),
      "a = x",
      "x += y",
      identity = { "x is a" },
      content  = { x = { 5, 7, 9 }, a = { 5, 7, 9 } },
      dtype    = { x = left },
      where    = where,
    }
  end),
  each({
    { "int8",    "an integer added",   "x += 1",   { 2, 3, 4 } },
    { "int8",    "times an integer",   "x *= 2",   { 2, 4, 6 } },
    { "float32", "a float added",      "x += 0.5", { 1.5, 2.5, 3.5 } },
    { "float64", "divided by an integer", "x /= 2", { 0.5, 1, 1.5 } },
  }, function (family)
    local dtype, title, statement, result = family[1], family[2], family[3], family[4]
    return case(format("%s, %s", dtype, title)) {
      format('x = array([1, 2, 3], dtype="%s")', dtype),
      "a = x",
      statement,
      identity = { "x is a" },
      content  = { x = result, a = result },
      dtype    = { x = dtype },
      where    = { number_with_array = "takes it" },
    }
  end),
  case "signed does not go into unsigned" {
    'x = array([1, 2, 3], dtype="uint8")',
    'y = array([1, 1, 1], dtype="int8")',
    "x += y",
    raises = { "casting", "type" },
    where  = { iadd_other_sign = "raises" },
  },
  case "a wider dtype does not go into a narrower one" {
    'x = array([1, 2, 3], dtype="int8")',
    'y = array([1, 1, 1], dtype="int32")',
    "x += y",
    raises = { "casting", "type" },
    where  = { iadd_wider = "raises" },
  },
  case "what += refuses, an assignment to elements may cut" {
    'x = array([1, 2, 3], dtype="int32")',
    "a = x",
    "x[...] = x + 1.5",
    identity = { "x is a" },
    content  = { x = { 2, 3, 4 }, a = { 2, 3, 4 } },
    dtype    = { x = "int32" },
    where    = { array_setitem = "writes", setitem_float = "truncates", int_iadd_float = "casting error" },
  },
}

clause "array.iadd.kinds" {
  must   = "Where a sum that does not fit the dtype of x is an error, that holds for every higher kind: integers into booleans, complex numbers into floats.",
  why    = "What is lost by a conversion to a lower kind cannot be seen in the result.",
  source = {
    "NumPy reference, numpy.ufunc, casting: 'same_kind' by default",
    "PyTorch documentation, Tensor Attributes, torch.dtype: a result of a higher category cannot be cast",
  },
  where  = { assignment = "one object", int_iadd_float = "casting error" },

  each({
    { "an integer into booleans",            'x = array([True, False], dtype="bool")',  "x += 1" },
    { "an array of integers into booleans",  'x = array([True, False], dtype="bool")',  'x += array([1, 2], dtype="int32")' },
    { "a complex number into floats",        'x = array([1, 2], dtype="float32")',      "x += 1j" },
    { "an array of complex numbers into floats", 'x = array([1, 2], dtype="float32")',  'x += array([1j, 2], dtype="complex64")' },
    { "a complex number into integers",      'x = array([1, 2], dtype="int32")',        "x *= 1j" },
  }, function (family)
    local title, made, statement = family[1], family[2], family[3]
    return case(title) {
      made,
      "a = x",
      statement,
      raises   = { "casting", "type" },
      identity = { "x is a" },
    }
  end),
}

clause "array.iadd.failing" {
  must   = "An update that fails leaves x bound to the object that it was bound to, with the content that it had.",
  why    = "Whoever catches the error goes on with x.",
  source = "ibid: follows from Python reference 7.2.1, where the binding comes last, for all but the writing itself",
  where  = { assignment = "one object" },

  each({
    { "None",              "x += None" },
    { "a string",          'x += "a"' },
    { "another length",    "x += array([1, 2])" },
    { "an operand that declines", 'x += operand(add="absent")' },
  }, function (family)
    local title, statement = family[1], family[2]
    return case(title) {
      "x = array([1, 2, 3])",
      "a = x",
      statement,
      raises   = true,
      identity = { "x is a" },
      where    = { iadd_stranger = "raises" },
    }
  end),
}
