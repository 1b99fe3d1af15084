"""What the end-to-end tests share: the built program, run as a user runs it."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

IBID = os.environ.get("IBID_PROGRAM", "ibid")
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(ROOT, "impl", "environments"))
import setup


# What the model leaves to real systems, by the start of ids of cases and choices.
MODEL_LACKS = ("exchange.", "device.", "autograd.", "to_numpy", "from_numpy", "dlpack_of_numpy", "numpy_of_dlpack",
               "dlpack_read_only", "buffer_of_array", "numpy_read_only", "same_device", "mixed_devices", "source_in_flight",
               "room_on_device", "order_unasked", "dlpack_to_host", "detached", "donation")


class UserTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def write(self, name, text, mode="w"):
        path = os.path.join(self.folder.name, name)
        with open(path, mode) as file:
            file.write(text)
        return path

    def ibid(self, *arguments, **options):
        """Runs it; returns exit status, standard output and standard error."""
        environment = dict(dict(os.environ, IBID_ROOT=ROOT), **options.get("environment", {}))
        done = subprocess.run([IBID] + list(arguments), input=options.get("input", "").encode(), env=environment,
                              cwd=options.get("folder"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def evaluate(self, program, *arguments):
        status, out, err = self.ibid("eval", "--json", program, *arguments)
        self.assertEqual(out.count("\n"), 1, out + err)
        return json.loads(out)

    def batch(self, lines, *arguments):
        status, out, err = self.ibid("eval", "--json", "--batch", *arguments, input="\n".join(lines) + "\n")
        self.assertEqual(status, 0, err)
        return [json.loads(line) for line in out.splitlines()]

    def read(self, path, mode="r"):
        with open(path, mode) as file:
            return file.read()

    def results(self, path):
        with open(path) as file:
            return [json.loads(line) for line in file]


def registered(name):
    return setup.registry()[name]


def folder_of(selector):
    """The environment of NAME or NAME@VERSION, or None if `ibid setup` did not make it yet."""
    name, version, entry = setup.entry_of(setup.registry(), selector)
    folder = setup.folder_of(entry, version)
    return folder if os.path.exists(os.path.join(folder, "complete")) else None


def environment_of(selector):
    """The Python of that environment, or None."""
    folder = folder_of(selector)
    return folder and os.path.join(folder, "bin", "python")


def command_of(selector):
    """The command of a driver that runs in that environment, or None."""
    folder = folder_of(selector)
    return folder and setup.command_of(setup.entry_of(setup.registry(), selector)[2], folder)


def main():
    unittest.main(verbosity=1, argv=[sys.argv[0]] + sys.argv[1:])
