-- What the reference answers where arrays on a device and on the host meet, and to streams that are none; run on `reference:device=sim`.

chapter "mixed_places" {
  number = 1,
  title  = "Arrays in two places",
  about  = "Assignment from a device to the host, and back.",
}

local function refuses(title, x, y)
  return function (statement)
    return case(title .. ": " .. statement) {
      "x = " .. x,
      "y = " .. y,
      statement,
      raises = "device",
    }
  end
end

local from_device = refuses("from a device", 'to_device(array(7), "sim")', "arange(3)")
local to_device = refuses("to a device", "array(7)", 'to_device(arange(3), "sim")')

clause "mixed_places.assignment" {
  must   = "What is assigned to an array stands where the array does, however few elements it has.",
  source = "NumPy, CuPy and PyTorch have no assignment between devices",
  from_device "y[0] = x",
  from_device "y[[0, 1]] = x",
  from_device "y[y > 0] = x",
  from_device "y[...] = x",
  to_device "y[0] = x",
  to_device "y[1:] = x",
}

chapter "streams" {
  number = 2,
  title  = "Streams and capsules",
  about  = "What is no stream, no capsule and no array, and how many streams there are.",
}

local on_device = 'x = to_device(arange(3), "sim")'

clause "streams.refused" {
  must   = "What is no stream is refused by name, and so is what no stream was made for.",
  source = "Python array API standard 2024.12, array.__dlpack__, stream: an integer larger than or equal to -1, or what libraries agree on",

  case "a stream on a device that is not there" { 's = stream("sim:7")', raises = "device" },
  case "a stream on what is no device" { "s = stream(1)", raises = "type" },
  case "using a number" { "use_stream(1)", raises = "type" },
  case "a number that is no stream" { on_device, "c = dlpack_capsule(x, stream=5)", raises = "value" },
  case "a number below -1" { on_device, "c = dlpack_capsule(x, stream=-2)", raises = "value" },
  case "a word" { on_device, 'c = dlpack_capsule(x, stream="s")', raises = "type" },
  case "a stream for what is on the host" {
    's = stream("sim")',
    "x = arange(3)",
    "c = dlpack_capsule(x, stream=s)",
    raises = "value",
  },
  case "-1 for what is on the host" { "x = arange(3)", "c = dlpack_capsule(x, stream=-1)", raises = "value" },
  case "a capsule of a list" { "c = dlpack_capsule([1])", raises = "type" },
  case "an array as a capsule" { on_device, "y = from_capsule(x)", raises = "type" },
  case "a capsule on the device twice" {
    on_device,
    "c = dlpack_capsule(x)",
    "y = from_capsule(c)",
    "z = from_capsule(c)",
    raises = "buffer",
  },
  case "a list through DLPack" { "y = from_dlpack([1])", raises = "type" },
  case "to a device that is not there" { on_device, 'y = from_dlpack(x, device="cuda")', raises = "device" },
}

local fifteen = {}
for i = 1, 15 do fifteen[i] = format('s%d = stream("sim")', i) end

clause "streams.many" {
  must   = "An instance has sixteen streams at a time, the default one among them; what is given up makes room.",
  source = "ibid",

  case "one too many" { fifteen, 's = stream("sim")', raises = "device" },
  case "one given up" {
    fifteen,
    "s7 = None",
    's = stream("sim")',
    "use_stream(s)",
    'x = to_device(arange(3), "sim")',
    "x += 1",
    'y = to_device(x, "cpu")',
    content = { y = { 1, 2, 3 } },
  },
  case "one that is in use has no name any more" {
    'use_stream(stream("sim"))',
    on_device,
    "x += 1",
    'y = to_device(x, "cpu")',
    content = { y = { 1, 2, 3 } },
  },
}
