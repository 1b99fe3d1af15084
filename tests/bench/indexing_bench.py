#!/usr/bin/env python3
"""indexing_bench.py [--cells]: selection by lists and masks in the reference, beside NumPy's.

To be run by a Python that has NumPy 2 and can import the reference's module, from build/release/bin or $IBID_BIN. Both
sides are called from Python, in the same words. Prints "name: value" lines:

    index_vs_numpy_geomean  NumPy's time over the reference's, geometric mean over what is selected, and got, assigned or updated
    index_vs_numpy_worst    the worst of these, and which it is
"""
import argparse
import os
import statistics
import sys
import time

import numpy as np

from turns import best_of_medians

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.environ.get("IBID_BIN") or os.path.join(ROOT, "build", "release", "bin"))
SIZES = (1000, 100000, 1000000)
COLUMNS = 10
RUNS, ROUNDS, SECONDS = 3, 7, 0.003

STATEMENTS = {
    "get by indices": "x[i]",
    "get by indices in order": "x[j]",
    "get by a mask": "x[m]",
    "get rows": "rows[k]",
    "get columns": "columns[:, k]",
    "get by indices of two axes": "rows[k, l]",
    "assign a number by indices": "x[i] = 1.0",
    "assign an array by indices": "x[i] = y",
    "assign a number by a mask": "x[m] = 1.0",
    "assign rows": "rows[k] = other_rows",
    "update by indices": "add.at(x, i, 1.0)",
}


def operands(size):
    """NumPy arrays, by the names that the statements use."""
    rng = np.random.default_rng(1)
    i, k = rng.integers(0, size, size), rng.integers(0, size // COLUMNS, size // COLUMNS)
    return {"x": rng.random(size), "y": rng.random(size), "i": i, "j": np.sort(i), "m": rng.random(size) > 0.5, "k": k,
            "l": k % COLUMNS, "rows": rng.random((size // COLUMNS, COLUMNS)), "columns": rng.random((COLUMNS, size // COLUMNS)),
            "other_rows": rng.random((size // COLUMNS, COLUMNS))}


def timer(statement, names):
    """A function of how often, that gives seconds."""
    space = dict(names)
    exec("def repeat(times, %s):\n for _ in times: %s" % (", ".join(names), statement), space)

    def seconds(times):
        begun = time.thread_time()
        space["repeat"](range(times), **names)
        return time.thread_time() - begun
    return seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cells", action="store_true")
    arguments = parser.parse_args()
    try:
        import ibid_reference
    except ImportError as error:
        print("indexing_bench.py: skipped, the reference's module cannot be used here: %s" % error)
        return
    cells = []
    for size in SIZES:
        theirs = operands(size)
        ours = {name: ibid_reference.array(array.reshape(-1).tolist(), dtype=str(array.dtype)).reshape(array.shape)
                for name, array in theirs.items()}
        theirs["add"], ours["add"] = np.add, ibid_reference.add
        for title, statement in STATEMENTS.items():
            numpy, reference = best_of_medians([timer(statement, theirs), timer(statement, ours)], RUNS, ROUNDS, SECONDS)
            cells.append((numpy / reference, "%s %d" % (title, size)))
            if arguments.cells:
                print("%-36s %6.2f %11.2f %11.2f" % (cells[-1][1], cells[-1][0], 1e6 * numpy, 1e6 * reference), flush=True)
    print("index_vs_numpy_geomean: %.2f" % statistics.geometric_mean(ratio for ratio, _ in cells))
    print("index_vs_numpy_worst: %.2f\nindex_vs_numpy_worst_cell: %s" % min(cells))


if __name__ == "__main__":
    main()
