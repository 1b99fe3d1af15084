"""The implementations in C++ against programs in C++ that do the same without ibid.

Usage: cxx_test.py NAME=PROGRAM…, where PROGRAM prints lines of JSON: a program in the notation, and its names.
"""
import json
import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "contract"))
import user


def is_built(name):
    plugin = os.path.join(os.path.dirname(user.IBID), user.registered(name)["plugin"])
    return os.path.exists(PROGRAMS.get(name, "")) and os.path.exists(plugin)


PROGRAMS = dict(argument.split("=", 1) for argument in sys.argv[1:])
if not is_built("cxx"):
    print("skipped: cxx is not built; ibid setup cxx builds it")
    sys.exit(77)
del sys.argv[1:]


class Test(user.UserTest):
    def contents(self, answer):
        self.assertIsNone(answer["error"])
        return dict((name, value["content"]) for name, value in answer["names"].items())

    def unsupported(self, implementation, program, *words):
        """Where C++ leaves it undefined or has no words for it, the plugin says so, and nothing is executed."""
        status, out, err = self.ibid("eval", "--json", program, "--impl", implementation)
        for word in words:
            self.assertIn(word, out + err, program)
        self.assertIn("unsupported", out + err, program)

    def raises(self, implementation, program, kind, word):
        error = self.evaluate(program, "--impl", implementation)["error"]
        self.assertIsNotNone(error, program)
        self.assertEqual(error["kind"], kind, program)
        self.assertIn(word, error["native"], program)


