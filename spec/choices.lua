-- Implementation-defined choices: questions that real systems answer differently, and lawfully.
-- A clause that presupposes an answer names it in its `where`. Choices that concern one chapter stand in it.

chapter "identity"

choice "assignment" {
  asks   = "Does y = x make y a second name for the object of x, or a copy of it?",
  source = {
    "Python reference 7.2, Assignment statements; 4.2.1, Binding of names",
    "ISO C++17, [dcl.init]: initialization from an expression of the same class type copies",
    "ECMAScript 2024, 13.15.2, Assignment: PutValue of GetValue",
  },
  probes = each({ "[1, 2]", "array([1, 2])" }, function (object)
    return probe { "x = " .. object, "y = x" }
  end),
  answers = {
    ["one object"] = {
      means    = "y is x: what is done to one is done to the other.",
      identity = { "y is x" },
    },
    ["a copy"] = {
      means    = "y is another object with the content that x had.",
      identity = { "y is not x" },
    },
  },
}

chapter "updates"

choice "array_iadd" {
  asks   = "What does x += y do to an array?",
  source = {
    "Python reference 7.2.1, Augmented assignment statements",
    "Python array API standard 2024.12, array object, In-place Operators",
  },
  -- A second name tells the old object from a new one.
  requires = { assignment = "one object" },
  probes = each({ 3, 100, 10000 }, function (size)
    return each({ "int32", "float32" }, function (dtype)
      return probe { format('x = ones(%d, dtype="%s")', size, dtype), "a = x", "x += 1" }
    end)
  end),
  answers = {
    ["in place"] = {
      means    = "x is still the same object, with new content; every other name of it sees the update.",
      identity = { "x is a" },
    },
    ["rebinds"] = {
      means    = "x is a new array; other names of the old array still have the old content.",
      identity = { "x is not a" },
    },
    ["raises"] = {
      means  = "Arrays cannot be updated: x += y is an error.",
      raises = { "immutable", "type", "attribute", "casting" },
    },
    ["depends"] = "on the size or the dtype",
    ["unspecified"] = {
      means    = "Programs must not rely on either.",
      declared = true,
    },
  },
}

choice "array_setitem" {
  asks   = "Can elements of an array be assigned?",
  source = {
    "Python reference 3.3.7, object.__setitem__",
    "Python array API standard 2024.12, array.__setitem__",
  },
  probes = {
    probe { "x = array([1, 2, 3])", "x[0] = 10" },
    probe { "x = array([10, 5, 3])", "x[1:2] = 2" },
    probe { "x = array([0, 0, 0])", "x[:] = array([10, 2, 3])" },
  },
  answers = {
    ["writes"] = {
      means   = "x[i] = v changes the array that x is bound to.",
      content = { x = { 10, 2, 3 } },
    },
    ["raises"] = {
      means  = "Arrays are immutable: assigning an element is an error.",
      raises = { "immutable", "type" },
    },
  },
}

chapter "views"

choice "basic_slice" {
  asks     = "Is a slice of an array a view of it or a copy?",
  source   = {
    "Python array API standard 2024.12, Copy-view behavior and mutability",
    "NumPy user guide, Copies and views, Indexing operations",
  },
  requires = { array_setitem = "writes" },
  -- Three elements each; w looks at the same elements as v. Their array goes, since its content is not asked about.
  probes = each({
    { "6", "0:3" },
    { "6", "3:" },
    { "6", "::2" },
    { "(2, 3)", "1, :" },
    { "(3, 2)", ":, 1" },
  }, function (family)
    local shape, index = family[1], family[2]
    return probe {
      format("x = zeros(%s)", shape),
      format("v = x[%s]", index),
      "x[...] = 1",
      format("w = x[%s]", index),
      "del x",
      "v[0] = 2",
    }
  end),
  answers = {
    ["view"] = {
      means   = "The slice and the array have elements in common: a write to one shows in the other.",
      content = { v = { 2, 1, 1 }, w = { 2, 1, 1 } },
    },
    ["copy"] = {
      means   = "The slice has elements of its own.",
      content = { v = { 2, 0, 0 }, w = { 1, 1, 1 } },
    },
    ["value"] = {
      means   = "The slice is a value: it keeps the elements that it was made with, and cannot be written.",
      raises  = "immutable",
      content = { v = { 0, 0, 0 }, w = { 1, 1, 1 } },
    },
    ["depends"] = "on whether the elements lie next to each other",
    ["unspecified"] = {
      means    = "Programs must not rely on either.",
      declared = true,
    },
  },
}

choice "slice_step" {
  asks   = "Can the step of a slice be negative?",
  source = {
    "Python array API standard 2024.12, Indexing, Single-axis Indexing",
    "Python reference 3.2.8.13, Slice objects",
  },
  probes = {
    probe { "x = array([2, 3, 4])", "v = x[::-1]" },
    probe { "x = array([0, 1, 2, 3, 4])", "v = x[:1:-1]" },
    probe { "x = array([2, 9, 3, 9, 4])", "v = x[::-2]" },
  },
  answers = {
    ["any sign"] = {
      means   = "x[::-1] has the elements of x in reverse order.",
      content = { v = { 4, 3, 2 } },
    },
    ["positive only"] = {
      means  = "A negative step is an error.",
      raises = { "value", "index", "unsupported" },
    },
  },
}

