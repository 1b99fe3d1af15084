-- DLPack on devices: their streams, and what crosses between a device and the host. A stream is a queue of work; what is
-- on two of them is in no order. On the simulated device what no order holds back runs as late as it may, so that a
-- consumer that nobody made wait reads what stood there before.

chapter "exchange"

clause "exchange.dlpack.stream" {
  must   = "Where the consumer gives a stream, the producer orders its work before what comes next in it; with -1 it does not; with none it is the default stream.",
  why    = "Without an order the consumer reads what the producer has not yet written.",
  source = {
    "Python array API standard 2024.12, array.__dlpack__, stream",
    "Python Specification for DLPack, Semantics: the consumer must pass the stream it will use to the producer; the producer must synchronize or wait on the stream when necessary",
  },

  case "the stream of the consumer" {
    'x = to_device(array([1, 2, 3]), "cpu:1")',
    's = stream("cpu:1")',
    "y = x + x",
    "c = dlpack_capsule(y, stream=s)",
    "use_stream(s)",
    "z = from_capsule(c)",
    'h = to_device(z, "cpu")',
    content = { h = { 2, 4, 6 } },
  },
  case "None is the default stream" {
    'x = to_device(array([1, 2, 3]), "cpu:1")',
    's = stream("cpu:1")',
    "use_stream(s)",
    "y = x + x",
    "c = dlpack_capsule(y, stream=None)",
    "use_stream(None)",
    "z = from_capsule(c)",
    'h = to_device(z, "cpu")',
    content = { h = { 2, 4, 6 } },
  },
  case "from_dlpack gives the stream that is in use" {
    'x = to_device(array([1, 2, 3]), "cpu:1")',
    's = stream("cpu:1")',
    "y = x + x",
    "use_stream(s)",
    "z = from_dlpack(y)",
    'h = to_device(z, "cpu")',
    content = { h = { 2, 4, 6 } },
  },
  case "-1, where the consumer waited by itself" {
    'x = to_device(array([1, 2, 3]), "cpu:1")',
    "y = x + x",
    "synchronize()",
    "z = from_capsule(dlpack_capsule(y, stream=-1))",
    content = { z = { 2, 4, 6 } },
  },
}

choice "order_unasked" {
  asks   = "What does a consumer see that asked for no order (stream=-1), and waits for nothing?",
  source = {
    "Python array API standard 2024.12, array.__dlpack__, stream: -1 signals that the producer must not perform any synchronization",
    "CUDA C Programming Guide, Streams: commands of different streams may execute out of order or concurrently",
  },
  requires = { array_iadd = "in place" },
  probes = {
    probe {
      'x = to_device(array([1, 2, 3]), "cpu:1")',
      's = stream("cpu:1")',
      "x += 1",
      "c = dlpack_capsule(x, stream=-1)",
      "use_stream(s)",
      "z = from_capsule(c)",
      'h = to_device(z, "cpu")',
    },
  },
  answers = {
    ["old content"] = { means = "What stood there before: the update came too late.", content = { h = { 1, 2, 3 } } },
    ["new content"] = { means = "What was written: the update was in time, this time.", content = { h = { 2, 3, 4 } } },
    ["unspecified"] = {
      means    = "Programs must not read before a wait.",
      declared = true,
    },
  },
}

clause "exchange.dlpack.stream.none" {
  must   = "Where there are no streams, as in the memory of the CPU, an array is exported for None, and for any other stream it is an error.",
  why    = "A consumer that gives a stream counts on an order which nobody would keep.",
  source = "Python array API standard 2024.12, array.__dlpack__, stream: on CPU and other device types without streams, only None is accepted",

  case "a number" {
    "x = array([1, 2, 3])",
    "c = dlpack_capsule(x, stream=1)",
    raises = true,
  },
  case "None" {
    "x = array([1, 2, 3])",
    "y = from_capsule(dlpack_capsule(x, stream=None))",
    content = { y = { 1, 2, 3 } },
  },
}

