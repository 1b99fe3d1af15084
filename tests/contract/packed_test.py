"""Results files that are compressed: written, killed, read."""
import lzma
import os
import signal
import subprocess
import time
import unittest

import user

# Answers some requests as the driver of Python does, then none.
STOPS = """
import subprocess, sys, time
driver = subprocess.Popen([sys.executable, %r], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
for number, line in enumerate(sys.stdin.buffer):
    if number == 800:
        time.sleep(1000)
    driver.stdin.write(line)
    driver.stdin.flush()
    sys.stdout.buffer.write(driver.stdout.readline())
    sys.stdout.buffer.flush()
"""


class Packed(user.UserTest):
    def path(self, name):
        return os.path.join(self.folder.name, name)

    def test_it_holds_the_same_lines(self):
        for name in ("plain.jsonl", "packed.jsonl.xz", "again.jsonl.xz"):
            status, out, err = self.ibid("run", "--impl", "model", "--filter", "list.*", "--no-times", "--out", self.path(name))
            self.assertEqual((status, err), (0, ""))
        packed = self.read(self.path("packed.jsonl.xz"), "rb")
        self.assertEqual(lzma.decompress(packed), self.read(self.path("plain.jsonl"), "rb"))
        self.assertEqual(packed, self.read(self.path("again.jsonl.xz"), "rb"))

    def test_reports_read_it(self):
        self.ibid("run", "--impl", "model", "--filter", "list.*", "--out", self.path("r.xz"))
        os.rename(self.path("r.xz"), self.path("r"))  # what it is, not what it is called
        status, out, err = self.ibid("report", self.path("r"), "--markdown", "-")
        self.assertEqual((status, err), (0, ""))
        self.assertIn("model", out)
        status, out, err = self.ibid("explain", "list.iadd", self.path("r"))
        self.assertEqual((status, err), (0, ""))

    def test_a_killed_run_leaves_a_readable_file(self):
        driver = self.write("stops.py", STOPS % os.path.join(user.ROOT, "impl", "python", "cpython_driver.py"))
        path = self.path("killed.jsonl.xz")
        running = subprocess.Popen([user.IBID, "run", "--impl", "python3 " + driver, "-j", "1", "--out", path],
                                   env=dict(os.environ, IBID_ROOT=user.ROOT), stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 90
        while not (os.path.exists(path) and os.path.getsize(path) > 5000) and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertIsNone(running.poll(), "it was over before anything of it was in the file")
        running.send_signal(signal.SIGKILL)
        running.wait()
        status, out, err = self.ibid("report", path, "--markdown", "-")
        self.assertEqual(status, 0, err)
        self.assertRegex(err, r"killed\.jsonl\.xz: the compressed file breaks off after line \d+: the run was killed, or ")
        self.assertIn("cpython", out)

    def test_damage_is_told(self):
        path = self.path("r.xz")
        self.ibid("run", "--impl", "model", "--filter", "list.*", "--out", path)
        whole = self.read(path, "rb")
        middle = len(whole) // 2
        for damaged, words in ((whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1:], "is damaged here, or before"),
                               (whole + b"more", "after the end of the compressed data"),
                               (whole + whole, "do not concatenate them")):
            self.write("r.xz", damaged, "wb")
            status, out, err = self.ibid("report", path, "--markdown", "-")
            self.assertEqual(status, 2)
            self.assertIn(words, err)
            self.assertRegex(err, r"r\.xz:\d+: ")


if __name__ == "__main__":
    user.main()