choice "scalar_index" {
  asks     = "Does an integer index give a value of its own or an array that shares its element with x?",
  source   = {
    "NumPy reference, Scalars, Indexing",
    "PyTorch documentation, Tensor Views",
    "Python array API standard 2024.12, Copy-view behavior and mutability",
  },
  requires = { array_setitem = "writes" },
  probes = {
    probe { "x = array([1, 2, 3])", "s = x[0]", "s += 10" },
    probe { "x = array([[1, 2, 3]])", "s = x[0, 0]", "s += 10", "x = x.reshape((3,))" },
  },
  answers = {
    ["value"] = {
      means   = "After s = x[0], nothing done to s changes x.",
      content = { s = 11, x = { 1, 2, 3 } },
    },
    ["view"] = {
      means   = "s is a 0-d array over the element: s += 10 changes x.",
      content = { s = 11, x = { 11, 2, 3 } },
    },
  },
}

chapter "overlap"

choice "overlap" {
  asks     = "What does an update do whose operands overlap, as in x[1:] += x[:-1]?",
  source   = {
    "NumPy reference, Universal functions (ufunc), Ufuncs and memory overlap",
    "NumPy 1.13.0 release notes, Ufunc behavior for overlapping inputs",
  },
  requires = { basic_slice = "view", array_iadd = "in place" },
  probes = {
    each({ "int32", "int64", "float32", "float64" }, function (dtype)
      return probe { format('x = array([1, 2, 3, 4], dtype="%s")', dtype), "x[1:] += x[:-1]" }
    end),
    probe { "x = array([1, 2, 3, 4])", "v = x[:-1]", "x[1:] += v" },
    probe { "x = array([1, 2, 3, 4])", "add(x[1:], x[:-1], out=x[1:])" },
  },
  answers = {
    ["as if copied"] = {
      means   = "The result is as if the operands had been copied before anything was written.",
      content = { x = { 1, 3, 5, 7 } },
    },
    ["raises"] = {
      means  = "The overlap is noticed and refused; nothing is written.",
      raises = "overlap",
    },
    ["unspecified"] = {
      means    = "Programs must not rely on any result.",
      declared = true,
    },
  },
  -- Whoever computes something else, such as running sums, has no rule to point to.
  otherwise = "as if copied",
}

chapter "conversion"

choice "float_of_one_element" {
  asks   = "Does float(x) take an array with one element and one or more axes?",
  source = {
    "NumPy 2.4.0 release notes, expired deprecations: conversion of an array with ndim > 0 to a scalar",
    "Python array API standard 2024.12, array.__float__",
  },
  probes = {
    probe { "x = array([3.5])", "f = float(x)" },
    probe { "x = array([[3.5]])", "f = float(x)" },
    probe { "x = full((1, 1, 1), 3.5)", "f = float(x)" },
  },
  answers = {
    ["accepts"] = {
      means   = "float(x) is the element, whatever the number of axes.",
      content = { f = 3.5 },
    },
    ["raises"] = {
      means  = "Only 0-d arrays convert; float(array([3.5])) is a TypeError.",
      raises = "type",
    },
  },
}

chapter "updates"

choice "int_iadd_float" {
  asks   = "What does x += 1.5 do to an array of integers?",
  source = {
    "NumPy reference, numpy.ufunc, casting (default 'same_kind')",
    "Python array API standard 2024.12, Type Promotion Rules, Mixing arrays with Python scalars",
  },
  probes = each({ "int32", "int64" }, function (dtype)
    return probe { format('x = array([1, 2, 3], dtype="%s")', dtype), "x += 1.5" }
  end),
  answers = {
    ["casting error"] = {
      means  = "The sum does not fit the dtype of x: an error, and x is as it was.",
      raises = { "casting", "type" },
    },
    ["promotes"] = {
      means   = "x is bound to a new array of floats.",
      content = { x = { 2.5, 3.5, 4.5 } },
    },
    ["truncates"] = {
      means   = "The scalar or the sum is cut to an integer, silently.",
      content = { x = { 2, 3, 4 } },
    },
    ["no update"] = {
      means  = "There is no update of an array, whatever is added: an error, and x is as it was.",
      raises = { "attribute", "immutable" },
    },
    ["unspecified"] = {
      means    = "Programs must not rely on any of these.",
      declared = true,
    },
  },
}

chapter "identity"

choice "integer_identity" {
  asks   = "When are two equal integers one object?",
  source = {
    "Python reference 3.1, Objects, values and types: a = 1; b = 1",
    "Python/C API reference, PyLong_FromLong",
    "PyPy documentation, Differences between PyPy and CPython, Object identity of primitive values",
  },
  -- Statement by statement: within one unit a compiler may share constants.
  probes = {
    probe { "s = 5", "t = 5", "b = 1000", "c = 1000" },
    probe { "n = 4", "s = n + 1", "t = n + 1", "m = 999", "b = m + 1", "c = m + 1" },
    probe { "s = len([7])", "t = len([8])", "b = 100000000000000000000", "c = 100000000000000000000" },
  },
  answers = {
    ["small ones cached"] = {
      means    = "Integers of a small range exist once; larger ones are made anew.",
      identity = { "s is t", "b is not c" },
    },
    ["by value"] = {
      means    = "Equal integers are one object; an integer's id follows from its value.",
      identity = { "s is t", "b is c" },
    },
    ["fresh"] = {
      means    = "Every evaluation makes a new integer object.",
      identity = { "s is not t", "b is not c" },
    },
    ["depends"] = "on the value or on how it came about",
  },
}
