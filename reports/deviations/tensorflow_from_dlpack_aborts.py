"""tf.experimental.dlpack.from_dlpack: "The returned tensor uses the memory shared by dlpack capsules from other framework."

It takes memory that does not start at a multiple of 64 bytes, as most NumPy arrays do not, without a word; then the
first operation ends the whole process. dlpack.h recommends not to rely on the pointer being aligned.

Runs on: tensorflow@2.21.0
"""
import os
import subprocess
import sys

PROGRAM = """
import sys
import numpy as np, tensorflow as tf
offset = int(sys.argv[1])
memory = np.zeros(64 + 64 + 64, np.uint8)
start = -memory.ctypes.data % 64 + offset
array = memory[start:start + 64].view(np.float32)
tensor = tf.experimental.dlpack.from_dlpack(array.__dlpack__())
print("made", flush=True)
print(tensor + tensor)
"""


def status(offset):
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(offset)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          env=dict(os.environ, TF_CPP_MIN_LOG_LEVEL="3"))
    assert done.stdout.startswith(b"made"), done.stdout
    return done.returncode


for bytes_from_64 in (0, 16):
    print("offset %2d: the process ends with %d" % (bytes_from_64, status(bytes_from_64)))
assert status(0) == 0
assert status(16) < 0
