"""`ibid eval`: the contract that scripts outside the repository rely on."""
import json
import os
import subprocess
import unittest
import xml.etree.ElementTree

import user

EXAMPLE = "x = array([1, 2, 3]); a = x; v = x[1:]; k = 5; x += 1.5"
EXPECTED = {
    "error": {"statement": 5, "kind": "casting", "native": None},
    "names": {"a": {"kind": "array", "dtype": "int64", "shape": [3], "content": [1, 2, 3]},
              "k": {"kind": "int", "content": 5},
              "v": {"kind": "array", "dtype": "int64", "shape": [2], "content": [2, 3]},
              "x": {"kind": "array", "dtype": "int64", "shape": [3], "content": [1, 2, 3]}},
    "same": [["a", "x"]], "shares": [["a", "v"], ["a", "x"], ["v", "x"]], "unproved": []}
EMPTY = {"names": {}, "same": [], "shares": [], "unproved": []}


def ordered(text):
    return json.loads(text, object_pairs_hook=lambda pairs: pairs)


class Example(user.UserTest):
    def check(self, answer):
        self.assertTrue(answer["error"].pop("native"))
        answer["error"]["native"] = None
        self.assertEqual(answer, EXPECTED)

    def test_alone(self):
        self.check(self.evaluate(EXAMPLE))

    def test_in_a_batch(self):
        self.check(self.batch([json.dumps({"program": EXAMPLE})])[0])

    def test_from_a_file_with_lines(self):
        self.check(self.evaluate(self.write("program.txt", EXAMPLE.replace("; ", "\n"))))

    def test_order_of_keys(self):
        status, out, err = self.ibid("eval", "--json", EXAMPLE)
        self.assertEqual([key for key, value in ordered(out)], ["error", "names", "same", "shares", "unproved"])
        names = dict(ordered(out))["names"]
        self.assertEqual([name for name, value in names], ["a", "k", "v", "x"])

    @unittest.skipUnless(user.environment_of("numpy"), "no environment with NumPy: ibid setup numpy")
    def test_on_numpy(self):
        self.check(self.evaluate(EXAMPLE, "--impl", "numpy"))


class Values(user.UserTest):
    def test_what_json_cannot_say(self):
        names = self.evaluate("l = [1]; l.append(l); n = 123456789012345678901234567890; z = 1e308 * 10; "
                              "m = z - z; s = 'ab'; b = 1 < 2; t = (1, None); o = None")["names"]
        self.assertEqual(names["l"], {"kind": "list", "content": [1, "..."]})
        self.assertEqual(names["n"]["content"], "123456789012345678901234567890")
        self.assertEqual((names["z"]["content"], names["m"]["content"]), ("inf", "nan"))
        self.assertEqual(names["s"], {"kind": "str", "content": "ab"})
        self.assertEqual(names["b"], {"kind": "bool", "content": True})
        self.assertEqual(names["t"], {"kind": "tuple", "content": [1, None]})
        self.assertEqual(names["o"], {"kind": "none", "content": None})

    def test_a_scalar_of_the_library_has_a_dtype(self):
        names = self.evaluate("x = array([1, 2]); s = x[0]")["names"]
        self.assertEqual(names["s"], {"kind": "int", "dtype": "int64", "content": 1})

    def test_identities_are_numbered(self):
        names = self.evaluate("l = [1]; m = [1]; i = id(l); j = id(m); k = id(l)")["names"]
        self.assertEqual([names[name]["content"] for name in "ijk"], [1, 2, 1])

    def test_empty_arrays_share_nothing(self):
        answer = self.evaluate("x = zeros(0); y = x[:]")
        self.assertEqual((answer["shares"], answer["unproved"]), ([], []))

    def test_what_cannot_be_written_is_unproved(self):
        answer = self.evaluate("x = array([1, 2]); y = x + 0", "--impl", "model:jax")
        self.assertEqual((answer["shares"], answer["unproved"]), ([], [["x", "y"]]))


class Batches(user.UserTest):
    LINES = ['{"program": "l = [1]; m = l; m += [2]"}', '{"program": "x = = 2"}', "not json", '{"program": 3}',
             '{"program": ""}', '{"program": "y = z"}', '{"program": "a = 1\\nb = a"}', '{"program": "k = 1 / 0"}']

    def check(self, implementation):
        answers = self.batch(self.LINES, "--impl", implementation)
        self.assertEqual(len(answers), len(self.LINES))
        self.assertEqual(answers[0]["same"], [["l", "m"]])
        self.assertEqual(answers[0]["names"]["l"]["content"], [1, 2])
        for number in (1, 2, 3, 5):
            error = answers[number].pop("error")
            self.assertEqual((error["statement"], error["kind"]), (0, "syntax"))
            self.assertGreaterEqual(error["column"], 1)
            self.assertEqual(answers[number], EMPTY)
        self.assertEqual(answers[1 - 0], EMPTY)
        self.assertIsNone(answers[4]["error"])
        self.assertEqual(sorted(answers[6]["names"]), ["a", "b"])
        self.assertEqual((answers[7]["error"]["statement"], answers[7]["error"]["kind"]), (1, "zero"))

    def test_on_the_model(self):
        self.check("model")

    def test_on_cpython(self):
        self.check("cpython")

    def test_each_answer_comes_before_the_next_program(self):
        process = subprocess.Popen([user.IBID, "eval", "--json", "--batch"], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, env=dict(os.environ, IBID_ROOT=user.ROOT))
        for number in range(3):
            process.stdin.write(('{"program": "n = %d"}\n' % number).encode())
            process.stdin.flush()
            self.assertEqual(json.loads(process.stdout.readline().decode())["names"]["n"]["content"], number)
        process.stdin.close()
        process.stdout.close()
        self.assertEqual(process.wait(), 0)


