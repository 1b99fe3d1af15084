-- What a function gives that has nothing to do: the array itself, or another one.

chapter "derived"

-- Id, question, expression, where it is written down; a title, and the choice that says what a result shares.
local questions = {
  { "ellipsis_index", "Is x[...] the array x itself?", "x[...]",
    { "NumPy user guide, Indexing on ndarrays, Dimensional indexing tools: x[...] is a view" },
    "an ellipsis", "basic_slice", "copy", { "view" } },
  { "whole_slice", "Is x[:] the array x itself?", "x[:]",
    { "NumPy user guide, Indexing on ndarrays, Slicing and striding: always a view", "MXNet API, mxnet.np.ndarray.__getitem__" },
    "a whole slice", "basic_slice", "copy", { "view" } },
  { "reshape_to_same", "Is x.reshape(shape) the array x itself where x has that shape?", "x.reshape(SHAPE)",
    { "NumPy reference, numpy.reshape: a new view object if possible", "JAX documentation, jax.numpy.reshape: reshaped copy of input array" },
    "reshape", "reshape", "copies", { "view if possible" } },
  { "squeeze_of_nothing", "Is squeeze(x) the array x itself where no axis has length 1?", "squeeze(x)",
    { "NumPy reference, numpy.squeeze: always a itself or a view into a", "JAX documentation, jax.numpy.squeeze: copy of a" },
    "squeeze", "unit_axes", "copies", { "view" } },
  { "permutation_of_nothing", "Is permute_dims(x, axes) the array x itself where the axes stay in order?", "permute_dims(x, AXES)",
    { "NumPy reference, numpy.permute_dims: a view is returned whenever possible", "PyTorch documentation, Tensor Views: permute" },
    "permute_dims", "transpose", "copies", { "view" } },
  { "broadcast_to_same", "Is broadcast_to(x, shape) the array x itself where x has that shape?", "broadcast_to(x, SHAPE)",
    { "NumPy reference, numpy.broadcast_to: a readonly view on the original array", "PyTorch documentation, torch.broadcast_to: equivalent to calling expand, a new view" },
    "broadcast_to", "broadcast_to", "copies", { "read-only view", "writable view" } },
  { "view_as_same", "Is x.view(dtype) the array x itself where x has that dtype?", 'x.view("int32")',
    { "NumPy reference, numpy.ndarray.view: new view of array with the same data", "PyTorch documentation, torch.Tensor.view(dtype): a new tensor with the same data" },
    "a view of the same dtype", "dtype_view", "copies", { "view" } },
}
-- Arrays of shapes that differ in nothing which the question is about.
local arrays = {
  { "array([1, 2, 3], dtype=\"int32\")",              "(3,)",   "(0,)" },
  { "array([[1, 2], [3, 4]], dtype=\"int32\")",       "(2, 2)", "(0, 1)" },
}

local function statement(expression, shape, axes)
  if expression == "x.reshape(SHAPE)" then return "y = x.reshape(" .. shape .. ")" end
  if expression == "broadcast_to(x, SHAPE)" then return "y = broadcast_to(x, " .. shape .. ")" end
  if expression == "permute_dims(x, AXES)" then return "y = permute_dims(x, " .. axes .. ")" end
  return "y = " .. expression
end

local function itself_or_another(what)
  return {
    ["same object"] = {
      means    = "The result is x: whatever is done to it is done to x.",
      identity = { "y is x" },
    },
    ["another object"] = {
      means    = "The result is an array of its own, a view or a copy; x += y on it leaves the name x alone.",
      identity = { "y is not x" },
    },
    ["depends"] = what or "on the number of axes",
    ["unspecified"] = {
      means    = "Programs must not rely on either.",
      declared = true,
    },
  }
end

each(questions, function (question)
  local id, asks, expression, source = question[1], question[2], question[3], question[4]
  -- Of a matrix x[:] leaves an axis out, which the array API standard has no rule for.
  local asked = id == "whole_slice" and { arrays[1] } or arrays
  return choice(id) {
    asks   = asks,
    source = source,
    probes = each(asked, function (array)
      return probe { "x = " .. array[1], statement(expression, array[2], array[3]) }
    end),
    answers = itself_or_another(),
  }
end)

local answers_or_error = itself_or_another()
answers_or_error["raises"] = { means = "It is an error.", raises = { "type", "index" } }

choice "empty_index" {
  asks    = "Is x[()] the array x itself where x has axes?",
  source  = {
    "NumPy user guide, Indexing on ndarrays: x[()] returns a scalar if x is zero-dimensional and a view otherwise",
    "Python array API standard 2024.12, Indexing, Multi-axis Indexing: () for a zero-dimensional array",
  },
  probes  = each(arrays, function (array) return probe { "x = " .. array[1], "y = x[()]" } end),
  answers = answers_or_error,
}

choice "unary_plus" {
  asks    = "Is +x the array x itself?",
  source  = {
    "NumPy reference, numpy.positive: equivalent to x.copy()",
    "PyTorch documentation, torch.positive: returns input",
    "Python array API standard 2024.12, array.__pos__",
  },
  probes  = each(arrays, function (array) return probe { "x = " .. array[1], "y = +x" } end),
  answers = answers_or_error,
}

