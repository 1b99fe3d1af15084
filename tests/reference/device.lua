-- What the reference answers where arrays on a device and on the host meet; run on `reference:device=sim`.

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
