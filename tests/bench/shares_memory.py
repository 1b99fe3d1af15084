"""Run by an environment with NumPy: how long np.shares_memory takes for its documented hard case, in seconds."""
import time

import numpy
from numpy.lib.stride_tricks import as_strided

# Never touched, and so never there: 209 MB of addresses.
memory = numpy.zeros(36674 * 1048 + 61119 * 1048 + 85569 * 1048 + 64023025, "int8")
x = as_strided(memory, (1049, 1049, 1049), (36674, 61119, 85569))
y = as_strided(memory[64023025:], (1049, 1049, 1), (12223, 12224, 1))
start = time.process_time()
shared = numpy.shares_memory(x, y)
print(time.process_time() - start)
assert not shared
