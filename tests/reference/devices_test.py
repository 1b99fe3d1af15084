"""Arrays of the reference on devices: the spec's chapters, its programs with all their arrays on the device, and memory
that runs out, of the host or of the device, at every place where it can.
"""
import collections
import json
import os
import re
import subprocess
import tempfile
import unittest

from allocations_test import PROGRAMS, STATEMENTS_AT_MOST, has_parts, host, shown, until

IBID = os.path.join(PROGRAMS, "ibid")
ROOM = "capacity=1600"  # for two arrays of 100 elements: device.out_of_memory
MAKE = {"array", "zeros", "ones", "full", "arange"}
SEEDS = 20


def ibid(*arguments):
    done = subprocess.run([IBID, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def programs(*arguments):
    lines = subprocess.run([IBID, "plan", *arguments], stdout=subprocess.PIPE, check=True).stdout
    for case in map(json.loads, lines.decode().splitlines()):
        statements = sum("do" in step for step in case["request"]["steps"])
        if statements <= STATEMENTS_AT_MOST:
            yield case["id"], until(case["request"], statements)


def on_device(node):
    """The program, with every array that it makes moved to the device."""
    if isinstance(node, list):
        return [on_device(part) for part in node]
    if not isinstance(node, dict):
        return node
    moved = {key: on_device(part) for key, part in node.items()}
    return {"op": "to_device", "args": [moved, {"str": "cpu:1"}]} if node.get("op") in MAKE else moved


def error_of(answer):
    error = answer.get("error")
    return error and (error["kind"], error["step"])


class OnDevice:
    """For each device that there is."""

    def setUp(self):
        status, out, err = ibid("eval", "--impl", "reference:device=" + self.device, "x = 1")
        if status != 0:
            if self.device in os.environ.get("IBID_TEST_DEVICES", "sim").split():
                self.fail(out + err)
            self.skipTest((out + err).strip())

    def results(self, *options, cases="device.*"):
        selector = ",".join(["reference:device=" + self.device, *options])
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "results")
            status, out, err = ibid("run", "--impl", selector, "--profile", "numpy", "--filter", cases,
                                    "--out", path)
            self.assertEqual(status, 0, selector + "\n" + out + err)
            with open(path) as file:
                return [json.loads(line) for line in file]

    def test_what_there_is_not_is_refused_by_name(self):
        x = 'x = to_device(array([1, 2, 3]), "cpu:1")\n'
        for statement, what in (("y = sum(x)", "sum"), ("y = x[[0, 1]]", "selection by lists"),
                                ("x[[0, 1]] = 4", "lists"),
                                ("y = [x] == [x]", "=="), ("y = array([x, x])", "array"), ("y = x in [x]", "in"),
                                ("y = array([1, 2, 3])[x]", "get item"), ("y = address(x)", "address"),
                                ("y = x ** x", "powers of integers"), ("y = equal(x, None)", "comparison")):
            out = "".join(ibid("eval", "--impl", "reference:device=" + self.device, x + statement)[1:])
            self.assertRegex(out, "the reference has no .*" + re.escape(what), statement)

    def test_the_chapter(self):
        records = self.results(ROOM)
        cases = {record["id"]: record["verdict"] for record in records if record["record"] == "case"}
        self.assertGreater(len(cases), 25)
        other = {case: verdict for case, verdict in cases.items() if verdict != "pass"}
        self.assertEqual(set(case.split("/")[0] for case in other), {"device.donated"}, other)
        choices = {record["id"]: record.get("answer") for record in records if record["record"] == "choice"}
        self.assertEqual((choices["same_device"], choices["mixed_devices"], choices["room_on_device"]),
                         ("same object", "raises", "for two"))

    def test_exchange_and_streams(self):
        records = self.results(cases="exchange.*")
        cases = {record["id"]: record["verdict"] for record in records if record["record"] == "case"}
        of_devices = [case for case in cases if re.match(r"exchange\.(dlpack\.stream|from_dlpack\.device)", case)]
        self.assertGreater(len(of_devices), 13)
        self.assertEqual([case for case in of_devices if cases[case] != "pass"], [])
        choices = {record["id"]: record.get("answer") for record in records if record["record"] == "choice"}
        self.assertEqual(choices["dlpack_to_host"], "copies")
        self.assertIn(choices["order_unasked"], self.without_order)

    def test_other_arrays_are_what_they_are_on_the_host(self):
        wanted = [(name, request) for name, request in programs()
                  if "to_device" not in json.dumps(request) and '"device"' not in json.dumps(request)]
        wanted = wanted[::self.every]
        expected, status, said = host([], [request for _, request in wanted])
        self.assertEqual((status, said), (0, ""))
        moved = [on_device(request) for _, request in wanted]
        seen, status, said = host(["device=" + self.device], moved)
        self.assertEqual((status, said), (0, ""), wanted[len(seen)][0] if len(seen) < len(wanted) else "the end")
        self.compared = collections.Counter()
        for (name, _), host_answer, device_answer in zip(wanted, expected, seen):
            self.compare(name, host_answer, device_answer)
        self.assertGreater(self.compared["same"], len(wanted) // 3, self.compared)

    def compare(self, name, on_host, on_device):
        if "reads" not in on_device or error_of(on_device) and error_of(on_device)[0] == "device":
            self.compared["refused"] += 1
            return
        self.assertEqual((name, error_of(on_device)), (name, error_of(on_host)))
        self.assertEqual((name, shown(on_device)), (name, shown(on_host)))
        self.compared["same"] += 1


class Failing(unittest.TestCase):
    """Where memory runs out, a statement says so, and names hold what they held; a host that leaks aborts."""

    def check(self, wanted, options, prefixes):
        answers, status, said = host(options, [request for _, request in wanted])
        self.assertEqual((status, said), (0, ""), "%s: %s" % (options, wanted[len(answers) % len(wanted)][0]))
        hit = []
        for (name, request), answer in zip(wanted, answers):
            if error_of(answer) is None or error_of(answer)[0] != "memory":
                continue
            hit.append((name, request))
            step = error_of(answer)[1]
            if (name, step) not in prefixes:
                before, _, _ = host(["device=sim"], [until(request, step)])
                prefixes[name, step] = shown(before[0])
            if not has_parts(request, step):
                self.assertEqual((options, name, shown(answer)), (options, name, prefixes[name, step]))
        return hit

    def test_each_allocation_on_the_host(self):
        remaining = [program for cases in ("device.*", "exchange.dlpack.stream*", "exchange.from_dlpack.device*")
                     for program in programs("--filter", cases)]
        prefixes, failures, number = {}, 0, 0
        while remaining:
            number += 1
            remaining = self.check(remaining, ["device=sim", "failing_allocation=%d" % number], prefixes)
            failures += len(remaining)
        self.assertGreater(failures, 300)

    def test_each_capacity_of_the_device(self):
        wanted = [(name, on_device(request)) for name, request in programs("--filter", "array.[iou]*")]
        prefixes = {}
        failures = sum(len(self.check(wanted, ["device=sim", "capacity=%d" % capacity], prefixes))
                       for capacity in range(8, 129, 24))
        self.assertGreater(failures, 300)


class SimTest(OnDevice, unittest.TestCase):
    device = "sim"
    every = 1
    without_order = ("old content",)  # whatever can come too late does

    def test_the_whole_spec_beside_it(self):
        status, out, err = ibid("run", "--impl", "reference:device=sim", "--profile", "numpy")
        self.assertEqual(status, 0, out + err)

    def test_whatever_the_order_of_its_work(self):
        for seed in range(1, SEEDS + 1):
            self.results(ROOM, "device_seed=%d" % seed)
            ordered = self.results("device_seed=%d" % seed, cases="exchange.dlpack.stream*")
            answers = {record["id"]: record.get("answer") for record in ordered if record["record"] == "choice"}
            self.assertEqual(answers["order_unasked"], "old content", seed)


class OpenclTest(OnDevice, unittest.TestCase):
    device = "opencl"
    without_order = ("old content", "new content")
    every = 20  # each program opens the device and builds its kernels


if __name__ == "__main__":
    unittest.main()
