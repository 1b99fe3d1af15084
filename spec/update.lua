-- Updates of arrays: x += y, z[:] = …

chapter "updates" {
  number = 5,
  title  = "Updates of arrays",
  about  = "The ways to write an update of an array, x += y and z[...] = x + y, and who sees it: other names, views, the next turn of a loop.",
}

clause "array.iadd.identity" {
  must   = "x += y on a mutable array writes into x: x keeps its identity, its dtype and its shape, and every alias and view sees the update.",
  why    = "Code that holds a second name for an array relies on it, and an update in place needs no second buffer.",
  source = {
    "Python reference 7.2.1, Augmented assignment statements",
    "Python array API standard 2024.12, array object, In-place Operators",
    "PyTorch documentation, torch.Tensor.add_: in-place version of add",
  },
  where  = { array_iadd = "in place" },

  case "every alias sees the update" {
    "x = array([1, 2, 3])",
    "a = x",
    "x += 10",
    identity = { "x is a", "x kept" },
    content  = { x = { 11, 12, 13 }, a = { 11, 12, 13 } },
  },
  case "an array as the other operand" {
    "x = array([1, 2, 3])",
    "y = array([10, 20, 30])",
    "a = x",
    "x += y",
    identity = { "x is a" },
    content  = { x = { 11, 22, 33 }, a = { 11, 22, 33 } },
  },
  case "the array itself as the other operand" {
    "x = array([1, 2, 3])",
    "a = x",
    "x += x",
    identity = { "x is a" },
    content  = { x = { 2, 4, 6 }, a = { 2, 4, 6 } },
  },
  case "a view sees it" {
    "x = array([1, 2, 3, 4])",
    "v = x[1:3]",
    "x += 10",
    view    = { v = "x[1:3]" },
    content = { x = { 11, 12, 13, 14 }, v = { 12, 13 } },
    where   = { basic_slice = "view" },
  },
  case "an update of a view reaches the array" {
    "x = array([1, 2, 3, 4])",
    "v = x[1:3]",
    "v += 10",
    view    = { v = "x[1:3]" },
    content = { x = { 1, 12, 13, 4 }, v = { 12, 13 } },
    where   = { basic_slice = "view" },
  },
  case "an update of a slice reaches the array" {
    "x = array([1, 2, 3, 4])",
    "a = x",
    "x[1:3] += 10",
    identity = { "x is a" },
    content  = { x = { 1, 12, 13, 4 }, a = { 1, 12, 13, 4 } },
    where    = { array_setitem = "writes" },
  },
  case "a 0-d array" {
    "x = array(5)",
    "a = x",
    "x += 1",
    identity = { "x is a" },
    content  = { x = 6, a = 6 },
  },
  case "an item of a list" {
    "x = array([1, 2, 3])",
    "l = [x]",
    "l[0] += 10",
    identity = { "l[0] is x" },
    content  = { x = { 11, 12, 13 }, l = { { 11, 12, 13 } } },
  },
  case "the dtype stays" {
    'x = array([1, 2, 3], dtype="float32")',
    'y = array([1, 2, 3], dtype="float64")',
    "a = x",
    "x += y",
    identity = { "x is a" },
    content  = { x = { 2, 4, 6 }, a = { 2, 4, 6 } },
    dtype    = { x = "float32" },
    where    = { mixed_sizes = "promotes", iadd_wider = "dtype stays" },
  },
  case "the shape stays" {
    "x = array([1, 2, 3])",
    "y = array([[1, 2, 3], [4, 5, 6]])",
    "x += y",
    raises = { "shape", "value" },
  },
  each({ { "minus", "-=" }, { "times", "*=" } }, function (family)
    local title, update = family[1], family[2]
    return case("likewise " .. title) {
      "x = array([10, 20, 30])",
      "a = x",
      "x " .. update .. " 2",
      identity = { "x is a" },
      content  = update == "-=" and { x = { 8, 18, 28 }, a = { 8, 18, 28 } }
                                 or { x = { 20, 40, 60 }, a = { 20, 40, 60 } },
    }
  end),
}

clause "array.iadd.rebinding" {
  must   = "Where x += y on an array rebinds, it does what x = x + y does: other names and other arrays keep what they had.",
  why    = "The statement reads as if it updated: a function that does it to its argument changes nothing for its caller.",
  source = {
    "JAX documentation, The Sharp Bits, In-place updates",
    "Python array API standard 2024.12, array object, In-place Operators: falls back to the binary operation",
    "TensorFlow API, tf.math.truediv: integers are cast to floats first",
  },
  where  = { array_iadd = "rebinds" },

  case "the old array lives on" {
    "x = array([1, 2, 3])",
    "a = x",
    "x += 10",
    identity = { "x is not a" },
    content  = { x = { 11, 12, 13 }, a = { 1, 2, 3 } },
  },
  case "a slice does not reach the array" {
    "x = array([1, 2, 3, 4])",
    "v = x[1:3]",
    "v += 10",
    content = { v = { 12, 13 }, x = { 1, 2, 3, 4 } },
  },
  case "true division of integers gives floats" {
    "x = array([2, 4, 6])",
    "a = x",
    "x /= 4",
    identity = { "x is not a" },
    content  = { x = { 0.5, 1, 1.5 }, a = { 2, 4, 6 } },
  },
}

