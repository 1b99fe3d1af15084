-- Devices. MXNet and array-api-strict have a second device without hardware, "cpu:1", and bear out what is said of
-- moving to another one; NumPy, PyTorch, JAX, MXNet and array-api-strict what is said of "cpu". The model has none. Of
-- the reference, "cpu:1" is the device that it was opened with (reference:device=sim, opencl, cuda): the simulated one
-- runs as late as it may, and so tells what a program may not count on.

chapter "devices" {
  number = 14,
  title  = "Devices",
  about  = "What moves to another device, what stays, what a program may not touch meanwhile, and what it gives up.",
}

choice "same_device" {
  asks   = "What does moving an array to the device where it is give?",
  source = {
    "Python array API standard 2024.12, array.to_device, Notes: implementations may choose to perform an explicit copy or return self",
    "PyTorch documentation, torch.Tensor.to: if self already has the correct device, self is returned",
    "JAX documentation, jax.Array.to_device: returns a copy of the array on the specified device",
  },
  probes = each({ "int32", "float32" }, function (dtype)
    return probe { format('x = array([1, 2, 3], dtype="%s")', dtype), 'y = to_device(x, "cpu")' }
  end),
  answers = {
    ["same object"]    = { means = "The array itself.", identity = { "y is x" } },
    ["another object"] = {
      means    = "Another array, with the same content.",
      identity = { "y is not x" },
      content  = { y = { 1, 2, 3 } },
    },
    ["unspecified"] = {
      means    = "Programs must not rely on either.",
      declared = true,
    },
  },
}

clause "device.same" {
  must   = "An array that is moved to the device where it is keeps its content, shape and dtype; where it is the array itself, it is so for each layout of it.",
  why    = "A loop that moves its data each time is free where it stays, and pays a copy each time where not.",
  source = {
    "Python array API standard 2024.12, array.to_device: an array with the same data and data type",
    "PyTorch documentation, torch.Tensor.to",
    "MXNet API, mxnet.np.ndarray.as_in_ctx: if the target context is the same, then self is returned",
  },

  case "content and dtype" {
    'x = array([[1, 2], [3, 4]], dtype="int32")',
    'y = to_device(x, "cpu")',
    content = { y = { { 1, 2 }, { 3, 4 } } },
    dtype   = { y = "int32" },
  },
  case "a row is itself" {
    "x = array([1, 2, 3])",
    'y = to_device(x, "cpu")',
    identity = { "y is x" },
    where    = { same_device = "same object" },
  },
  case "a slice is itself" {
    "x = array([1, 2, 3, 4])",
    "v = x[::2]",
    'y = to_device(v, "cpu")',
    identity = { "y is v" },
    where    = { same_device = "same object" },
  },
}

clause "device.another" {
  must   = "An array that is moved to another device is a copy there: no later write to either reaches the other, and moved back it has the content that it had.",
  why    = "A program that ran on one device, where the move was the array itself, may count on seeing its writes.",
  source = {
    "Python array API standard 2024.12, array.to_device: copy the array to the specified device",
    "MXNet API, mxnet.np.ndarray.as_in_ctx: otherwise, a copy is made",
  },

  case "content and dtype" {
    'x = array([[1, 2], [3, 4]], dtype="int32")',
    'y = to_device(x, "cpu:1")',
    identity = { "y is not x" },
    content  = { y = { { 1, 2 }, { 3, 4 } } },
    dtype    = { y = "int32" },
  },
  case "a later write to the array" {
    "x = array([1, 2, 3])",
    act 'y = to_device(x, "cpu:1")',
    "x[0] = 10",
    content = { y = { 1, 2, 3 } },
    where   = { array_setitem = "writes" },
  },
  case "a later write to the copy" {
    "x = array([1, 2, 3])",
    'y = to_device(x, "cpu:1")',
    "y[0] = 10",
    content = { x = { 1, 2, 3 }, y = { 10, 2, 3 } },
    where   = { array_setitem = "writes" },
  },
  case "every second element" {
    "x = array([1, 2, 3, 4])",
    'y = to_device(x[::2], "cpu:1")',
    content = { y = { 1, 3 } },
  },
  case "there and back" {
    "x = array([1, 2, 3])",
    'y = to_device(x, "cpu:1")',
    'z = to_device(y, "cpu")',
    identity = { "z is not x" },
    copy     = { z = "x" },
    where    = { array_setitem = "writes" },
  },
}

