"""Python array API standard 2024.12, from_dlpack, device: "If device is None and x supports DLPack, the output array must be
on the same device as x."

array-api-strict has two devices beside the CPU's, to find code that forgets them: what from_dlpack gives is on the CPU's
(data-apis/array-api-strict#233).

Runs on: array-api-strict@2.6.1
"""
import array_api_strict as xp

device = xp.Device("device1")
x = xp.ones(3, device=device)
y = xp.from_dlpack(x)
print("x is on %s, and from_dlpack(x) on %s" % (x.device, y.device))
assert x.device == device and y.device != device
try:
    x + y
except ValueError as error:
    print("x + y: ValueError:", error)
else:
    raise AssertionError("no error")
