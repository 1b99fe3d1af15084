-- Differentiation and writes. PyTorch alone keeps a count of writes that a program can read and records without a
-- block of code; MXNet bears out what is said of detached arrays. The model does not differentiate.

chapter "autograd" {
  number = 15,
  title  = "Differentiation",
  about  = "What a write does to arrays whose history is recorded: which are refused, which are noticed, and who shares the count of writes.",
}

choice "detached" {
  asks     = "Does detach(x) share the elements of x?",
  source   = {
    "PyTorch documentation, torch.Tensor.detach: returned Tensor shares the same storage with the original one",
    "MXNet API, mxnet.np.ndarray.detach: a new ndarray, detached from the current graph",
    "TensorFlow API, tf.stop_gradient: acts as an identity function",
  },
  requires = { array_setitem = "writes" },
  probes   = {
    probe { "x = array([1.0, 2.0, 3.0])", "d = detach(x)", "x[0] = 10" },
    probe { 'x = array([1, 2, 3], dtype="float32")', "d = detach(x)", "x[:1] = 10" },
  },
  answers = {
    ["shares"] = {
      means   = "All elements: a write to either shows in the other.",
      content = { x = { 10, 2, 3 }, d = { 10, 2, 3 } },
    },
    ["copies"] = {
      means   = "Nothing: d has elements of its own.",
      content = { x = { 10, 2, 3 }, d = { 1, 2, 3 } },
    },
  },
}

clause "autograd.detach" {
  must   = "Where detach(x) shares, it is another array over the elements of x whose history is not recorded: it can be written where x cannot.",
  why    = "Who wants the numbers takes them so; that they are the same memory is easily forgotten.",
  source = {
    "PyTorch documentation, torch.Tensor.detach",
    "MXNet API, mxnet.np.ndarray.detach",
  },
  where  = { detached = "shares" },

  case "elements" {
    "x = array([1.0, 2.0, 3.0])",
    "d = detach(x)",
    identity = { "d is not x" },
    view     = { d = "x" },
  },
  case "elements of a slice" {
    "x = array([1.0, 2.0, 3.0, 4.0])",
    "d = detach(x[1:3])",
    view  = { d = "x[1:3]" },
    where = { basic_slice = "view" },
  },
  case "a write to what was detached from a recorded array" {
    "x = requires_grad(array([1.0, 2.0, 3.0]))",
    "d = detach(x)",
    "d += 1",
    content = { d = { 2, 3, 4 }, x = { 2, 3, 4 } },
  },
}

clause "autograd.version" {
  must   = "Each write to an array through the library adds to its count of writes, and all views of it have one count together; a copy has its own.",
  why    = "On this count hangs whether a wrong derivative is noticed.",
  source = {
    "PyTorch documentation, Autograd mechanics, In-place correctness checks: every tensor keeps a version counter",
    "PyTorch documentation, torch.Tensor.detach: in-place modifications on either of them may trigger errors in correctness checks",
  },

  each({ "x += 1", "x[0] = 10", "x[1:] = 10", "x.fill(10)", "add(x, 1, out=x)" }, function (write)
    return case("counted: " .. write) {
      "x = array([1.0, 2.0, 3.0])",
      "before = version(x)",
      write,
      "counted = version(x) > before",
      content = { counted = true },
    }
  end),
  case "reading does not count" {
    "x = array([1.0, 2.0, 3.0])",
    "before = version(x)",
    act "y = x + 1",
    "counted = version(x) > before",
    content = { y = { 2, 3, 4 }, counted = false },
  },
  -- Of each view: what it is of, and what x and v are after v += 1 and after x += 1.
  each({
    { "a slice",          "x[1:]",             { 0, 1, 1 }, { 1, 1 } },
    { "every second",     "x[::2]",            { 1, 0, 1 }, { 1, 1 } },
    { "another shape",    "x.reshape((3, 1))", { 1, 1, 1 }, { { 1 }, { 1 }, { 1 } } },
    { "a unit axis",      "expand_dims(x, 0)", { 1, 1, 1 }, { { 1, 1, 1 } } },
    { "what is detached", "detach(x)",         { 1, 1, 1 }, { 1, 1, 1 } },
    { "a view of a view", "x[1:][1:]",         { 0, 0, 1 }, { 1 } },
  }, function (family)
    local title, view, array_after, view_after = family[1], family[2], family[3], family[4]
    return {
      case("a write to " .. title) {
        "x = zeros(3)",
        "v = " .. view,
        "before = version(x)",
        act "v += 1",
        "counted = version(x) > before",
        content = { counted = true, x = array_after, v = view_after },
      },
      case("a write to the array, read from " .. title) {
        "x = zeros(3)",
        "v = " .. view,
        "before = version(v)",
        act "x += 1",
        "counted = version(v) > before",
        content = { counted = true, x = { 1, 1, 1 }, v = view_after },
      },
    }
  end),
  each({ { "a copy", "x.copy()" }, { "a result", "x + 0" } }, function (family)
    return case("a write to " .. family[1] .. " does not count for the array") {
      "x = zeros(3)",
      "y = " .. family[2],
      "before = version(x)",
      act "y += 1",
      "counted = version(x) > before",
      content = { counted = false, y = { 1, 1, 1 } },
    }
  end),
}

