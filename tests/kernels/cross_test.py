#!/usr/bin/env python3
"""Compiles the kernels for ARM, runs them in an emulator, and compares every exact loop's results with those here.

cross_test.py SOURCE_FOLDER WORK_FOLDER DIGESTS: DIGESTS is tests/kernels/digests.c built for this machine.
"""
import os
import shutil
import subprocess
import sys
import unittest

COMPILER, EMULATOR = "aarch64-linux-gnu-gcc", "qemu-aarch64"
ROOT, WORK, DIGESTS = sys.argv[1:4]
for tool in (COMPILER, EMULATOR):
    if not shutil.which(tool):
        print("skipped: %s is not installed" % tool)
        sys.exit(77)
OPTIONS = ["-std=c11", "-O1", "-D_POSIX_C_SOURCE=200809L", "-DKERNELS_SET=neon", "-ffp-contract=off", "-fno-math-errno",
           "-fno-trapping-math", "-Wall", "-Wextra", "-Werror"]


class Neon(unittest.TestCase):
    def test_results_are_the_same(self):
        kernels = os.path.join(ROOT, "impl", "kernels")
        tests = os.path.join(ROOT, "tests", "kernels")
        sources = sorted(os.path.join(kernels, name) for name in os.listdir(kernels) if name.endswith(".c"))
        sources += [os.path.join(tests, name) for name in ("digests.c", "exercise.c", "sample.c")]
        program = os.path.join(WORK, "digests_neon")
        folders = ["-I", kernels, "-I", os.path.join(tests, "without_sleef")]
        subprocess.run([COMPILER, *OPTIONS, *folders, *sources, "-static", "-o", program, "-lm"], check=True)
        here = subprocess.run([DIGESTS], stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()
        there = subprocess.run([EMULATOR, program], stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()
        self.assertGreater(len(here), 10000)
        self.assertEqual(len(here), len(there))
        for line in zip(here, there):
            self.assertEqual(*line)


unittest.main(argv=sys.argv[:1])
