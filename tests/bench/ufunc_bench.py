#!/usr/bin/env python3
"""ufunc_bench.py [--quick] [--cells] [--only TEXT] [--sizes N,N]: the reference's ufuncs beside NumPy's.

To be run by a Python that has NumPy 2; the plugin and libibid_repeat.so stand in build/release/bin, or in $IBID_BIN.
Prints "name: value" lines:

    ufunc_vs_numpy_geomean  NumPy's time over the reference's, geometric mean over all cells from 1e4 elements on
    ufunc_vs_numpy_worst    the worst of these cells
    ufunc_small_vs_numpy_…  the same for 1e3 elements, where a call costs as much as the elements do
    needless_copies         temporaries made for operations on random disjoint slices of one parent, in 1000 programs
    shifted_copies          the same for slices with the same steps that overlap, one of them shifted

A cell is a function, a dtype, a layout, a form and a number of elements. Both sides are called from C, by what a C
program would call: the plugin's call on one side, PyObject_Vectorcall or the number protocol on the other. Times are
those of the thread, the two sides take turns, and a cell is the ratio of the best of three medians on each side.
"""
import argparse
import ctypes as c
import math
import os
import random
import statistics
import sys

import numpy as np

from plugin_abi import ROOT, Instance
from turns import best_of_medians

BIN = os.environ.get("IBID_BIN") or os.path.join(ROOT, "build", "release", "bin")
DTYPES = ("float32", "float64", "int32")
LAYOUTS = ("contiguous", "strided", "broadcast")
SIZES = (1000, 10000, 100000, 1000000, 10000000, 30000000)
SMALL = 1000
# The function, its operation in place, and what Python calls for the latter.
BINARY = {
    "add": ("F_ADD", "UPDATE_ADD", "PyNumber_InPlaceAdd"),
    "multiply": ("F_MULTIPLY", "UPDATE_MULTIPLY", "PyNumber_InPlaceMultiply"),
    "divide": ("F_DIVIDE", "UPDATE_DIVIDE", "PyNumber_InPlaceTrueDivide"),
    "maximum": ("F_MAXIMUM", None, None),
    "less": ("F_LESS", None, None),
}
FORMS = ("out", "in place", "new")


def cells(sizes):
    for function in (*BINARY, "sqrt", "sum"):
        for dtype in DTYPES:
            for layout in LAYOUTS:
                for form in FORMS:
                    turns_to_floats = dtype == "int32" and function in ("divide", "sqrt")
                    if form == "in place" and (function in ("less", "sum") or turns_to_floats):
                        continue
                    # What is spread cannot be written in place: the operand in place is whole, the other one spread.
                    if form == "in place" and layout == "broadcast" and function == "sqrt":
                        continue
                    for size in sizes:
                        yield function, dtype, layout, form, size


