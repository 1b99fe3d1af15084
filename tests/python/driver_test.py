"""A Python driver under one interpreter, through the protocol.

Usage: driver_test.py PYTHON DRIVER, or driver_test.py NAME[@VERSION] for what runs in an environment.
"""
import json
import os
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "contract"))
import user

COMMAND = sys.argv[1:]
if len(COMMAND) == 1:
    COMMAND = user.command_of(sys.argv[1])
    if COMMAND is None:
        print("skipped: %s has no environment; ibid setup %s makes it" % (sys.argv[1], sys.argv[1]))
        sys.exit(77)
DRIVERS, DRIVER = os.path.split(COMMAND[-1])
ARRAYS = DRIVER != "cpython_driver.py"
del sys.argv[1:]


def name(text):
    return {"name": text}


def number(value):
    return {"int": str(value)}


def call(op, *arguments, **keywords):
    tree = {"op": op, "args": list(arguments)}
    if keywords:
        tree["keywords"] = keywords
    return tree


def bind(target, value, text):
    return {"do": {"statement": "bind", "targets": [name(target)], "value": value}, "text": text}


def update(target, value, text):
    return {"do": {"statement": "update", "op": "+=", "target": name(target), "value": value}, "text": text}


def items(*values):
    return call("make list", *[number(value) for value in values])


READ = {"read": True}