clause "autograd.data" {
  must   = "x.data has the elements of x and a count of writes of its own: a write through it changes x, and is not noticed.",
  why    = "That is what tells it from detach(x): a gradient computed afterwards is wrong without a word.",
  source = {
    "PyTorch 0.4.0 migration guide, What about .data?: in-place changes are not tracked by autograd",
    "PyTorch documentation, Autograd mechanics, In-place correctness checks",
  },

  case "elements" {
    "x = array([1.0, 2.0, 3.0])",
    "d = x.data",
    identity = { "d is not x" },
    view     = { d = "x" },
  },
  case "a write to it does not count for the array" {
    "x = zeros(3)",
    "d = x.data",
    "before = version(x)",
    act "d += 1",
    "counted = version(x) > before",
    content = { counted = false, x = { 1, 1, 1 }, d = { 1, 1, 1 } },
  },
  case "a write to that of a recorded array" {
    "x = requires_grad(array([1.0, 2.0, 3.0]))",
    "d = x.data",
    "d += 1",
    content = { d = { 2, 3, 4 }, x = { 2, 3, 4 } },
  },
  case "a write to that of a saved value" {
    "x = requires_grad(array([0.0, 0.0]))",
    "y = exp(x)",
    "d = y.data",
    "d += 1",
    act "backward(sum(y))",
    "g = x.grad",
    content = { g = { 2, 2 } },
  },
}

clause "autograd.saved" {
  must   = "If a value that the derivative needs was written after it was saved, through whatever view, computing the derivative is an error.",
  why    = "Without an error the derivative would be that of another function.",
  source = "PyTorch documentation, Autograd mechanics, In-place correctness checks: an error is raised once the backward pass starts",

  each({
    { "the value itself",                  "y += 1" },
    { "one element of it",                 "y[0] = 5" },
    { "a view of it",                      "y[1:] += 1" },
    { "what was detached from it",         "d = detach(y)", "d += 1" },
    { "a view of what was detached",       "d = detach(y)[1:]", "d += 1" },
    { "a view that was taken before",      "v += 1" },
  }, function (family)
    local title, first, second = family[1], family[2], family[3]
    return case("a write to " .. title) {
      "x = requires_grad(array([0.5, 1.5]))",
      "y = exp(x)",
      "v = y[:1]",
      first,
      { second },
      "backward(sum(y))",
      raises = "autograd",
    }
  end),
  case "a write to an operand that was saved" {
    "x = requires_grad(array([0.5, 1.5]))",
    "w = array([2.0, 3.0])",
    "y = x * w",
    "w += 1",
    "backward(sum(y))",
    raises = "autograd",
  },
  case "a write to a recorded array through what was detached" {
    "x = requires_grad(array([0.5, 1.5]))",
    "y = x * x",
    "d = detach(x)",
    "d += 1",
    "backward(sum(y))",
    raises = "autograd",
  },
}

clause "autograd.correct" {
  must   = "If computing the derivative raises nothing after writes through the library, it is that of what was computed, the writes included.",
  why    = "A program that updates in place need not know what was saved, as long as it is told.",
  source = "PyTorch documentation, Autograd mechanics, In-place correctness checks: if you are not seeing any errors, you can be sure that the computed gradients are correct",

  case "no write" {
    "x = requires_grad(array([1.0, 2.0]))",
    act "backward(sum(x * x))",
    "g = x.grad",
    content = { g = { 2, 4 } },
  },
  case "an update of what was not saved" {
    "x = requires_grad(array([1.0, 2.0]))",
    "y = x + 1",
    "y *= 3",
    act "backward(sum(y))",
    "g = x.grad",
    content = { g = { 3, 3 } },
  },
  case "an update of a view" {
    "x = requires_grad(array([1.0, 2.0, 3.0]))",
    "y = x * 1",
    "v = y[1:]",
    "v *= 3",
    act "backward(sum(y))",
    "g = x.grad",
    content = { g = { 1, 3, 3 } },
  },
  case "an update of the array that a view was taken of" {
    "x = requires_grad(array([1.0, 2.0, 3.0]))",
    "y = x * 1",
    "v = y[1:]",
    "y *= 3",
    act "backward(sum(v))",
    "g = x.grad",
    content = { g = { 0, 3, 3 } },
  },
  case "an element that was overwritten" {
    "x = requires_grad(array([1.0, 2.0, 3.0]))",
    "y = x * 1",
    "y[0] = 7",
    act "backward(sum(y))",
    "g = x.grad",
    content = { g = { 0, 1, 1 } },
  },
  case "an element that was overwritten by a recorded one" {
    "x = requires_grad(array([1.0, 2.0]))",
    "y = zeros(2)",
    "y[0] = x[1]",
    act "backward(sum(y))",
    "g = x.grad",
    content = { g = { 0, 1 } },
  },
  case "a spread array" {
    "x = requires_grad(array([1.0]))",
    act "backward(sum(broadcast_to(x, (3,))))",
    "g = x.grad",
    content = { g = { 3 } },
  },
}