choice "mixed_devices" {
  asks   = "Can arrays on two devices meet in an operation?",
  source = {
    "Python array API standard 2024.12, Device support: libraries may or may not allow mixing arrays on different devices via implicit data transfers",
    "array-api-strict issue 207: raise on implicit device transfer",
  },
  probes = each({ "int32", "float32" }, function (dtype)
    return probe {
      format('x = array([1, 2, 3], dtype="%s")', dtype),
      'y = to_device(x, "cpu:1")',
      "z = x + y",
    }
  end),
  answers = {
    ["raises"]   = { means = "It is an error: who wants the transfer asks for it.", raises = true },
    ["computes"] = { means = "One of them is moved.", content = { z = { 2, 4, 6 } } },
    ["unspecified"] = {
      means    = "Programs must not rely on either.",
      declared = true,
    },
  },
}

clause "device.mixed" {
  must   = "Where arrays on two devices cannot meet in an operation, an update and an output are refused too, and changed by nothing.",
  why    = "A transfer that nobody asked for is slow and unseen; half an update would be worse.",
  source = {
    "Python array API standard 2024.12, Device support: execution takes place on the same device where all argument arrays are allocated",
    "array-api-strict issue 207: raise on implicit device transfer",
  },
  where  = { mixed_devices = "raises" },

  case "an update" {
    "x = array([1, 2, 3])",
    'y = to_device(x, "cpu:1")',
    "x += y",
    raises = true,
  },
  case "an assignment to all elements" {
    "x = array([1, 2, 3])",
    'y = to_device(array([4, 5, 6]), "cpu:1")',
    "x[...] = y",
    raises = true,
    where  = { array_setitem = "writes" },
  },
}

choice "donation" {
  asks   = "What becomes of an array that is donated to a computation?",
  source = {
    "JAX documentation, Buffer donation: a donated buffer must not be used afterwards, and JAX raises an error",
    "JAX documentation, jax.jit, donate_argnums",
  },
  probes = {
    probe { 'x = array([1, 2, 3], dtype="float32")', "y = donated(x)", "z = x + 1" },
    probe { 'x = zeros(10000, dtype="float32")', "y = donated(x)", "z = x + 1" },
  },
  answers = {
    ["gone"] = { means = "It is gone: using it is an error.", raises = "deleted" },
    ["kept"] = { means = "It can be used as before: the donation was no more than a hint.", dtype = { z = "float32" } },
    ["unspecified"] = {
      means    = "Programs must not use it.",
      declared = true,
    },
  },
}

clause "device.donated" {
  must   = "The result of a computation to which an array was donated is what it is without; a donated array is never seen with another content: using it is an error, or shows what it was.",
  why    = "The memory is used again at once: a stale name would show another array's numbers.",
  source = {
    "JAX documentation, Buffer donation",
    "JAX commit ce9e009, Enable buffer donation on CPU: a buffer that aliases a NumPy array must not be donated",
    "JAX documentation, jax.jit, donate_argnums: the donated buffers should not be used again",
  },

  case "the result" {
    'x = array([1, 2, 3], dtype="float32")',
    act "y = donated(x)",
    "del x",
    content = { y = { 1, 2, 3 } },
  },
  case "using it" {
    'x = array([1, 2, 3], dtype="float32")',
    "y = donated(x)",
    "z = x + 1",
    raises = "deleted",
    where  = { donation = "gone" },
  },
  case "converting it" {
    'x = array([1, 2, 3], dtype="float32")',
    "y = donated(x)",
    "l = x.tolist()",
    raises = "deleted",
    where  = { donation = "gone" },
  },
  case "a second name of it" {
    'x = array([1, 2, 3], dtype="float32")',
    "a = x",
    "y = donated(x)",
    "z = a + 1",
    raises = "deleted",
    where  = { donation = "gone" },
  },
  case "donating it again" {
    'x = array([1, 2, 3], dtype="float32")',
    "y = donated(x)",
    "z = donated(x)",
    raises = { "deleted", "value" },
    where  = { donation = "gone" },
  },
  -- NumPy looks at the memory of x: it must not be used for anything else as long as it does.
  case "NumPy's view of it" {
    'x = array([1, 2, 3], dtype="float32")',
    "n = to_numpy(x)",
    act "y = donated(x)",
    "del x",
    "z = y + 1",
    content = { y = { 1, 2, 3 }, n = { 1, 2, 3 } },
  },
}