class Driver(unittest.TestCase):
    """All in one process, since some libraries take seconds to import."""

    @classmethod
    def setUpClass(cls):
        cls.process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        cls.start = cls.ask({"command": "start", "protocol": 1})

    @classmethod
    def tearDownClass(cls):
        _, errors = cls.process.communicate()
        assert cls.process.returncode == 0, errors.decode()

    @classmethod
    def ask(cls, request):
        cls.process.stdin.write((json.dumps(request) + "\n").encode())
        cls.process.stdin.flush()
        return json.loads(cls.process.stdout.readline().decode())

    def run_steps(self, *steps, **options):
        answer = self.ask(dict({"command": "run", "id": 7, "unit": "statement", "steps": list(steps)}, **options))
        self.assertEqual(answer["id"], 7)
        self.assertNotIn("broken", answer)
        return answer

    def test_start(self):
        self.assertEqual(self.start["protocol"], 1)
        self.assertIn("make list", self.start["operations"])
        self.assertEqual("array" in self.start["operations"], ARRAYS)
        self.assertTrue(self.start["version"])

    def test_objects_are_numbered_by_identity(self):
        answer = self.run_steps(bind("l", items(1, 2), "l = [1, 2]"), bind("m", name("l"), "m = l"),
                                bind("n", items(1, 2), "n = [1, 2]"), READ)
        read = answer["reads"][0]
        self.assertEqual(read["names"]["l"], read["names"]["m"])
        self.assertNotEqual(read["names"]["l"], read["names"]["n"])
        self.assertEqual(answer["native"], ["l = [1, 2]", "m = l", "n = [1, 2]"])

    def test_an_error_ends_the_program_and_keeps_the_names(self):
        answer = self.run_steps(bind("a", number(1), "a = 1"),
                                bind("b", call("/", name("a"), number(0)), "b = a / 0"),
                                bind("c", number(2), "c = 2"), READ)
        self.assertEqual((answer["error"]["step"], answer["error"]["kind"]), (1, "zero"))
        self.assertEqual(answer["error"]["class"], "ZeroDivisionError")
        self.assertEqual(list(answer["reads"][0]["names"]), ["a"])

    def test_true_division_and_wide_integers(self):
        answer = self.run_steps(bind("a", call("/", number(7), number(2)), "a = 7 / 2"),
                                bind("b", call("**", number(10), number(30)), "b = 10 ** 30"), READ)
        objects = answer["reads"][0]["objects"]
        self.assertEqual(objects[0], {"kind": "float", "value": "0x1.c000000000000p+1"})
        self.assertEqual(objects[1], {"kind": "int", "value": "1" + "0" * 30})

    def test_truth_values(self):
        answer = self.run_steps(bind("a", {"bool": True}, "a = True"), bind("b", {"bool": False}, "b = False"), READ)
        self.assertEqual(answer["reads"][0]["objects"], [{"kind": "bool", "value": "True"}, {"kind": "bool", "value": "False"}])

    def test_a_list_inside_itself(self):
        answer = self.run_steps(bind("l", items(), "l = []"),
                                {"do": {"statement": "expression", "value": call(".append", name("l"), name("l"))},
                                 "text": "l.append(l)"}, READ)
        self.assertEqual(answer["reads"][0]["objects"], [{"kind": "list", "items": [0]}])

    def test_operands_show_which_method_was_called(self):
        def operand(**behaviours):
            return call("operand", **dict((method, {"str": how}) for method, how in behaviours.items()))

        answer = self.run_steps(bind("x", operand(add="declines"), 'x = operand(add="declines")'),
                                bind("y", operand(radd="self"), 'y = operand(radd="self")'),
                                bind("z", call("+", name("x"), name("y")), "z = x + y"),
                                bind("n", operand(iadd="none"), 'n = operand(iadd="none")'),
                                update("n", number(1), "n += 1"), READ)
        read = answer["reads"][0]
        self.assertEqual(read["names"]["z"], read["names"]["y"])
        self.assertEqual(read["objects"][read["names"]["n"]], {"kind": "none"})

    def test_an_operand_has_no_other_behaviours(self):
        answer = self.run_steps(bind("x", call("operand", iadd={"str": "sings"}), 'x = operand(iadd="sings")'))
        self.assertEqual(answer["error"]["kind"], "value")
        self.assertIn("absent, declines, none, other, self", answer["error"]["message"])

    def test_nothing_is_left_for_the_next_program(self):
        self.run_steps(bind("a", number(1), "a = 1"), READ)
        self.assertEqual(self.run_steps(READ)["reads"][0]["names"], {})

    def test_the_whole_program_as_one_function(self):
        steps = [bind("a", number(1000), "a = 1000"), bind("b", number(1000), "b = 1000"),
                 bind("c", call("/", name("a"), number(0)), "c = a / 0"), bind("d", number(2), "d = 2"), READ]
        answer = self.run_steps(*steps, unit="whole")
        self.assertEqual((answer["error"]["step"], answer["error"]["kind"]), (2, "zero"))
        names = answer["reads"][0]["names"]
        self.assertEqual(sorted(names), ["a", "b"])
        if "Jython" not in self.start["language"]:  # where a constant of one text is one object
            self.assertEqual(names["a"], names["b"])

    def test_a_constant_is_of_its_statement(self):
        a, b = bind("a", number(1000), "a = 1000"), bind("b", number(1000), "b = 1000")
        for _ in range(2):
            names = self.run_steps(a, b, bind("c", name("a"), "c = a"), a, READ)["reads"][0]["names"]
            different = 1 if self.start["language"].startswith("PyPy") else 3
            self.assertEqual(len(set(names.values())), different)

    def test_what_is_lacking_is_told_before_anything_runs(self):
        lacking = [name for name in ("version", "donated", "allocated") if name not in self.start["operations"]][0]
        answer = self.run_steps(bind("x", call(lacking), "x = %s()" % lacking), READ)
        self.assertEqual(answer["unsupported"]["step"], 0)
        self.assertTrue(answer["unsupported"]["reason"])

    def test_a_watch_keeps_nothing_alive(self):
        for unit in ("statement", "whole"):
            answer = self.run_steps(
                bind("x", call("operand"), "x = operand()"), bind("w", call("watch", name("x")), "w = watch(x)"),
                bind("a", call("alive", name("w")), "a = alive(w)"), bind("x", number(1), "x = 1"),
                {"do": {"statement": "expression", "value": call("collect")}, "text": "collect()"},
                bind("b", call("alive", name("w")), "b = alive(w)"), READ, unit=unit)
            read = answer["reads"][0]
            self.assertEqual([read["objects"][read["names"][which]]["value"] for which in "ab"], ["True", "False"])

    def test_what_cannot_be_watched_is_lacking(self):
        if "Jython" in self.start["language"]:
            self.skipTest("Jython watches whatever there is")
        answer = self.run_steps(bind("w", call("watch", number(1)), "w = watch(1)"))
        self.assertEqual(answer["error"]["kind"], "unsupported")

    def test_what_arrays_take_is_counted(self):
        if "allocated" not in self.start["operations"]:
            self.skipTest("it does not count")
        zeros = call("zeros", number(100), dtype={"str": "float64"})
        count = lambda target: bind(target, call("allocated"), "%s = allocated()" % target)
        for _ in range(2):
            answer = self.run_steps(bind("y", zeros, 'y = zeros(100, dtype="float64")'), count("a"),
                                    bind("x", zeros, 'x = zeros(100, dtype="float64")'), count("b"),
                                    bind("x", call("+", name("x"), name("y")), "x = x + y"), count("c"), READ)
            read = answer["reads"][0]
            a, b, c = [int(read["objects"][read["names"][which]]["value"]) for which in "abc"]
            self.assertEqual((b - a, c - b), (800, 800))

    def test_large_arrays_are_counted(self):
        """NumPy takes and leaves the interpreter's lock around what it allocates, from a certain size on."""
        if "allocated" not in self.start["operations"]:
            self.skipTest("it does not count")
        shape = call("make tuple", number(400), number(400))
        answer = self.run_steps(bind("a", call("allocated"), "a = allocated()"),
                                bind("x", call("zeros", shape, dtype={"str": "float64"}),
                                     'x = zeros((400, 400), dtype="float64")'),
                                bind("b", call("allocated"), "b = allocated()"), READ)
        read = answer["reads"][0]
        a, b = [int(read["objects"][read["names"][which]]["value"]) for which in "ab"]
        self.assertEqual(b - a, 400 * 400 * 8)

    @unittest.skipUnless(ARRAYS, "no arrays here")
    def test_arrays(self):
        data = call("array", items(1, 2), dtype={"str": "float32"})
        answer = self.run_steps(bind("x", data, 'x = array([1, 2], dtype="float32")'), bind("a", name("x"), "a = x"), READ,
                                {"try": {"statement": "bind", "targets": [call("get item", name("x"), {"ellipsis": True})],
                                         "value": call("bits", name("x"), number(0))}, "text": "x[...] = bits(x, 0)"},
                                {"read": ["a"]})
        before, after = answer["reads"]
        self.assertEqual(before["objects"][0], {"kind": "array", "dtype": "float32", "shape": [2],
                                                "bytes": "AACAPwAAAEA="})
        self.assertEqual(before["names"], {"a": 0, "x": 0})
        if answer["tries"] == [None]:
            self.assertEqual(after["objects"][0]["bytes"], "AAAAADEyMzQ=")
        else:
            self.assertEqual(answer["tries"][0]["kind"], "immutable")
            self.assertEqual(after["objects"][0]["bytes"], "AACAPwAAAEA=")

    @unittest.skipUnless(ARRAYS, "no arrays here")
    def test_every_dtype_reads_as_it_was_made(self):
        for dtype, data in (("bool", "AAE="), ("int32", "AAAAAAEAAAA="), ("uint8", "AAE="), ("float16", "AAAAPA=="),
                            ("float64", "AAAAAAAAAAAAAAAAAADwPw=="), ("complex64", "AAAAAAAAAAAAAIA/AAAAAA==")):
            pair, text = items(0, 1), "[0, 1]"
            if dtype == "bool":  # TensorFlow makes no booleans of numbers
                pair, text = call("make list", {"bool": False}, {"bool": True}), "[False, True]"
            answer = self.run_steps(bind("x", call("array", pair, dtype={"str": dtype}),
                                         'x = array(%s, dtype="%s")' % (text, dtype)), READ)
            if "unsupported" in answer:
                self.assertEqual(answer["unsupported"]["what"], "dtype " + dtype)
                continue
            if answer["error"]:  # TensorFlow makes no booleans of numbers
                self.assertEqual(answer["error"]["kind"], "casting")
                continue
            array = answer["reads"][0]["objects"][0]
            if array["dtype"] == dtype:  # JAX makes float32 of float64
                self.assertEqual(array["bytes"], data)

    @unittest.skipUnless(ARRAYS, "no arrays here")
    def test_errors_of_arrays_have_kinds(self):
        x = bind("x", call("array", items(1, 2, 3)), "x = array([1, 2, 3])")
        answer = self.run_steps(x, bind("y", call("+", name("x"), call("zeros", number(5))), "y = x + zeros(5)"))
        self.assertIn(answer["error"]["kind"], ("shape", "casting"))
        answer = self.run_steps(x, bind("y", call(".reshape", name("x"), call("make tuple", number(2), number(2))),
                                        "y = x.reshape((2, 2))"))
        self.assertEqual(answer["error"]["kind"], "shape")

    def test_nothing_is_held_between_statements(self):
        """The identity of what has died is free at once, where the implementation counts references."""
        if "CPython" not in self.start["language"]:
            self.skipTest("only CPython frees at once")
        item = lambda value: call("make list", number(value))
        answer = self.run_steps(bind("l", item(1), "l = [1]"), bind("i", call("id", name("l")), "i = id(l)"),
                                {"do": {"statement": "delete", "targets": [name("l")]}, "text": "del l"},
                                bind("m", item(2), "m = [2]"), bind("j", call("id", name("m")), "j = id(m)"), READ)
        read = answer["reads"][0]
        self.assertEqual(read["objects"][read["names"]["i"]], read["objects"][read["names"]["j"]])

    def test_a_line_that_is_no_request_is_answered(self):
        for line in (b"{\"command\": \"run\", \"id\": 5, \"steps\": [\n", b"[]\n", b"\xff\xfe\n", b"\n"):
            self.process.stdin.write(line)
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
            self.assertNotIn(b"u0000", answer)
            self.assertTrue(json.loads(answer.decode())["broken"])

    def test_parts_under_this_interpreter(self):
        for test in ("held_test.py", "constants_test.py"):
            done = subprocess.Popen(COMMAND[:-1] + [os.path.join(HERE, test), DRIVERS],
                                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            report = done.communicate()[0].decode()
            self.assertEqual(done.returncode, 0, report)

    def test_prints_do_not_reach_the_answers(self):
        done = subprocess.Popen(COMMAND[:-1] + [os.path.join(HERE, "noise.py"), DRIVERS],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        answers, noise = done.communicate()
        self.assertEqual((done.returncode, answers), (0, b"first\nlast\n"), noise.decode())
        self.assertGreaterEqual(noise.count(b"\n"), 5)


unittest.main()