class ForPeople(user.UserTest):
    def test_picture(self):
        status, out, err = self.ibid("eval", "x = array([1, 2, 3]); a = x; v = x[1:]")
        self.assertEqual(status, 0)
        self.assertIn("a, x", out)
        self.assertIn("int64 array of shape (2,)  [2, 3]   shares elements with a, x", out)
        self.assertNotIn("\033", out)

    UNICODE = {"LC_ALL": "C.UTF-8", "COLUMNS": "80"}

    def draw(self, *arguments, **environment):
        status, out, err = self.ibid("eval", *arguments, environment=dict(self.UNICODE, **environment))
        self.assertEqual((status, err), (0, ""))
        return out

    def test_boxes(self):
        self.assertEqual(self.draw("x = array([1, 2, 3]); a = x; v = x[1:]; x += 10"), """\
  a, x ─▶ int64 array of shape (3,)  [11, 12, 13]   shares elements with v
  v    ─▶ int64 array of shape (2,)  [12, 13]   shares elements with a, x

          ┌────┬────┬────┐
  a, x ─▶ │ 11 │ 12 │ 13 │
          └────┼────┼────┤
  v    ─▶      │ 12 │ 13 │
               └────┴────┘
""")

    def test_ascii_on_request_and_where_the_locale_is_no_utf8(self):
        program = "x = array([1, 2]); l = [x, 'a']; y = arange(100)"
        asked = self.draw(program, "--ascii")
        self.assertTrue(asked.isascii())
        self.assertIn("  l -> | > x | \"a\" |\n", asked)
        self.assertEqual(self.draw(program, LC_ALL="C"), asked)
        self.assertNotEqual(self.draw(program), asked)

    def test_width(self):
        for columns in (50, 80, 120):
            out = self.draw("x = arange(100)", COLUMNS=str(columns))
            boxes = [line for line in out.splitlines() if line.startswith(("  x ─▶ │", "   "))]
            self.assertEqual(len(boxes), 3)
            self.assertTrue(columns - 10 <= max(map(len, boxes)) <= columns, out)

    def test_steps(self):
        out = self.draw("x = array([1, 2]); v = x[1:]; v += 1; y = 1; assert v is v", "--steps")
        self.assertEqual([line for line in out.splitlines() if line[:1].isdigit()],
                         ["1  x = array([1, 2])", "2  v = x[1:]", "3  v += 1", "4  y = 1", "5  assert v is v"])
        self.assertIn("  x ─▶ int64 array of shape (2,)  [1, 2]   shares elements with v", out)
        self.assertIn("  x ─▶ int64 array of shape (2,)  [1, 3]   shares elements with v", out)
        self.assertNotIn("_assert_", out)
        status, out, err = self.ibid("eval", "--steps", "x = 1; y = x / 0; z = 2")
        self.assertIn("2  y = x / 0\n  raised ", out)
        self.assertIn("3  z = 2   (not reached)\n", out)

    def test_svg(self):
        path = os.path.join(self.folder.name, "picture.svg")
        program = "x = array([1, 2, 3]); v = x[::-1]; s = '<b> & \"'; l = [s, x]; t = broadcast_to(x, (2, 3))"
        self.draw(program, "--svg", path, "--steps")
        root = xml.etree.ElementTree.parse(path).getroot()
        tag = lambda name: "{http://www.w3.org/2000/svg}" + name
        self.assertEqual(root.tag, tag("svg"))
        self.assertIn('s = "<b> & \\""', root.find(tag("title")).text)
        self.assertEqual(root.find(tag("desc")).text.count("After "), 5)
        self.assertIn("v is int64 array of shape (3,) [3, 2, 1], sharing elements with x.", root.find(tag("desc")).text)
        self.assertTrue(any(rect.get("class") == "shared" for rect in root.iter(tag("rect"))))
        text = self.read(path)
        self.assertNotIn("http", text.replace("http://www.w3.org/2000/svg", ""))
        width = int(root.get("width"))
        for rect in root.iter(tag("rect")):
            if rect.get("x"):
                self.assertLessEqual(int(rect.get("x")) + int(rect.get("width")), width)

    def test_svg_that_cannot_be_written(self):
        status, out, err = self.ibid("eval", "x = 1", "--svg", os.path.join(self.folder.name, "no", "picture.svg"))
        self.assertEqual(status, 2)
        self.assertIn("picture.svg: cannot be written", err)

    def test_json_is_not_for_people(self):
        for option in (["--steps"], ["--svg", "-"]):
            status, out, err = self.ibid("eval", "--json", "x = 1", *option)
            self.assertEqual((status, out), (2, ""))
            self.assertIn("--json is for programs", err)

    def test_assertions(self):
        self.assertEqual(self.ibid("eval", "x = [1]; y = x; assert x is y")[0], 0)
        status, out, err = self.ibid("eval", "x = [1]; y = [1]; assert x is y")
        self.assertEqual(status, 1)
        self.assertIn("statement 3 does not hold: assert x is y", err)
        self.assertEqual(self.ibid("eval", "x = 1 / 0; assert x is x")[0], 1)

    def test_bad_notation_points_at_the_column(self):
        status, out, err = self.ibid("eval", "x = array([1]); y = x.resahpe(1)")
        self.assertEqual(status, 4)
        self.assertIn("program:1:", err)
        self.assertIn(".reshape", err)
        self.assertIn("^", err)


user.main()
