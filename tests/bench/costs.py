#!/usr/bin/env python3
"""What idioms cost in time, for the report's tour: NumPy and the reference side by side, in one process. Prints JSON.

To be run by a Python that has both, as script/costs does. A time is that of one execution on the thread, the least of
several runs of some milliseconds each, which the two take in turns. `case` names the case of the spec that judges what
the idiom allocates. All numbers are float64; the loops are Python's.
"""
import datetime
import json
import platform
import time
import timeit

import ibid_reference
import numpy

SIZES = (1000, 1000000)
REPEATS = 9
SECONDS = 0.02  # of a run
STEPS = 100
COSTS = (
    # id, as it is shown, as it is executed, case
    ("update-in-place", "x += y", "x += y", "memory.in_place/a-sum"),
    ("update-rebinding", "x = x + y", "x = x + y", "memory.result/an-operator"),
    ("update-out", "add(x, y, out=x)", "add(x, y, out=x)", "memory.output/the-left-operand"),
    ("fill-assign", "z[:] = x + y", "z[:] = x + y", "memory.assignment/a-slice"),
    ("fill-out", "add(x, y, out=z)", "add(x, y, out=z)", "memory.output/another-array"),
    ("loop-in-place", "%d times z += x" % STEPS, "for step in steps: z += x", "memory.in_place/a-sum"),
    ("loop-rebinding", "%d times z = z + x" % STEPS, "for step in steps: z = z + x", "memory.result/an-operator"),
    ("slice-view", "v = x[1:]", "v = x[1:]", "memory.view/a-slice"),
    ("slice-copy", "v = x[1:].copy()", "v = x[1:].copy()", None),
    ("slice-index", "v = x[i]", "v = x[i]", None),
)
SETUP = "x, y, z, i, steps = fresh()"


def processor():
    """The processor's name as Linux has it, else as Python does."""
    try:
        with open("/proc/cpuinfo") as lines:
            return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def timer_of(library, statement, elements):
    def fresh():
        return (library.ones(elements, dtype="float64"), library.ones(elements, dtype="float64"),
                library.zeros(elements, dtype="float64"), library.arange(elements, dtype="int64"), range(STEPS))
    return timeit.Timer(statement, SETUP, timer=time.thread_time, globals={"fresh": fresh, "add": library.add})


def nanoseconds(timers):
    """The time of one execution for each timer; they take turns."""
    numbers = []
    for timer in timers:
        number = 1
        while timer.timeit(number) < SECONDS:
            number *= 2
        numbers.append(number)
    runs = [[timer.timeit(number) / number for timer, number in zip(timers, numbers)] for _ in range(REPEATS)]
    return [float("%.3g" % (min(times) * 1e9)) for times in zip(*runs)]


def main():
    libraries = (("NumPy " + numpy.__version__, numpy), ("ibid's reference " + ibid_reference.__version__, ibid_reference))
    costs = []
    for name, code, statement, case in COSTS:
        times = []
        for elements in SIZES:
            found = nanoseconds([timer_of(library, statement, elements) for _, library in libraries])
            times += [{"system": system, "elements": elements, "nanoseconds": taken}
                      for (system, _), taken in zip(libraries, found)]
        costs.append(dict({"id": name, "code": code}, **({"case": case} if case else {}), times=times))
    print("{\"machine\": %s,\n \"costs\": [\n  %s\n ]}" % (
        json.dumps({"processor": processor(), "system": "%s %s, Python %s" % (
            platform.system(), platform.machine(), platform.python_version()), "date": datetime.date.today().isoformat()}),
        ",\n  ".join(json.dumps(cost) for cost in costs)))


if __name__ == "__main__":
    main()