choice "real_of_real" {
  asks    = "Is x.real the array x itself where the elements are real?",
  source  = {
    "NumPy reference, numpy.real; numpy.ndarray.real",
    "PyTorch documentation, torch.Tensor.real: returns self if self is a real-valued tensor",
    "JAX documentation, jax.numpy.real",
  },
  probes  = each({ "[1.5, 2.5]", "[[1.5, 2.5]]" }, function (data)
    return probe { "x = array(" .. data .. ")", "y = x.real" }
  end),
  answers = itself_or_another(),
}

clause "array.nothing_to_do" {
  must   = "A function that has nothing to do gives x itself or another array with the content of x, as declared; another one shares the elements of x where the same function shares them when it has something to do, and else has elements of its own.",
  why    = "y = squeeze(x); y += 1 must not depend on a length that is 1 today and 2 tomorrow.",
  source = {
    "NumPy reference, numpy.squeeze: always a itself or a view into a",
    "PyTorch documentation, Tensor Views",
    "Python array API standard 2024.12, Copy-view behavior and mutability",
  },
  where  = { assignment = "one object" },

  each(questions, function (question)
    local id, expression, title, choice, copy, views =
      question[1], question[3], question[5], question[6], question[7], question[8]
    local data, shape, axes = arrays[1][1], arrays[1][2], arrays[1][3]
    return {
      case(title .. " gives a copy") {
        "x = " .. data,
        statement(expression, shape, axes),
        identity = { "y is not x" },
        copy     = { y = "x" },
        where    = { [id] = "another object", [choice] = copy, array_setitem = "writes" },
      },
      each(views, function (view)
        return case(title .. " gives a " .. view) {
          "x = " .. data,
          statement(expression, shape, axes),
          identity = { "y is not x" },
          view     = { y = "x" },
          where    = { [id] = "another object", [choice] = view },
        }
      end),
    }
  end),
  case "an index of nothing gives a view" {
    "x = array([1, 2, 3])",
    "y = x[()]",
    identity = { "y is not x" },
    view     = { y = "x" },
    where    = { empty_index = "another object", basic_slice = "view" },
  },
  case "plus gives the array itself" {
    "x = array([1, 2, 3])",
    "y = +x",
    identity = { "y is x" },
    where    = { unary_plus = "same object" },
  },
  case "plus gives a copy" {
    "x = array([1, 2, 3])",
    "y = +x",
    identity = { "y is not x" },
    copy     = { y = "x" },
    where    = { unary_plus = "another object", array_setitem = "writes" },
  },
  case "plus of a slice" {
    "x = array([1, 2, 3, 4])",
    "y = +x[1:3]",
    copy  = { y = "x[1:3]" },
    where = { unary_plus = "another object", array_setitem = "writes" },
  },
  case "real parts of what is real, the array itself" {
    "x = array([1.5, 2.5])",
    "y = x.real",
    identity = { "y is x" },
    where    = { real_of_real = "same object" },
  },
}

clause "array.axisless" {
  must   = "x[...] of an array without axes is an array without axes over the same element, where slices are views; x[()] is what an integer index gives of an array with axes: the element as a value, or such a view.",
  why    = "x[()] is how the value is taken out of an array without axes, and x[...] how it is kept in one.",
  source = {
    "NumPy user guide, Indexing on ndarrays: x[()] returns a scalar if x is zero-dimensional and a view otherwise",
    "NumPy reference, Scalars, Indexing: an empty tuple index gives an array scalar",
    "PyTorch documentation, Tensor Views: basic slicing and indexing",
  },
  where  = { array_setitem = "writes" },

  case "ellipsis has the element" {
    "x = array(5)",
    "y = x[...]",
    content = { y = 5 },
    was     = "array.index.nothing/x-has-the-element",
  },
  case "ellipsis, then a write to the array" {
    "x = array(5)",
    "y = x[...]",
    "x[...] = 7",
    content = { x = 7, y = 7 },
    where   = { basic_slice = "view" },
  },
  case "ellipsis, then a write to the view" {
    "x = array(5)",
    "y = x[...]",
    "y[...] = 7",
    content = { x = 7, y = 7 },
    where   = { basic_slice = "view" },
  },
  case "no subscripts, a value" {
    "x = array(5)",
    "y = x[()]",
    "x[()] = 7",
    content = { x = 7, y = 5 },
    where   = { scalar_index = "value" },
  },
  case "no subscripts, a view" {
    "x = array(5)",
    "y = x[()]",
    "x[()] = 7",
    content = { x = 7, y = 7 },
    where   = { scalar_index = "view" },
  },
  case "an assignment without subscripts" {
    "x = array(5)",
    "a = x",
    "x[()] = 7",
    identity = { "x is a" },
    content  = { x = 7, a = 7 },
    where    = { assignment = "one object" },
  },
  case "an element of a matrix and an ellipsis" {
    "x = array([[1, 2], [3, 4]])",
    "y = x[1, 0, ...]",
    view    = { y = "x[1, 0, ...]" },
    content = { y = 3 },
    where   = { basic_slice = "view" },
  },
  case "new axes around it" {
    "x = array(5)",
    "y = x[None, None]",
    "y[0, 0] = 7",
    content = { x = 7, y = { { 7 } } },
    where   = { basic_slice = "view" },
  },
  case "an update of it" {
    "x = array([1, 2, 3])",
    "y = x[1, ...]",
    "y += 10",
    content = { x = { 1, 12, 3 }, y = 12 },
    where   = { basic_slice = "view", array_iadd = "in place" },
  },
}
