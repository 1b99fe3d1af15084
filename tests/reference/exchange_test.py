"""What is measured of exchange between NumPy and the reference is as both promise: reports/exchange/measure.py."""
import json
import os
import subprocess
import sys
import unittest

MEASURE = os.path.join(os.environ["IBID_ROOT"], "reports", "exchange", "measure.py")
OFFSETS = [0, 4, 16, 32, 64]


class ExchangeTest(unittest.TestCase):
    def test_numpy_and_the_reference(self):
        pairs = ["%s:%s" % (x, y) for x in ("numpy", "reference") for y in ("numpy", "reference")]
        done = subprocess.run([sys.executable, MEASURE, "--pairs", ",".join(pairs)], stdout=subprocess.PIPE, check=True)
        lines = [json.loads(line) for line in done.stdout.decode().splitlines()]
        if not lines:
            self.skipTest("no environment with both; ibid setup reference-python makes it")
        self.assertEqual(sorted({line["offset"] for line in lines}), OFFSETS)
        for line in lines:
            with self.subTest(**line):
                self.assertEqual(line["outcome"], "copies" if line["copy"] else "shares")
                self.assertEqual(line["writable"], line["source"] == "writable" or line["copy"] is True)
                if line["writable"]:
                    self.assertEqual(line["reaches"], line["outcome"] == "shares")
                self.assertTrue(line["survives"])
                self.assertEqual((line.get("deleted", 1), line.get("early", 0)), (1, 0))


if __name__ == "__main__":
    unittest.main()
