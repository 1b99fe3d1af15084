"""Each option of the reference makes the difference that it says, and what it does not know is refused."""
import json
import os
import subprocess
import unittest

IBID = os.path.join(os.environ["IBID_PROGRAMS"], "ibid")


def evaluate(options, program):
    done = subprocess.run([IBID, "eval", "--json", "--impl", "reference:" + options, program], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class OptionsTest(unittest.TestCase):
    def value(self, options, program):
        """Of x, after the program."""
        status, out, err = evaluate(options, program)
        self.assertEqual(status, 0, err)
        return json.loads(out)["names"]["x"]["content"]

    def test_small_integers(self):
        same = "i = 3\nj = 4\nx = i + i is 2 + j"
        self.assertIs(self.value("small_integers=cached", same), True)
        self.assertIs(self.value("small_integers=new", same), False)

    def test_ids(self):
        """Counted are the objects that are asked for theirs. What eval shows of addresses is a count as well."""
        program = "k = []\nl = []\ni = id(l)\nx = id(k) == 2"
        self.assertIs(self.value("id=counted", program), True)
        self.assertIs(self.value("id=address", program), False)

    def test_what_is_no_value_is_refused(self):
        for option in ("small_integers=old", "id=name", "capacity=-1", "capacity=1k", "capacity=18446744073709551616",
                       "failing_allocation=99999999999999999999999"):
            status, out, err = evaluate(option, "x = 1")
            self.assertEqual((status, out), (3, ""), option)
            self.assertIn("the reference has no option " + option, err)

    def test_the_largest_number(self):
        self.assertEqual(self.value("failing_allocation=18446744073709551615", "x = 1"), 1)


if __name__ == "__main__":
    unittest.main()
