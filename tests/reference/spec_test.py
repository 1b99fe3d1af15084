"""The reference passes the whole spec under both of its profiles, with the loops of every instruction set that this
processor has.
"""
import json
import os
import subprocess
import tempfile
import unittest

PROGRAMS = os.environ["IBID_PROGRAMS"]
IBID = os.path.join(PROGRAMS, "ibid")
PROFILES = ("numpy", "python")


def run(*arguments, **variables):
    done = subprocess.run([IBID, *arguments], env=dict(os.environ, **variables), stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


# What needs gradients, another library, Python's own functions or a device, of which this run has none; and integers
# beyond 64 bits.
LACKS = ("exchange.", "device.", "autograd.", "to_numpy", "from_numpy", "dlpack_of_numpy", "numpy_of_dlpack",
         "dlpack_read_only", "buffer_of_array", "numpy_read_only", "mixed_devices", "source_in_flight",
         "room_on_device", "detached", "donation", "order_unasked", "dlpack_to_host",
         "id_of_number", "traced.")


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

    def test_nothing_else_is_left_out(self):
        for profile in PROFILES:
            with tempfile.TemporaryDirectory() as folder:
                results = os.path.join(folder, "results")
                run("run", "--impl", "reference", "--profile", profile, "--out", results)
                with open(results) as file:
                    records = [json.loads(line) for line in file]
            unsupported = [record["id"] for record in records if record.get("verdict") == "unsupported"]
            self.assertTrue(unsupported)
            self.assertEqual([name for name in unsupported if not name.startswith(LACKS)], [])
            self.assertNotIn("inconclusive", [record.get("verdict") for record in records])


if __name__ == "__main__":
    unittest.main()