clause "autograd.leaf" {
  must   = "A recorded array that a program made itself is not written in place, nor is a view of it: it is an error, and changes nothing.",
  why    = "Its old value is what the derivative is of.",
  source = {
    "PyTorch, torch/csrc/autograd/VariableTypeUtils.h, check_inplace: a leaf Variable that requires grad is being used in an in-place operation",
    "PyTorch documentation, Autograd mechanics, In-place operations with autograd",
  },

  each({
    { "an update",                      "x += 1" },
    { "an assignment of an element",    "x[0] = 1" },
    { "an assignment of all elements",  "x[...] = 0" },
    { "fill",                           "x.fill(0)" },
    { "an update of a view",            "v += 1" },
    { "an assignment through a view",   "v[0] = 1" },
  }, function (family)
    return case(family[1]) {
      "x = requires_grad(array([1.5, 2.5, 3.5]))",
      "v = x[1:]",
      family[2],
      raises = "autograd",
    }
  end),
  case "an output" {
    "x = requires_grad(array([1.5, 2.5]))",
    "y = array([0.0, 0.0])",
    "exp(x, out=y)",
    raises = "autograd",
  },
  case "a computed array can be written" {
    "x = requires_grad(array([1.5, 2.5]))",
    "y = x * 1",
    "y += 1",
    content = { y = { 2.5, 3.5 } },
  },
}

clause "autograd.several_views" {
  must   = "Where one operation gave several views of a recorded array, none of them is updated in place: it is an error, and changes nothing.",
  why    = "The history of one view would have to know what became of the others.",
  source = "PyTorch, torch/csrc/autograd/variable.cpp, handle_view_on_rebase: such functions do not allow the output views to be modified inplace",

  case "an update of one" {
    "x = requires_grad(array([1.0, 2.0, 3.0]))",
    "y = x * 1",
    "l = list(y)",
    "v = l[0]",
    "v += 1",
    raises = "autograd",
  },
  case "an update of a view of one" {
    "x = requires_grad(array([[1.0, 2.0], [3.0, 4.0]]))",
    "y = x * 1",
    "l = list(y)",
    "v = l[0][1:]",
    "v += 1",
    raises = "autograd",
  },
}

clause "autograd.export" {
  must   = "A recorded array is not handed to another library, which would write without being noticed: it is an error. What was detached from it is.",
  why    = "Another library's write adds to no count.",
  source = {
    "PyTorch documentation, torch.Tensor.numpy, force: performed only if the tensor does not require grad",
    "PyTorch, torch/_tensor.py, Tensor.__dlpack__: can't export tensors that require gradient, use tensor.detach()",
  },

  case "to NumPy" {
    "x = requires_grad(array([1.0, 2.0]))",
    "n = to_numpy(x)",
    raises = "autograd",
  },
  case "through DLPack" {
    "x = requires_grad(array([1.0, 2.0]))",
    "y = from_dlpack(x)",
    raises = { "autograd", "buffer" },
  },
  case "a computed one" {
    "x = requires_grad(array([1.0, 2.0]))",
    "y = x * 1",
    "n = to_numpy(y)",
    raises = "autograd",
  },
  case "detached" {
    "x = requires_grad(array([1.0, 2.0]))",
    "n = to_numpy(detach(x))",
    "n[0] = 10",
    content = { n = { 10, 2 }, x = { 10, 2 } },
    where   = { to_numpy = "shares", detached = "shares" },
  },
}

clause "autograd.accumulates" {
  must   = "A second derivative is added to the first where it stands: x.grad is the array that it was, with new content.",
  why    = "Whoever kept it for later has the sum.",
  source = {
    "PyTorch documentation, torch.Tensor.backward: this function accumulates gradients in the leaves",
    "PyTorch documentation, torch.autograd, Default gradient layouts: accumulates into .grad in-place",
  },

  case "twice" {
    "x = requires_grad(array([1.0, 2.0]))",
    "backward(sum(x * 2))",
    "g = x.grad",
    act "backward(sum(x * 3))",
    "h = x.grad",
    identity = { "h is g" },
    content  = { g = { 5, 5 }, h = { 5, 5 } },
  },
}
