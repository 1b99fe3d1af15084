-- Arrays that are made from several, from their diagonals, and from their parts by name.

chapter "derived"

clause "array.broadcast_arrays" {
  must   = "broadcast_arrays(x, y) gives both in their common shape; where it gives views, each element of x and y stands in all places that it was spread to.",
  why    = "It is how code that takes two arrays makes them alike; what is written into the result may be written many times.",
  source = {
    "NumPy reference, numpy.broadcast_arrays: these arrays are views on the original arrays",
    "PyTorch documentation, torch.broadcast_tensors",
    "Python array API standard 2024.12, broadcast_arrays: broadcasts one or more arrays against one another",
  },

  case "the content" {
    "x = array([1, 2, 3])",
    "y = array([[10], [20]])",
    "p = broadcast_arrays(x, y)",
    "b = p[0]",
    act "c = p[1]",
    "del p",
    content = { b = { { 1, 2, 3 }, { 1, 2, 3 } }, c = { { 10, 10, 10 }, { 20, 20, 20 } } },
  },
  case "where they are views" {
    "x = array([1, 2, 3])",
    "y = array([[10], [20]])",
    "p = broadcast_arrays(x, y)",
    "b = p[0]",
    act "c = p[1]",
    "del p",
    view  = { b = "broadcast_to(x, (2, 3))", c = "broadcast_to(y, (2, 3))" },
    where = { broadcast_arrays = "writable views" },
  },
  case "where they are copies" {
    "x = array([1, 2, 3])",
    "y = array([[10], [20]])",
    "p = broadcast_arrays(x, y)",
    "b = p[0]",
    act "c = p[1]",
    "del p",
    copy  = { b = "broadcast_to(x, (2, 3))", c = "broadcast_to(y, (2, 3))" },
    where = { broadcast_arrays = "copies" },
  },
  case "shapes that do not fit" {
    "x = array([1, 2, 3])",
    "y = array([1, 2])",
    "p = broadcast_arrays(x, y)",
    raises = { "shape", "value" },
  },
}

clause "array.diagonal.layouts" {
  must   = "Where the diagonal is a view, it is one whatever the shape and the layout of the matrix; where it is read-only it stays a view of what can be written.",
  why    = "diagonal(x)[...] = 0 is how a matrix loses its diagonal, where it can be written; where not, it must follow the matrix.",
  source = {
    "NumPy reference, numpy.diagonal: a read-only view on the original array",
    "PyTorch documentation, Tensor Views: diagonal",
  },

  each({ "read-only view", "writable view" }, function (answer)
    return {
      each({
        { "wide",      "zeros((2, 4))", "x",         {} },
        { "high",      "zeros((4, 2))", "x",         {} },
        { "one row",   "zeros((1, 3))", "x",         {} },
        { "a block",   "zeros((4, 4))", "x[1:, ::2]", { basic_slice = "view" } },
        { "turned",    "zeros((2, 4))", "x.T",       { transpose = "view" } },
      }, function (family)
        local title, data, array, presupposes = family[1], family[2], family[3], family[4]
        return case(title .. ", " .. answer) {
          "x = " .. data,
          format("d = diagonal(%s)", array),
          view  = { d = format("diagonal(%s)", array) },
          where = { diagonal = answer, basic_slice = presupposes.basic_slice, transpose = presupposes.transpose },
        }
      end),
    }
  end),
}

clause "array.flatten.fresh" {
  must   = "Where x.flatten() copies, the copy can be written whatever x is, and has the elements in row order however they lie in memory.",
  why    = "It is asked for where x must survive what is done to the result.",
  source = "NumPy reference, numpy.ndarray.flatten: a copy of the array collapsed into one dimension, in row-major order",
  where  = { flatten = "copies" },

  each({
    { "a transpose",            "array([[1, 2, 3], [4, 5, 6]])", "x.T",     { 1, 4, 2, 5, 3, 6 } },
    { "every second element",   "array([1, 2, 3, 4])",           "x[::2]",  { 1, 3 } },
    { "a column",               "array([[1, 2], [3, 4]])",       "x[:, 1]", { 2, 4 } },
  }, function (family)
    local title, data, array, content = family[1], family[2], family[3], family[4]
    return case("of " .. title) {
      "x = " .. data,
      format("y = %s.flatten()", array),
      copy    = { y = array .. ".ravel()" },
      content = { y = content },
    }
  end),
  case "of an array that is laid out by columns" {
    'x = array([[1, 2, 3], [4, 5, 6]], order="F")',
    "y = x.flatten()",
    copy    = { y = "x.ravel()" },
    content = { y = { 1, 2, 3, 4, 5, 6 } },
  },
  case "of an array without elements" {
    "x = zeros((2, 0))",
    "y = x.flatten()",
    content = { y = {} },
  },
  case "of a read-only array" {
    "x = array([[1, 2], [3, 4]])",
    "x.writeable = False",
    "y = x.flatten()",
    "y[0] = 10",
    content = { x = { { 1, 2 }, { 3, 4 } }, y = { 10, 2, 3, 4 } },
  },
  case "of rows that are one row" {
    "x = array([1, 2])",
    "b = broadcast_to(x, (2, 2))",
    "y = b.flatten()",
    "y[0] = 10",
    content = { x = { 1, 2 }, b = { { 1, 2 }, { 1, 2 } }, y = { 10, 2, 1, 2 } },
    where   = { broadcast_to = "read-only view" },
  },
}