def rows_and_columns(size):
    columns = max(10, min(1000, size // 100))
    return size // columns, columns


def dtype_of_result(function, dtype):
    if function == "less":
        return "bool"
    return "float64" if dtype == "int32" and function in ("divide", "sqrt") else dtype


class NumPySide:
    def __init__(self, repeat):
        self.repeat = repeat
        self.release = c.cast(c.pythonapi.Py_DecRef, c.c_void_p)
        self.vectorcall = c.cast(c.pythonapi.PyObject_Vectorcall, c.c_void_p)

    def operands(self, function, dtype, layout, size):
        result = dtype_of_result(function, dtype)
        if layout == "contiguous":
            return np.ones(size, dtype), np.ones(size, dtype), np.ones(size, result)
        if layout == "strided":
            return np.ones(2 * size, dtype)[::2], np.ones(2 * size, dtype)[::2], np.ones(2 * size, result)[::2]
        rows, columns = rows_and_columns(size)
        x = np.ones((rows, columns), dtype)
        row = np.ones(columns, dtype)
        if function in ("sqrt", "sum"):
            x = np.broadcast_to(row, (rows, columns))
        return x, row, np.ones((rows, columns), result)

    def prepare(self, function, dtype, layout, form, size):
        """A function of how often, that gives seconds."""
        x, y, z = self.operands(function, dtype, layout, size)
        if form == "in place" and function in BINARY and BINARY[function][2]:
            in_place = c.cast(getattr(c.pythonapi, BINARY[function][2]), c.c_void_p)
            return lambda times: self.repeat.repeat_binary(in_place, self.release, c.py_object(x), c.py_object(y), times)
        if function == "sum":
            callable_, arguments = np.add.reduce, [x, None]
            z = np.zeros((), np.add.reduce(x, None).dtype)
        else:
            callable_, arguments = getattr(np, function), [x] if function == "sqrt" else [x, y]
        count = len(arguments)
        outputs = {"out": [z], "in place": [x], "new": []}[form]
        names = ("out",) if outputs else ()
        pointers = (c.py_object * (count + len(outputs)))(*arguments, *outputs)
        return lambda times: self.repeat.repeat_vectorcall(self.vectorcall, self.release, c.py_object(callable_), pointers,
                                                           count, c.py_object(names), times)


class ReferenceSide:
    def __init__(self, repeat, instance):
        self.repeat = repeat
        self.reference = instance

    def ones(self, shape, dtype):
        return self.reference.call("ONES", self.reference.tuple(*shape), self.reference.make(dtype))

    def every_other(self, x):
        return self.reference.call("GET_ITEM", x, self.reference.slice(None, None, 2))

    def operands(self, function, dtype, layout, size):
        result = dtype_of_result(function, dtype)
        if layout == "contiguous":
            return self.ones((size,), dtype), self.ones((size,), dtype), self.ones((size,), result)
        if layout == "strided":
            return tuple(self.every_other(self.ones((2 * size,), each)) for each in (dtype, dtype, result))
        shape = rows_and_columns(size)
        row = self.ones(shape[1:], dtype)
        if function in ("sqrt", "sum"):
            x = self.reference.call("BROADCAST_TO", row, self.reference.tuple(*shape))
        else:
            x = self.ones(shape, dtype)
        return x, row, self.ones(shape, result)

    def prepare(self, function, dtype, layout, form, size):
        x, y, z = self.operands(function, dtype, layout, size)
        none = self.reference.make(None)
        if form == "in place" and function in BINARY and BINARY[function][1]:
            operation, arguments = BINARY[function][1], (x, y)
        elif function == "sum":
            total = "int64" if dtype == "int32" else dtype
            operation = "SUM"
            arguments = (x, none, self.ones((), total)) if form == "out" else (x,)
        else:
            sources = (x,) if function == "sqrt" else (x, y)
            operation = "F_SQRT" if function == "sqrt" else BINARY[function][0]
            arguments = sources + {"out": (z,), "in place": (x,), "new": ()}[form]
        handles = (c.c_uint64 * len(arguments))(*arguments)
        number = self.reference.numbers[operation]
        return lambda times: self.repeat.repeat_operation(self.reference.plugin, self.reference.instance, number, handles,
                                                          len(handles), times)


def measure(sides, cell, runs, rounds, seconds):
    """Seconds per call of each side."""
    return best_of_medians([side.prepare(*cell) for side in sides], runs, rounds, seconds)


ELEMENTWISE_ACTS = ("assign", "update", "output of two", "output of one")
ACTS = ELEMENTWISE_ACTS + ("assign to a list", "product")


def windows(reference, parent, place):
    index = reference.call("MAKE_TUPLE", reference.slice(*place[:3]), reference.slice(*place[3:]))
    return reference.call("GET_ITEM", parent, index)


def shape_of(reference, x):
    axes = [reference.call("GET_ITEM", reference.call("SHAPE", x), reference.make(axis)) for axis in (0, 1)]
    return [reference.integer(length) for length in axes]


def allocates(reference, choose, x, y, acts):
    """Whether a random operation that reads y and writes x allocates memory of arrays."""
    act = choose.choice(acts)
    index = reference.make(Ellipsis)
    rows, columns = shape_of(reference, x)
    if act == "assign to a list":
        index = reference.call("ARANGE", reference.make(rows))
    square = reference.call("ONES", reference.tuple(columns, columns), reference.make("float64"))
    before = reference.integer(reference.call("ALLOCATED"))
    if act.startswith("assign"):
        reference.call("SET_ITEM", x, index, y)
    elif act == "update":
        reference.call("UPDATE_ADD", x, y)
    elif act == "output of two":
        reference.call("F_MULTIPLY", x, y, x)
    elif act == "output of one":
        reference.call("F_SQRT", y, x)
    else:
        reference.call("MATMUL", y, square, x)
    return reference.integer(reference.call("ALLOCATED")) != before


def needless_copies(reference, programs=1000, seed=1):
    """How many of random operations between disjoint slices of one parent allocate memory of arrays."""
    choose = random.Random(seed)
    needless = 0
    for _ in range(programs):
        length = choose.randrange(2, 40)
        parent = reference.call("ONES", reference.tuple(length, 2 * length), reference.make("float64"))
        kind = choose.randrange(4)
        if kind == 0:  # even and odd columns
            places = [(None, None, None, None, None, 2), (None, None, None, 1, None, 2)]
        elif kind == 1:  # halves
            places = [(None, None, None, None, length, None), (None, None, None, length, None, None)]
        elif kind == 2:  # halves, one of them backwards
            places = [(None, None, None, length - 1, None, -1), (None, None, None, length, None, None)]
        else:  # rows of one remainder and of another
            step = choose.randrange(2, 4)
            rows = length // step
            places = [(first, first + step * (rows - 1) + 1, step, None, None, None) for first in (0, 1)] if rows else [
                (None, None, None, None, length, None), (None, None, None, length, None, None)]
        if choose.random() < 0.5:
            places.reverse()
        x, y = (windows(reference, parent, place) for place in places)
        needless += allocates(reference, choose, x, y, ACTS)
        reference.forget()
    return needless


def shifted_copies(reference, programs=1000, seed=1):
    """The same of slices of one parent with the same steps and shape, of which one begins after the other."""
    choose = random.Random(seed)
    copies = 0
    for _ in range(programs):
        parent = reference.call("ONES", reference.tuple(8, 3000), reference.make("float64"))
        step, length = choose.randrange(1, 3), choose.randrange(2, 1400)
        places = []
        for _ in range(2):
            row, column = choose.randrange(3), choose.randrange(20)
            places.append((row, row + 5, None, column, column + step * length, step))
        if choose.random() < 0.5:  # both go backwards
            places = [(row, end, None, last - 1, first - 1 if first > 0 else None, -step)
                      for row, end, _, first, last, step in places]
        x, y = (windows(reference, parent, place) for place in places)
        copies += allocates(reference, choose, x, y, ELEMENTWISE_ACTS)
        reference.forget()
    return copies


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="fewer sizes, one run")
    parser.add_argument("--cells", action="store_true", help="prints each cell, and the times in microseconds")
    parser.add_argument("--only", default="", help="only cells that contain this text")
    parser.add_argument("--sizes", help="only these numbers of elements, as in 10000,100000")
    arguments = parser.parse_args()
    repeat = c.PyDLL(os.path.join(BIN, "libibid_repeat.so"))
    for name in ("repeat_operation", "repeat_binary", "repeat_vectorcall"):
        getattr(repeat, name).restype = c.c_double
    repeat.repeat_operation.argtypes = [c.c_void_p, c.c_void_p, c.c_int, c.c_void_p, c.c_size_t, c.c_size_t]
    repeat.repeat_binary.argtypes = [c.c_void_p, c.c_void_p, c.py_object, c.py_object, c.c_size_t]
    repeat.repeat_vectorcall.argtypes = [c.c_void_p, c.c_void_p, c.py_object, c.c_void_p, c.c_size_t, c.py_object,
                                         c.c_size_t]
    reference = Instance(os.path.join(BIN, "libibid_reference.so"))
    sides = [NumPySide(repeat), ReferenceSide(repeat, reference)]
    sizes = (1000, 100000, 3000000) if arguments.quick else SIZES
    if arguments.sizes:
        sizes = [int(size) for size in arguments.sizes.split(",")]
    runs, rounds, seconds = (1, 3, 0.002) if arguments.quick else (3, 5, 0.004)
    ratios = {}
    for cell in cells(sizes):
        name = " ".join(map(str, cell))
        if arguments.only not in name:
            continue
        numpy, ours = measure(sides, cell, runs, rounds, seconds)
        reference.forget()
        ratios[cell] = numpy / ours
        if arguments.cells:
            print("%-45s %6.2f  %10.2f %10.2f" % (name, numpy / ours, 1e6 * numpy, 1e6 * ours), flush=True)
    for name, chosen in (("ufunc_vs_numpy", [cell for cell in ratios if cell[-1] > SMALL]),
                         ("ufunc_small_vs_numpy", [cell for cell in ratios if cell[-1] <= SMALL])):
        if chosen:
            print("%s_geomean: %.2f" % (name, statistics.geometric_mean(ratios[cell] for cell in chosen)))
            worst = min(chosen, key=ratios.get)
            print("%s_worst: %.2f" % (name, ratios[worst]))
            print("%s_worst_cell: %s" % (name, " ".join(map(str, worst))))
    print("needless_copies: %d" % needless_copies(reference))
    print("shifted_copies: %d" % shifted_copies(reference))
    reference.close()


if __name__ == "__main__":
    main()
