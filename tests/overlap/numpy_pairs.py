"""Run by an environment with NumPy: random strided arrays and what np.shares_memory says, exactly, of them.

Usage: numpy_pairs.py SEED COUNT. Prints a line for each pair: what tests/overlap/answers.c reads, " = ", whether they
share memory, and whether the first overlaps itself ("-" where this NumPy does not tell).
"""
import random
import sys

import numpy
from numpy.lib.stride_tricks import as_strided

try:
    from numpy._core._multiarray_tests import internal_overlap
except ImportError:
    internal_overlap = None

# Not "S0": NumPy lets items without bytes overlap.
DTYPES = ["int8", "int16", "float32", "float64", "complex128", "S3"]
BUFFER_BYTES = 1 << 20  # more than any array here reaches


def slice_of(numbers, parent):
    index = []
    for size in parent.shape:
        ends = sorted((numbers.randint(0, size), numbers.randint(0, size)))
        step = numbers.choice([1, 1, 2, 3, -1, -2, 5])
        index.append(slice(*ends, step) if step > 0 else slice(ends[1], ends[0] or None, step))
    return parent[tuple(index)].transpose(numbers.sample(range(parent.ndim), parent.ndim))


def strided(numbers, buffer):
    dtype = numpy.dtype(numbers.choice(DTYPES))
    dimensions = numbers.randint(0, 4)
    shape = [numbers.randint(1, 12) for _ in range(dimensions)]
    strides = [numbers.randint(-300, 300) for _ in range(dimensions)]
    start = numbers.randint(BUFFER_BYTES // 2 - 3000, BUFFER_BYTES // 2 + 3000)
    one = buffer[start:start + dtype.itemsize]
    return as_strided(numpy.ndarray((), dtype, one), shape, strides)


def described(array):
    numbers = [array.__array_interface__["data"][0], array.itemsize, array.ndim, *array.shape, *array.strides]
    return " ".join(map(str, numbers))


def main():
    seed, count = map(int, sys.argv[1:])
    numbers = random.Random(seed)
    buffer = numpy.zeros(BUFFER_BYTES, "int8")
    for trial in range(count):
        if trial % 2:
            parent = numpy.zeros([numbers.randint(1, 20) for _ in range(numbers.randint(1, 4))],
                                 numbers.choice(DTYPES))
            x, y = slice_of(numbers, parent), slice_of(numbers, parent)
        else:
            x, y = strided(numbers, buffer), strided(numbers, buffer)
        internal = "-" if internal_overlap is None else int(internal_overlap(x, max_work=-1))
        print(described(x), described(y), "=", int(numpy.shares_memory(x, y)), internal)


main()