clause "array.writeable.unlocked_views" {
  must   = "A read-only view of an array that can be written can be made writable, and then writes arrive in the array.",
  why    = "The flag guards against accidents, and is no property of the memory.",
  source = {
    "NumPy reference, numpy.ndarray.flags, WRITEABLE: can only be set True if … the ultimate owner of the memory exposes a writeable buffer",
    "NumPy reference, numpy.broadcast_arrays: while you can set the writable flag True, writing to a single output value may end up changing more than one location",
  },

  case "a slice that was locked" {
    "x = array([1, 2, 3])",
    "v = x[1:]",
    "v.writeable = False",
    "v.writeable = True",
    "v[0] = 20",
    content = { x = { 1, 20, 3 }, v = { 20, 3 } },
    where   = { basic_slice = "view" },
  },
  case "a diagonal" {
    "x = array([[1, 2], [3, 4]])",
    "d = diagonal(x)",
    "d.writeable = True",
    "d[0] = 10",
    content = { x = { { 10, 2 }, { 3, 4 } }, d = { 10, 4 } },
    where   = { diagonal = "read-only view" },
  },
  case "rows that are one row" {
    "x = array([1, 2])",
    "b = broadcast_to(x, (2, 2))",
    "b.writeable = True",
    "b[0, 0] = 10",
    content = { x = { 10, 2 }, b = { { 10, 2 }, { 10, 2 } } },
    where   = { broadcast_to = "read-only view" },
  },
}

clause "array.field.view" {
  must    = "Where an array has fields, a field of it is a view: a write to it changes that part of each element and no other.",
  why     = "x[\"f\"] += 1 would be lost otherwise.",
  source  = "NumPy user guide, Structured arrays, Accessing individual fields: the resulting array is a view into the original array",
  where   = { array_setitem = "writes" },

  each({
    { "the first field",            "f:int32,g:float64",      "f", "int32" },
    { "the field behind it",        "f:int32,g:float64",      "g", "float64" },
    { "a field between two others", "f:int8,g:float32,h:bool", "g", "float32" },
  }, function (family)
    local title, fields, name, dtype = family[1], family[2], family[3], family[4]
    return case(title .. " is a view") {
      format('x = zeros((3,), dtype="%s")', fields),
      format('v = x["%s"]', name),
      view  = { v = format('x["%s"]', name) },
      dtype = { v = dtype },
    }
  end),
  case "taken twice, it is the same elements" {
    'x = zeros((3,), dtype="f:int32,g:float64")',
    'v = x["f"]',
    'w = x["f"]',
    view = { w = "v" },
  },
  case "of two axes" {
    'x = zeros((2, 2), dtype="f:int32,g:float64")',
    'v = x["g"]',
    view = { v = 'x["g"]' },
  },
  case "of every second element" {
    'x = zeros((4,), dtype="f:int32,g:float64")',
    "y = x[::2]",
    'v = y["g"]',
    view  = { v = 'x[::2]["g"]' },
    where = { basic_slice = "view" },
  },
  case "a write through it leaves the neighbour" {
    'x = zeros((3,), dtype="f:int32,g:float64")',
    'v = x["f"]',
    'w = x["g"]',
    "v[1] = 5",
    content = { v = { 0, 5, 0 }, x = { { 0, 0 }, { 5, 0 }, { 0, 0 } } },
  },
  case "an assignment to it leaves the neighbour" {
    'x = zeros((3,), dtype="f:int32,g:float64")',
    'v = x["f"]',
    'w = x["g"]',
    'x["f"] = [1, 2, 3]',
    content = { v = { 1, 2, 3 }, x = { { 1, 0 }, { 2, 0 }, { 3, 0 } } },
  },
  case "an update of it leaves the neighbour" {
    'x = zeros((3,), dtype="f:int32,g:float64")',
    "a = x",
    'v = x["g"]',
    'w = x["f"]',
    'x["g"] += 0.5',
    identity = { "x is a" },
    content  = { v = { 0.5, 0.5, 0.5 }, x = { { 0, 0.5 }, { 0, 0.5 }, { 0, 0.5 } } },
    where    = { assignment = "one object", array_iadd = "in place" },
  },
  case "whole elements that are assigned arrive in it" {
    'x = zeros((3,), dtype="f:int32,g:float64")',
    'v = x["f"]',
    'y = zeros((2,), dtype="f:int32,g:float64")',
    'y["f"] = 7',
    "x[1:] = y",
    content = { v = { 0, 7, 7 }, x = { { 0, 0 }, { 7, 0 }, { 7, 0 } } },
  },
}
