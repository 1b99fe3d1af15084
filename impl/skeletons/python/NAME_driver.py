#!/usr/bin/env python3
"""The ibid driver of @NAME@.

ibid starts it and speaks the driver protocol with it (docs/driver-protocol.md in ibid's folder). This
file is the table of what @NAME@ is; ibid_core has the loop. Python itself (names, numbers, lists,
tuples, operators, indexing) works already; what the table lacks is unsupported.

    ibid check-driver ./@NAME@_driver.py        is every answer as it should be?
    ibid eval --impl ./@NAME@_driver.py 'x = [1]; y = x; y += [2]'
    ibid run --impl ./@NAME@_driver.py          the whole suite
"""
import os
import sys

sys.path.insert(0, os.path.join(os.environ.get("IBID_ROOT") or "@ROOT@", "impl", "python"))
import ibid_core
from ibid_text import OWN, Unsupported
from ibid_values import array_of_bytes, bits_of, second_value

# From here on standard output is for answers only: whatever prints is heard on standard error.
channel = ibid_core.take_channel()

# 1. Import the library here, and say which version it has.
#
#     try:
#         import @NAME@
#     except ImportError as failure:
#         sys.exit("this Python cannot import @NAME@ (%s): pip install @NAME@" % failure)
VERSION = "0"

# 2. What a user of @NAME@ would write for each operation (`ibid list operations`): OWN where that is
#    what the notation says, else a text with places for arguments. Never imitate what is not there.
#
#     "array": "@NAME@.array({data}, dtype={dtype})",
#     ".copy": OWN,
#     "bits": OWN,
OPERATIONS = {}

# 3. Why others are missing, where "@NAME@ has no ..." does not say it.
#
#     "from_dlpack": "@NAME@ does not export DLPack",
REASONS = {}

# 4. Errors that Python's own do not tell: class, a part of the message, kind (`ibid list errors`).
#
#     ("ValueError", "read-only", "readonly"),
ERRORS = []


# 5. How an array is read: the dtype by NumPy's name, the shape, and the elements in C order, little-endian.
#
#     def describe_array(x):
#         return array_of_bytes(str(x.dtype), x.shape, bytes(x))
#
# bits(x, k) makes what proofs write: a new array like x of these bytes.
#
#     def bits(x, k):
#         data = bits_of(x.size, second_value(str(x.dtype), x.itemsize), k)
#         return @NAME@.frombuffer(data, x.dtype).reshape(x.shape)
DESCRIBERS = []  # (@NAME@.ndarray, describe_array)

# 6. What the texts above refer to by name.
NAMES = {}  # "@NAME@": @NAME@, "bits": bits

if __name__ == "__main__":
    ibid_core.serve(channel, ibid_core.Implementation(
        name="@NAME@", version=VERSION, title="@NAME@", operations=OPERATIONS, reasons=REASONS, names=NAMES,
        errors=ERRORS, describers=DESCRIBERS))