clause "device.read_after_transfer" {
  must   = "What was copied from a device to the host may be read after a wait, or where the copy itself waits; then it is what stood on the device when the copy was asked for.",
  why    = "Read too early, it is what stood there before, on some days.",
  source = {
    "PyTorch tutorials, A guide on good usage of non_blocking and pin_memory, Other copy directions: without explicit synchronization, no assurance that the copy will be complete at the time of data access",
    "PyTorch documentation, CUDA semantics, Asynchronous execution: PyTorch synchronizes when copying data between CPU and GPU; non_blocking lets the caller bypass it",
    "JAX documentation, Asynchronous dispatch: converting to a numpy.ndarray waits; jax.Array.copy_to_host_async does not wait for the copy to complete",
    "Python array API standard 2024.12, array.to_device, Notes: if synchronization is required to guarantee data safety, this must be clearly explained",
    "CUDA Runtime API, API synchronization behavior, Memcpy: from device to host memory a synchronous copy returns only once it has completed",
  },

  case "after a wait" {
    "x = array([1, 2, 3])",
    'y = to_device(x, "cpu:1")',
    act 'h = to_device(y, "cpu", wait=False)',
    "synchronize()",
    identity = { "h is not y" },
    content  = { h = { 1, 2, 3 } },
  },
  case "of what was just computed" {
    "x = array([1, 2, 3])",
    'y = to_device(x, "cpu:1")',
    "z = y + y",
    act 'h = to_device(z, "cpu", wait=False)',
    "synchronize()",
    content = { h = { 2, 4, 6 } },
  },
  case "every second element" {
    "x = array([1, 2, 3, 4])",
    'y = to_device(x, "cpu:1")',
    act 'h = to_device(y[::2], "cpu", wait=False)',
    "synchronize()",
    content = { h = { 1, 3 } },
  },
  case "an update that was asked for later" {
    "x = array([1, 2, 3])",
    'y = to_device(x, "cpu:1")',
    act 'h = to_device(y, "cpu", wait=False)',
    "y += 1",
    "synchronize()",
    content = { h = { 1, 2, 3 }, y = { 2, 3, 4 } },
    where   = { array_iadd = "in place" },
  },
  case "the copy waits" {
    "x = array([1, 2, 3])",
    'y = to_device(x, "cpu:1")',
    "z = y + y",
    act 'h = to_device(z, "cpu")',
    content = { h = { 2, 4, 6 } },
  },
  case "a number waits" {
    "x = array([1, 2, 3])",
    'y = to_device(x, "cpu:1")',
    "z = y + y",
    act "n = int(z[1])",
    content = { n = 4 },
  },
  case "a list waits" {
    "x = array([1, 2, 3])",
    'y = to_device(x, "cpu:1")',
    "z = y + y",
    act "l = z.tolist()",
    content = { l = { 2, 4, 6 } },
  },
}

choice "source_in_flight" {
  asks   = "What does a copy to a device hold, if its source is written before anything waited for it?",
  source = {
    "PyTorch tutorials, A guide on good usage of non_blocking and pin_memory: the copy may see what is written meanwhile",
    "CUDA Runtime API, API synchronization behavior, Memcpy: from pageable memory it returns once the source is staged",
    "JAX documentation, Asynchronous dispatch; jax.device_put, may_alias",
  },
  probes = {
    probe { "x = array([1, 2, 3])", 'y = to_device(x, "cpu:1", wait=False)', "x[0] = 10", "synchronize()" },
  },
  answers = {
    ["old content"] = { means = "What the source held when the copy was asked for.", content = { y = { 1, 2, 3 } } },
    ["new content"] = { means = "What was written since, or some of it: nothing can be relied upon.", content = { y = { 10, 2, 3 } } },
    ["unspecified"] = {
      means    = "Programs must not write it before a wait.",
      declared = true,
    },
  },
}

