-- Arrays as values: what is derived never writes through. MXNet and TensorFlow's variables are so but for their
-- slices, pandas with Copy-on-Write is so in all; views.lua and derived.lua have what is said of each derivation.

chapter "values" {
  number = 17,
  title  = "Value semantics",
  about  = "Where variables, or what is derived from an array, are values of their own, no write to one is ever seen in another.",
}

clause "value.derived" {
  must   = "Where an array derived from x has elements of its own, it has so whatever the shape, and however often something is derived again: an update of one leaves all others alone.",
  why    = "A program for such a system keeps what it derived and goes on to write, without a copy of its own.",
  source = {
    "pandas user guide, Copy-on-Write (CoW): any derived object behaves as a copy",
    "MXNet API, mxnet.np.ndarray.T: this always returns a copy of self; reshape: returns a copy of the array",
    "TensorFlow guide, Introduction to Variables: creates a new tensor; it does not reshape the variable",
  },
  where  = { array_setitem = "writes" },

  case "a transpose of three axes" {
    "x = array([[[1, 2]], [[3, 4]]])",
    "y = permute_dims(x, (2, 1, 0))",
    copy  = { y = "permute_dims(x, (2, 1, 0))" },
    where = { transpose = "copies" },
  },
  case "one axis" {
    "x = array([[1, 2], [3, 4]])",
    "y = x.ravel()",
    copy  = { y = "x.ravel()" },
    where = { reshape = "copies" },
  },
  case "without unit axes" {
    "x = array([[[1], [2]]])",
    "y = squeeze(x, 0)",
    copy  = { y = "squeeze(x, 0)" },
    where = { unit_axes = "copies" },
  },
  case "columns reversed" {
    "x = array([[1, 2], [3, 4]])",
    "y = flip(x, 1)",
    copy  = { y = "flip(x, 1)" },
    where = { flip = "copies" },
  },
  case "what is derived from what is derived" {
    "x = array([[1, 2], [3, 4]])",
    "y = x.T",
    "z = y.reshape((4,))",
    "z += 10",
    content = { x = { { 1, 2 }, { 3, 4 } }, y = { { 1, 3 }, { 2, 4 } }, z = { 11, 13, 12, 14 } },
    where   = { transpose = "copies", reshape = "copies", array_iadd = "in place" },
  },
}

clause "value.chain" {
  must   = "Where slices are copies, a write to a slice that has no name is a write to nothing: x[i:j][k] = v leaves x alone.",
  why    = "With views it is the shortest way to write into x. Here the line has no effect, and says nothing.",
  source = "pandas user guide, Copy-on-Write (CoW), Chained assignment: never works, as the intermediate object is a copy",
  where  = { basic_slice = "copy", array_setitem = "writes" },

  case "of a slice" {
    "x = array([1, 2, 3])",
    "x[0:2][0] = 10",
    content   = { x = { 1, 2, 3 } },
    unchanged = true,
  },
  case "of all of it" {
    "x = array([1, 2, 3])",
    "x[:][0] = 10",
    content   = { x = { 1, 2, 3 } },
    unchanged = true,
  },
  case "of a slice with a name" {
    "x = array([1, 2, 3])",
    "y = x[0:2]",
    "y[0] = 10",
    content = { x = { 1, 2, 3 }, y = { 10, 2 } },
  },
  case "a transpose" {
    "x = array([[1, 2], [3, 4]])",
    "x.T[0, 1] = 10",
    content   = { x = { { 1, 2 }, { 3, 4 } } },
    unchanged = true,
    where     = { transpose = "copies" },
  },
}

clause "value.update_in_place" {
  must   = "An update of a slice in place, x[i:j] += v, is one of x even where slices are copies: the slice is taken, updated and assigned.",
  why    = "So the spelling that means the same with views and with values is the one that assigns to x itself.",
  source = "Python reference 7.2.1, Augmented assignment statements: the target is evaluated once, and assigned",
  where  = { array_setitem = "writes", array_iadd = "in place" },

  case "of a slice" {
    "x = array([1, 2, 3])",
    "x[0:2] += 10",
    content = { x = { 11, 12, 3 } },
  },
  case "of one element" {
    "x = array([1, 2, 3])",
    "x[1] += 10",
    content = { x = { 1, 12, 3 } },
  },
  case "of a part of a part" {
    "x = array([[1, 2], [3, 4]])",
    "x[1, 0:1] += 10",
    content = { x = { { 1, 2 }, { 13, 4 } } },
  },
}
