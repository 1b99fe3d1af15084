"""Python array API standard 2024.12, from_dlpack, device: "If device is None and x supports DLPack, the output array must
be on the same device as x."

array-api-strict's is on CPU_DEVICE, wherever x is, so the two cannot be added.

Runs on: array-api-strict@2.6.1
"""
import array_api_strict as xp

x = xp.asarray([1, 2, 3], device=xp.Device("device1"))
y = xp.from_dlpack(x)
print("x is on %s, from_dlpack(x) on %s" % (x.device, y.device))
assert x.device != y.device
try:
    x + y
except ValueError as error:
    print("x + y: %s" % error)
else:
    raise AssertionError("they can be added")