clause "array.iadd.refused" {
  must   = "Where x += y on an array is an error, x is still the same object with the same content, whatever y is.",
  why    = "Whoever catches the error goes on with x.",
  source = "TensorFlow, python/ops/resource_variable_ops.py, __iadd__: use variable.assign_add(value) to modify the variable",
  where  = { array_iadd = "raises" },

  each({
    { "a number",        "10" },
    { "a float number",  "1.5" },
    { "an array",        "array([10, 20, 30])" },
    { "the array itself", "x" },
  }, function (family)
    local title, other = family[1], family[2]
    return case(title) {
      "x = array([1, 2, 3])",
      "a = x",
      "x += " .. other,
      identity = { "x is a" },
      content  = { x = { 1, 2, 3 } },
      raises   = { "immutable", "type", "attribute" },
    }
  end),
}

clause "array.iadd.casting" {
  must   = "Where a sum that does not fit the dtype of x is an error, x += y fails before anything is written.",
  why    = "A half-written array after an error cannot be repaired.",
  source = {
    "NumPy reference, numpy.ufunc, casting: 'same_kind' by default",
    "PyTorch documentation, torch.dtype: a result that cannot be cast to the dtype of the output",
  },
  where  = { int_iadd_float = "casting error" },

  case "a float number" {
    "x = array([1, 2, 3])",
    "a = x",
    "x += 1.5",
    raises = { "casting", "type" },
    where  = { default_integer = "int64" },
  },
  case "an array of floats" {
    "x = array([1, 2, 3])",
    "y = array([0.5, 1.5, 2.5])",
    "x += y",
    raises = { "casting", "type" },
    where  = { default_integer = "int64" },
  },
  case "true division of integers" {
    "x = array([2, 4, 6])",
    "x /= 2",
    raises = { "casting", "type" },
    where  = { array_iadd = "in place", default_integer = "int64" },
  },
  each({
    { "a float number",            "x += 1.5" },
    { "an array of floats",        "x += array([0.5, 1.5, 2.5])" },
    { "true division",             "x /= 2", { array_iadd = "in place" } },
  }, function (family)
    local title, statement, where = family[1], family[2], family[3]
    return case(title .. ", 32 bits") {
      'x = array([2, 4, 6], dtype="int32")',
      statement,
      raises = { "casting", "type" },
      where  = where,
    }
  end),
}

clause "array.setitem.identity" {
  must   = "z[:] = x + y writes into the elements of z: z keeps its identity and its buffer, and every alias and view of it sees the new content.",
  why    = "It is the portable way to update an array that somebody else holds; z = x + y is not.",
  source = {
    "Python reference 3.3.7, object.__setitem__",
    "Python array API standard 2024.12, array.__setitem__",
    "NumPy user guide, Copies and views",
  },
  where  = { array_setitem = "writes", assignment = "one object" },

  case "every alias sees the new content" {
    "x = array([1, 2, 3])",
    "y = array([10, 20, 30])",
    "z = array([0, 0, 0])",
    "a = z",
    "z[:] = x + y",
    identity = { "z is a", "z kept" },
    content  = { z = { 11, 22, 33 }, a = { 11, 22, 33 } },
  },
  case "the buffer is the old one" {
    "x = array([1, 2, 3, 4])",
    "z = array([0, 0, 0, 0])",
    "v = z[1:3]",
    "z[:] = x + x",
    view    = { v = "z[1:3]" },
    content = { z = { 2, 4, 6, 8 }, v = { 4, 6 } },
    where   = { basic_slice = "view" },
  },
  case "x and y get no part in it" {
    "x = array([1, 2, 3])",
    "z = array([0, 0, 0])",
    "z[:] = x",
    copy = { z = "x" },
  },
  case "two dimensions at once" {
    "x = array([[1, 2], [3, 4]])",
    "z = array([[0, 0], [0, 0]])",
    "a = z",
    "z[...] = x + x",
    identity = { "z is a" },
    content  = { z = { { 2, 4 }, { 6, 8 } }, a = { { 2, 4 }, { 6, 8 } } },
  },
  case "a row of it" {
    "x = array([1, 2])",
    "z = array([[0, 0], [0, 0]])",
    "a = z",
    "z[1, :] = x + x",
    identity = { "z is a" },
    content  = { z = { { 0, 0 }, { 2, 4 } }, a = { { 0, 0 }, { 2, 4 } } },
  },
  case "every second element" {
    "x = array([1, 2])",
    "z = array([0, 0, 0, 0])",
    "a = z",
    "z[1::2] = x + x",
    identity = { "z is a" },
    content  = { z = { 0, 2, 0, 4 }, a = { 0, 2, 0, 4 } },
  },
  case "one number for all" {
    "z = array([1, 2, 3])",
    "a = z",
    "z[:] = 7",
    identity = { "z is a" },
    content  = { z = { 7, 7, 7 }, a = { 7, 7, 7 } },
  },
  case "a 0-d array" {
    "x = array(4)",
    "z = array(0)",
    "a = z",
    "z[...] = x + x",
    identity = { "z is a" },
    content  = { z = 8, a = 8 },
  },
  case "another length is an error" {
    "x = array([1, 2])",
    "z = array([0, 0, 0])",
    "z[:] = x + x",
    raises = { "shape", "value" },
  },
}