class Programs(Test):
    def compare(self, name, least):
        """Every program that C++ ran gives the same through ibid, in every variable that is shown."""
        lines = subprocess.run([PROGRAMS[name]], stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()
        native = [json.loads(line) for line in lines]
        self.assertGreaterEqual(len(native), least)
        answers = self.batch([json.dumps({"program": program["program"]}) for program in native], "--impl", name)
        for program, answer in zip(native, answers):
            self.assertIsNone(answer.get("error"), (program, answer))
            found = self.contents(answer)
            self.assertEqual(dict((key, found[key]) for key in program["names"]), program["names"], program["program"])

    def test_valarray(self):
        self.compare("cxx", 18)

    @unittest.skipUnless(is_built("eigen"), "eigen is not built: ibid setup eigen builds it")
    def test_eigen(self):
        self.compare("eigen", 350)


class Cxx(Test):
    def test_every_name_is_a_variable(self):
        answer = self.evaluate("x = array([1, 2]); y = x; l = [x]; z = l[0]; w = passed(x)", "--impl", "cxx")
        self.assertEqual((answer["same"], answer["shares"]), ([], []))

    def test_what_is_undefined_is_not_executed(self):
        for program, word in (("n = 9223372036854775807; n += 1", "overflow"),
                              ("x = array([2147483647], dtype='int32'); x += 1", "overflow"),
                              ("x = array([1, 2]); y = array([1]); x += y", "undefined"),
                              ("x = array([1, 2]); x[2] = 0", "undefined"),
                              ("x = array([1, 2]); v = x[0:5]", "undefined"),
                              ("l = [1]; l.extend(l)", "undefined"), ("l = []; l.pop()", "undefined"),
                              ("x = zeros(0); s = sum(x)", "undefined"), ("n = 1 << 64", "not defined"),
                              ("x = array([1, 2, 3]); x[1:] = x[:-1]", "__restrict__"),
                              ("x = array([1, 2, 3, 4]); x[::2] = x[2:]", "__restrict__")):
            self.unsupported("cxx", program, word)

    def test_what_a_type_lacks_is_said(self):
        for program, word in (("x = array([[1]])", "one dimension"), ("x = array(1)", "one dimension"),
                              ("x = array([1, 2]); v = x[::-1]", "std::slice"), ("x = [1]; x += [2]", "std::vector"),
                              ("x = array([1]); y = array([1.5]); x += y", "not converted"),
                              ("x = 1; x = 'a'", "keeps its type"),
                              ("x = None", "None"), ("n = 6 / 2", "true division"),
                              ("x = array([1]); x /= 2", "true division")):
            self.unsupported("cxx", program, word)

    def test_what_raises_in_cxx_raises(self):
        self.raises("cxx", "l = [1]; a = l[1]", "index", "vector::_M_range_check")
        self.raises("cxx", "l = [1]; a = l.index(2)", "value", "std::find")

    def test_a_failed_statement_leaves_variables_as_they_are(self):
        answer = self.evaluate("x = array([1, 2]); l = [x]; l[0] = l[3]", "--impl", "cxx")
        self.assertEqual((answer["error"]["kind"], answer["names"]["l"]["content"]), ("index", [[1, 2]]))

    def test_it_conforms_to_its_profile(self):
        status, out, err = self.ibid("run", "--impl", "cxx")
        self.assertEqual(status, 0, out + err)
        self.assertIn("0 failed, 0 errors", out)


@unittest.skipUnless(is_built("eigen"), "eigen is not built: ibid setup eigen builds it")
class Eigen(Test):
    def test_views_share_and_variables_do_not(self):
        answer = self.evaluate("x = array([1, 2, 3, 4]); v = x[1:3]; y = x; w = v", "--impl", "eigen")
        self.assertEqual(sorted(map(sorted, answer["shares"])), [["v", "w"], ["v", "x"], ["w", "x"]])
        self.assertEqual(answer["same"], [])

    def test_assertions_are_errors(self):
        for program, kind, word in (("x = array([[1, 2], [3, 4]]); x += x.T", "overlap", "aliasing detected"),
                                    ("x = array([[1, 2], [3, 4]]); x = x.T", "overlap", "transposeInPlace"),
                                    ("x = array([1, 2]); y = array([1]); x += y", "shape", "rows"),
                                    ("x = array([1, 2, 3]); x[1:] = x[:1]", "shape", "sizes differ"),
                                    ("x = array([1, 2]); a = x[2]", "index", "index < size()"),
                                    ("x = array([1, 2]); x[-3] = 1", "index", "index >= 0"),
                                    ("x = array([[1, 2]]); r = x[1]", "index", "i<xpr.rows()"),
                                    ("x = array([1, 2, 3]); v = x[1:3]; w = v[0:3]", "index", "startRow"),
                                    ("x = array([1, 2]); y = x.reshape((3, 2))", "shape", "reshapeRows")):
            self.raises("eigen", program, kind, word)

    def test_what_dangles_is_not_executed(self):
        for program, word in (("v = array([1, 2, 3])[1:]", "dangles"),
                              ("x = array([1, 2]); v = x[:1]; y = zeros(9, dtype='int64'); x = y", "dangle"),
                              ("l = [array([1, 2])]; v = l[0][1:]; l.append(array([3, 4]))", "dangle"),
                              ("l = [array([1, 2])]; l.append(l[0][1:])", "dangles"),
                              ("x = array([1, 2, 3]); x = x[1:]", "undefined")):
            self.unsupported("eigen", program, word)

    def test_a_view_outlives_what_does_not_move_it(self):
        answer = self.evaluate("x = array([1, 2]); v = x[1:]; y = array([5, 6]); x = y", "--impl", "eigen")
        self.assertEqual(self.contents(answer), {"x": [5, 6], "v": [6], "y": [5, 6]})

    def test_what_eigen_lacks_is_said(self):
        for program, word in (("x = zeros((2, 2, 2))", "one axis or two"),
                              ("x = array([1]); y = array([1.5]); x += y", "cast()"),
                              ("x = array([1]); y = x + 1.5", "double"),
                              ("x = array([[1, 2]]); y = array([1, 2]); x += y", "rowwise()"),
                              ("x = array([2147483647], dtype='int32'); x += x", "overflow")):
            self.unsupported("eigen", program, word)

    def test_it_conforms_to_its_profile(self):
        status, out, err = self.ibid("run", "--impl", "eigen")
        self.assertEqual(status, 0, out + err)
        self.assertIn("0 failed, 0 errors", out)


user.main()