clause "device.source_in_flight" {
  must   = "The source of a copy to a device that returned before it was done may be written, or given up, after a wait: the copy holds the old content.",
  why    = "The next batch is written into the same memory while the last one is still on its way.",
  source = {
    "PyTorch tutorials, A guide on good usage of non_blocking and pin_memory, Other copy directions: mutating a pinned source after the call may corrupt the data received on GPU",
    "JAX documentation, jax.device_put: returns without blocking until any transfers are completed",
    "CUDA Runtime API, cudaStreamSynchronize: blocks until the stream has completed all operations",
  },

  case "a write after the wait" {
    "x = array([1, 2, 3])",
    act 'y = to_device(x, "cpu:1", wait=False)',
    "synchronize()",
    "x[0] = 10",
    content = { y = { 1, 2, 3 } },
    where   = { array_setitem = "writes" },
  },
  case "a write to what a slice shares" {
    "x = array([1, 2, 3])",
    act 'y = to_device(x[1:], "cpu:1", wait=False)',
    "synchronize()",
    "x[1] = 10",
    content = { y = { 2, 3 } },
    where   = { array_setitem = "writes" },
  },
  case "the source has no name any more" {
    "x = array([1, 2, 3])",
    act 'y = to_device(x, "cpu:1", wait=False)',
    "del x",
    "z = array([4, 5, 6])",
    "synchronize()",
    content = { y = { 1, 2, 3 } },
  },
}

-- 100 elements of 8 bytes each: reference:device=sim,capacity=1600 has room for two.
local hundred = {}
for i = 1, 100 do hundred[i] = 2 end

choice "room_on_device" {
  asks   = "Has the second device room for three arrays of 100 numbers?",
  source = "ibid: how much memory a device has is not the library's to say; this tells whether the end of it can be tried",
  probes = {
    probe { 'x = to_device(ones(100), "cpu:1")', 'y = to_device(ones(100), "cpu:1")', "z = x + y" },
  },
  answers = {
    ["for two"] = { means = "Two fill it.", raises = "memory" },
    ["for more"] = { means = "There is room for more.", content = { z = hundred } },
  },
}

clause "device.out_of_memory" {
  must   = "Where a device has no room for a result, the operation raises, and its operands are what they were; an update needs no room, and what is given up is room again.",
  why    = "x = x + y needs half as much memory again as x += y: on a device that is nearly full, one of them works.",
  source = {
    "PyTorch documentation, torch.cuda.OutOfMemoryError: exception raised when device is out of memory",
    "CUDA Runtime API, Memory Management, cudaMalloc: returns cudaErrorMemoryAllocation in case of failure",
    "PyTorch documentation, torch.Tensor.add_: in-place version of add()",
  },
  where  = { room_on_device = "for two" },

  case "an update" {
    'x = to_device(ones(100), "cpu:1")',
    'y = to_device(ones(100), "cpu:1")',
    "x += y",
    content = { x = hundred },
    where   = { array_iadd = "in place" },
  },
  case "an output" {
    'x = to_device(ones(100), "cpu:1")',
    'y = to_device(ones(100), "cpu:1")',
    act "z = add(x, y, out=y)",
    identity = { "z is y" },
    content  = { y = hundred },
  },
  case "a sum under the name of an operand" {
    'x = to_device(ones(100), "cpu:1")',
    'y = to_device(ones(100), "cpu:1")',
    "x = x + y",
    raises = "memory",
  },
  case "a third array" {
    'x = to_device(ones(100), "cpu:1")',
    'y = to_device(ones(100), "cpu:1")',
    "z = ones(100)",
    'z = to_device(z, "cpu:1")',
    raises = "memory",
  },
  case "an update that overlaps" {
    'x = to_device(ones(200), "cpu:1")',
    "x[1:] += x[:-1]",
    raises = "memory",
    where  = { overlap = "as if copied" },
  },
  case "what is given up" {
    'x = to_device(ones(100), "cpu:1")',
    'y = to_device(ones(100), "cpu:1")',
    "y = None",
    act "z = x + x",
    content = { z = hundred },
    where   = { death = "at once" },
  },
}
