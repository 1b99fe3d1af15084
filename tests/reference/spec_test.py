"""The reference passes the whole spec under both of its profiles, with the loops of every instruction set that this
processor has.
"""
import json
import os
import subprocess
import unittest

PROGRAMS = os.environ["IBID_PROGRAMS"]
IBID = os.path.join(PROGRAMS, "ibid")
PROFILES = ("numpy", "python")


def run(*arguments, **variables):
    done = subprocess.run([IBID, *arguments], env=dict(os.environ, **variables), stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def instruction_sets():
    """Those that the message for a name that there is not tells of."""
    status, _, said = run("eval", "--impl", "reference:cpu=none", "x = 1")
    if status != 3:
        raise AssertionError("an unknown instruction set is accepted")
    return said


class SpecTest(unittest.TestCase):
    def test_every_instruction_set(self):
        supported = [name for name in ("baseline", "avx2", "avx512", "neon")
                     if run("eval", "--impl", "reference:cpu=" + name, "x = 1")[0] == 0]
        self.assertIn("baseline", supported)
        for name in supported:
            for profile in PROFILES:
                with self.subTest(cpu=name, profile=profile):
                    status, out, err = run("run", "--impl", "reference", "--profile", profile, IBID_CPU=name)
                    self.assertEqual(status, 0, out + err)

    def test_an_unknown_instruction_set_is_an_error(self):
        for variables, selector in (({}, "reference:cpu=mmx"), ({"IBID_CPU": "mmx"}, "reference")):
            status, out, err = run("eval", "--impl", selector, "x = 1", **variables)
            self.assertEqual((status, out), (3, ""))
            self.assertIn("baseline", err)
            self.assertIn("mmx", err)

    def test_nothing_of_the_two_profiles_is_left_out(self):
        for profile in PROFILES:
            status, out, _ = run("run", "--impl", "reference", "--profile", profile, "--no-times")
            self.assertEqual(status, 0)


if __name__ == "__main__":
    unittest.main()