choice "dlpack_to_host" {
  asks   = "What does from_dlpack give on the host of an array that is on the second device?",
  source = {
    "Python array API standard 2024.12, from_dlpack, device; copy=None: reuse the existing memory buffer if possible and copy otherwise",
    "array-api-strict documentation, Device: devices that are no hardware, whose memory is the host's",
  },
  requires = { array_setitem = "writes" },
  probes = {
    probe {
      'x = to_device(array([1, 2, 3]), "cpu:1")',
      'y = from_dlpack(x, device="cpu")',
      "x[0] = 10",
    },
  },
  answers = {
    ["copies"] = { means = "A copy: the host cannot reach the memory.", content = { y = { 1, 2, 3 } } },
    ["shares"] = { means = "An array in the same memory, which the host reaches.", content = { y = { 10, 2, 3 } } },
  },
}

clause "exchange.from_dlpack.device" {
  must   = "from_dlpack(x) is on the device of x, and shares there; from_dlpack(x, device=d) is on the device d: where that cannot reach the memory of x it is a copy, and with copy=False an error.",
  why    = "Who hands an array on wants neither a transfer that he did not ask for, nor an array that he cannot use.",
  source = {
    "Python array API standard 2024.12, from_dlpack, device: if None, the output array must be on the same device as x",
    "Python array API standard 2024.12, from_dlpack, copy=False: BufferError, if a cross-device data movement is requested; device: ValueError",
    "DLPack C API, DLTensor, data: a CUDA device pointer, or a cl_mem handle in OpenCL",
  },

  case "it stays on the device" {
    'x = to_device(array([1, 2, 3]), "cpu:1")',
    "y = from_dlpack(x)",
    act "z = x + y",
    content = { z = { 2, 4, 6 } },
  },
  case "it shares on the device" {
    'x = to_device(array([1, 2, 3]), "cpu:1")',
    "y = from_dlpack(x)",
    identity = { "y is not x" },
    view     = { y = "x" },
    where    = { array_setitem = "writes" },
  },
  case "every second element on the device" {
    'x = to_device(array([1, 2, 3, 4]), "cpu:1")',
    "y = from_dlpack(x[1::2])",
    view  = { y = "x[1::2]" },
    where = { array_setitem = "writes", basic_slice = "view" },
  },
  case "a copy on the device" {
    'x = to_device(array([1, 2, 3]), "cpu:1")',
    "y = from_dlpack(x, copy=True)",
    copy  = { y = "x" },
    where = { array_setitem = "writes" },
  },
  case "the array on the device goes" {
    'x = to_device(array([1, 2, 3]), "cpu:1")',
    act "y = from_dlpack(x)",
    "del x",
    "collect()",
    'z = to_device(array([4, 5, 6]), "cpu:1")',
    content = { y = { 1, 2, 3 } },
  },
  case "a copy on the host" {
    'x = to_device(array([1, 2, 3]), "cpu:1")',
    'y = from_dlpack(x, device="cpu")',
    act "z = y + array([1, 1, 1])",
    content = { z = { 2, 3, 4 } },
  },
  case "a copy on the host of what was just computed" {
    'x = to_device(array([1, 2, 3]), "cpu:1")',
    "y = x + x",
    'z = from_dlpack(y, device="cpu", copy=True)',
    content = { z = { 2, 4, 6 } },
  },
  case "no copy on the host" {
    'x = to_device(array([1, 2, 3]), "cpu:1")',
    'y = from_dlpack(x, device="cpu", copy=False)',
    raises = { "buffer", "value" },
    where  = { dlpack_to_host = "copies" },
  },
  case "from the host to the host" {
    "x = array([1, 2, 3])",
    'y = from_dlpack(x, device="cpu", copy=False)',
    view  = { y = "x" },
    where = { array_setitem = "writes" },
  },
}
