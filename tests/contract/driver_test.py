"""Drivers that misbehave: the case in flight is an error that says so, all others are judged, nothing hangs."""
import os
import subprocess
import sys

import user

SPEC = 'clause "c" { must = "m", source = "ibid",\n' + "".join(
    ' case "number %d" { "l = [1]", "l += [%d]", content = { l = { 1, %d } } },\n' % (n, n, n) for n in range(2, 8)) + "}\n"

# Wraps the driver of CPython and does something else at one program: the one that adds 4.
WRAPPER = r'''
import json, os, subprocess, sys, time
driver = subprocess.Popen([sys.executable, %(driver)r], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
for line in sys.stdin.buffer:
    if b"l += [4]" in line:
        %(deed)s
    driver.stdin.write(line)
    driver.stdin.flush()
    sys.stdout.buffer.write(driver.stdout.readline())
    sys.stdout.buffer.flush()
'''


class Misbehaving(user.UserTest):
    def misbehave(self, deed, *words):
        spec = self.write("spec.lua", SPEC)
        driver = os.path.join(user.ROOT, "impl", "python", "cpython_driver.py")
        wrapper = self.write("wrapper.py", WRAPPER % {"driver": driver, "deed": deed})
        results = os.path.join(self.folder.name, "results")
        status, out, err = self.ibid("run", "--impl", "%s %s" % (sys.executable, wrapper), "--out", results, spec)
        self.assertEqual(status, 1, out + err)
        self.assertIn("ERROR c/number-4", out)
        verdicts = [record["verdict"] for record in self.results(results) if record["record"] == "case"]
        self.assertEqual(verdicts, ["pass", "pass", "error", "pass", "pass", "pass"])
        for word in words:
            self.assertIn(word, out)
        running = subprocess.run(["ps", "-eo", "args"], stdout=subprocess.PIPE).stdout.decode()
        self.assertNotIn(wrapper, running)

    def test_dies(self):
        self.misbehave("os._exit(3)", "3")

    def test_is_killed(self):
        self.misbehave("os.kill(os.getpid(), 11)")

    def test_prints_garbage(self):
        self.misbehave("print('hello, world', flush=True)", "hello, world")

    def test_prints_half_a_line(self):
        self.misbehave("sys.stdout.write('{\"id\": '); sys.stdout.flush(); os._exit(0)")

    def test_answers_with_a_wrong_id(self):
        self.misbehave("print('{\"id\": 123456}', flush=True)", "123456")


# A library that forgets nothing of what it was asked to do, and dies when it is asked for 13.
APART = """
import os, sys
sys.path.insert(0, %(drivers)r)
import ibid_core
channel = ibid_core.take_channel()
seen = []
def passed(x):
    if x == 13:
        os.kill(os.getpid(), 11)
    seen.append(x)
    return len(seen)
ibid_core.serve(channel, ibid_core.Implementation("forgetful", "1", "It", names={"passed": passed}, apart=["passed(1"]))
"""
SPEC_APART = 'clause "c" { must = "m", source = "ibid",\n' + "".join(
    ' case "%s" { "l = [%s]", "l += [passed(%s)]", content = { l = { %s, %d } } },\n' % (title, number, number, number, count)
    for title, number, count in (("apart", 1, 1), ("here", 2, 1), ("apart again", 12, 2), ("dying", 13, 1), ("here again", 3, 1))
    ) + "}\n"


class Apart(user.UserTest):
    def test_what_corrupts_memory_leaves_no_trace(self):
        driver = self.write("apart.py", APART % {"drivers": os.path.join(user.ROOT, "impl", "python")})
        results = os.path.join(self.folder.name, "results")
        out = self.ibid("run", "-j", "1", "--impl", "%s %s" % (sys.executable, driver), "--out", results,
                        self.write("spec.lua", SPEC_APART))[1]
        verdicts = {record["id"]: record["verdict"] for record in self.results(results) if record["record"] == "case"}
        self.assertEqual(verdicts, {"c/apart": "pass", "c/here": "pass", "c/apart-again": "pass", "c/dying": "error",
                                    "c/here-again": "pass"}, out)
        self.assertIn("signal 11", out)


class NeverStarts(user.UserTest):
    def test_each_way(self):
        for program, words in (("import sys; sys.exit('no library here')", "no library here"),
                               ("print('hello')", "hello"), ("pass", "status 0")):
            script = self.write("driver.py", program)
            status, out, err = self.ibid("run", "--impl", "%s %s" % (sys.executable, script))
            self.assertEqual((status, out), (3, ""), err)
            self.assertIn(words, err)

    def test_missing(self):
        status, out, err = self.ibid("run", "--impl", "/nonexistent/driver --now")
        self.assertEqual((status, out), (3, ""))
        self.assertIn("/nonexistent/driver", err)


user.main()
