-- DLPack: the life of what was exchanged. PyTorch, TensorFlow and MXNet take capsules themselves; elsewhere nobody
-- sees one but from_dlpack.

chapter "exchange"

clause "exchange.dlpack.outlives" {
  must   = "What from_dlpack gave keeps the memory that it shares: when the array that exported it is gone, its content stays.",
  why    = "A function that converts its argument lets go of it at once.",
  source = {
    "Python Specification for DLPack, Semantics: both x and y may continue to be used just like arrays created in other ways",
    "DLPack C API, DLManagedTensor, deleter: called by the consumer when it no longer needs the data",
  },

  case "the array goes" {
    'x = array([1, 2, 3], dtype="float32")',
    act "y = from_dlpack(x)",
    "del x",
    "collect()",
    'z = zeros(3, dtype="float32")',
    content = { y = { 1, 2, 3 } },
  },
  case "the NumPy array goes" {
    'n = place_numpy([1, 2, 3], "float32", 64, 0)',
    act "x = from_dlpack(n)",
    "del n",
    "collect()",
    'z = place_numpy([0, 0, 0], "float32", 64, 0)',
    content = { x = { 1, 2, 3 } },
  },
  case "the array goes, NumPy stays" {
    'x = array([1, 2, 3], dtype="float32")',
    act "n = numpy_from_dlpack(x)",
    "del x",
    "collect()",
    'z = zeros(3, dtype="float32")',
    content = { n = { 1, 2, 3 } },
  },
  case "through a capsule" {
    'x = array([1, 2, 3], dtype="float32")',
    "c = dlpack_capsule(x)",
    "del x",
    "collect()",
    act "y = from_capsule(c)",
    "del c",
    'z = zeros(3, dtype="float32")',
    content = { y = { 1, 2, 3 } },
  },
}

clause "exchange.freed" {
  must   = "Memory that was exported is given back when nobody needs it any more, the last of those who took it included, and not before.",
  why    = "Forgotten, it leaks with every exchange; given back early, it leaves an array over nothing.",
  source = {
    "DLPack C API, DLManagedTensor, deleter: the consumer calls it when it no longer needs the data",
    "Python Specification for DLPack, Implementation: a PyCapsule destructor that calls the deleter of what was not consumed",
    "NumPy reference, numpy.ndarray.base: the array holds the object whose memory it uses",
  },

  each({
    { "through DLPack",                   "from_dlpack(n)", "dlpack_of_numpy", "shares" },
    { "through DLPack, where it may copy", "from_dlpack(n)", "dlpack_of_numpy", "depends" },
    { "directly",                         "from_numpy(n)",  "from_numpy",      "shares" },
  }, function (family)
    local title, taken, choice, answer = family[1], family[2], family[3], family[4]
    return {
      case("a NumPy array that one took " .. title) {
        'n = place_numpy([1, 2, 3], "float32", 64, 0)',
        "x = " .. taken,
        "w = watch(n)",
        "del n",
        "collect()",
        "kept = alive(w)",
        act "del x",
        "collect()",
        "gone = not alive(w)",
        content = { kept = true, gone = true },
        where   = { [choice] = answer },
      },
      case("a NumPy array that two took " .. title) {
        'n = place_numpy([1, 2, 3], "float32", 64, 0)',
        "x = " .. taken,
        "y = " .. taken,
        "w = watch(n)",
        "del n",
        "del x",
        "collect()",
        "kept = alive(w)",
        act "del y",
        "collect()",
        "gone = not alive(w)",
        content = { kept = true, gone = true },
        where   = { [choice] = answer },
      },
    }
  end),
  case "a capsule that nobody consumes" {
    'n = place_numpy([1, 2, 3], "float32", 64, 0)',
    "c = dlpack_capsule(n)",
    "w = watch(n)",
    "del n",
    "collect()",
    "kept = alive(w)",
    act "del c",
    "collect()",
    "gone = not alive(w)",
    content = { kept = true, gone = true },
    where   = { to_numpy = "same object" },
  },
}

clause "exchange.dlpack.capsule" {
  must   = "A capsule is the array that it was made of, and can be consumed once; consuming it again is an error.",
  why    = "The memory has one deleter. Two consumers would both call it.",
  source = {
    "Python Specification for DLPack, Implementation: the consumer must set the PyCapsule name to \"used_dltensor\"",
    "PyTorch documentation, torch.utils.dlpack.to_dlpack: each dlpack can only be consumed once",
    "MXNet API, mxnet.nd.from_dlpack",
  },

  case "consumed" {
    'x = array([1, 2, 3], dtype="int32")',
    "c = dlpack_capsule(x)",
    "y = from_capsule(c)",
    content = { y = { 1, 2, 3 } },
    dtype   = { y = "int32" },
  },
  case "consumed, and shared" {
    "x = array([1, 2, 3])",
    "c = dlpack_capsule(x)",
    "y = from_capsule(c)",
    view  = { y = "x" },
    where = { array_setitem = "writes" },
  },
  case "consumed twice" {
    "x = array([1, 2, 3])",
    "c = dlpack_capsule(x)",
    "y = from_capsule(c)",
    "z = from_capsule(c)",
    raises = true,
  },
  case "what was consumed stays when the second attempt fails" {
    "x = array([1, 2, 3])",
    "c = dlpack_capsule(x)",
    "y = from_capsule(c)",
    act "z = from_capsule(c)",
    "del x",
    "del c",
    "collect()",
    raises  = true,
    content = { y = { 1, 2, 3 } },
  },
  case "two capsules of one array" {
    "x = array([1, 2, 3])",
    "c = dlpack_capsule(x)",
    "d = dlpack_capsule(x)",
    "y = from_capsule(c)",
    "z = from_capsule(d)",
    view  = { z = "y" },
    where = { array_setitem = "writes" },
  },
}
