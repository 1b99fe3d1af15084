"""The driver of JavaScript itself, through the protocol."""
import os
import unittest

from conversation import DRIVERS, READ, Conversation, attempt, elements, need_node, proof, values_of

need_node()


class Language(Conversation):
    command = [os.path.join(DRIVERS, "javascript_driver.js")]

    def test_start(self):
        self.assertEqual((self.start["protocol"], self.start["name"]), (1, "javascript"))
        self.assertTrue(self.start["version"])
        for operation in ("make list", "array", "get item", "unary -", "is not", "+=", ".append", "not in"):
            self.assertIn(operation, self.start["operations"])
        for operation in ("id", "complex", "make"):
            self.assertNotIn(operation, self.start["operations"])

    def test_objects_are_numbered_by_identity(self):
        answer = self.run_steps("l = [1, 2]", "m = l", "n = [1, 2]", READ)
        names = answer["reads"][0]["names"]
        self.assertEqual(names["l"], names["m"])
        self.assertNotEqual(names["l"], names["n"])
        self.assertEqual(answer["native"], ["l = [1, 2]", "m = l", "n = [1, 2]"])

    def test_equal_numbers_are_one_value_and_minus_zero_is_another(self):
        read = self.run_steps("a = 1000", "b = 999 + 1", "z = 0", "m = -0.0", READ)["reads"][0]
        self.assertEqual(read["names"]["a"], read["names"]["b"])
        found = values_of(read)
        self.assertEqual(found["z"], {"kind": "int", "value": "0"})
        self.assertEqual(found["m"], {"kind": "float", "value": "-0x0.0000000000000p+0"})

    def test_numbers(self):
        for expression, value in (
                ("7 / 2", "0x1.c000000000000p+1"), ("1 / 0", "inf"), ("-1 / 0", "-inf"), ("1 / 0 - 1 / 0", "nan"),
                ('float("inf")', "inf"), ('-float("inf")', "-inf"), ('float("nan")', "nan"),
                ('float("0.5")', (0.5).hex()), ("0.1", (0.1).hex()), ("5e-324", (5e-324).hex()),
                ("1.7976931348623157e308", (1.7976931348623157e308).hex()),
                ("2 ** 53", (2.0 ** 53).hex()), ("1" + "0" * 20, (1e20).hex()), ({"float": "01.5"}, (1.5).hex())):
            self.assertEqual(self.value(expression), {"kind": "float", "value": value}, expression)
        self.assertEqual(self.value(str(2 ** 53 - 1)), {"kind": "int", "value": "9007199254740991"})
        self.assertEqual(self.value("-12"), {"kind": "int", "value": "-12"})
        self.assert_unsupported("wide integer", "x = %d" % (2 ** 53 + 1))

    def test_other_values(self):
        self.assertEqual(self.value("None"), {"kind": "none"})
        self.assertEqual(self.value("True"), {"kind": "bool", "value": "True"})
        text = u'a"\\\n\u2028\u00e9\U0001f600'
        self.assertEqual(self.value({"str": text}), {"kind": "str", "value": text})
        self.assertEqual(self.value({"str": u"half of \ud83d"})["value"], u"half of \ufffd")
        self.assertEqual(self.values("l = []", "x = l[0]")["x"], {"kind": "other", "type": "undefined"})

    def test_operators_are_javascripts_own(self):
        for expression, value in (
                ("-7 % 3", "-1"), ("-7 // 2", "-4"), ("(-2) ** 2", "4"), ("-2 ** 2", "-4"), ("(1 + 2) * 3", "9"),
                ("1 - (2 - 3)", "2"), ("- -2", "2"), ("~5", "-6"), ("1 << 33", "2"), ("2 ** 3 ** 2", "512")):
            self.assertEqual(self.value(expression)["value"], value, expression)
        for expression, value in (("not []", "False"), ("(1 is 1) == True", "True"), ("1 is (1 is 1)", "False"),
                                  ("2 in [1, 2]", "True"), ("2 not in [1, 2]", "False"), ('"a" < "b"', "True")):
            self.assertEqual(self.value(expression)["value"], value, expression)
        self.assertEqual(self.value('"a" + "b"')["value"], "ab")

    def test_what_plus_makes_of_objects_is_not_offered(self):
        self.assert_unsupported("op +", "l = [1]", "m = l + [2]")
        self.assert_unsupported("op +=", "l = [1]", "l += [2]")
        self.assert_unsupported("op +", "x = array([1])", "y = 1 + x")
        self.assert_unsupported("op +=", "x = array([1])", "x += 1")
        self.assert_unsupported("op ==", "l = [1]", "m = l == [1]")

    def test_lists(self):
        def after(*steps):
            read = self.run_steps(*(("l = [1, 2, 3, 4]",) + steps + (READ,)))["reads"][0]
            return [int(read["objects"][number]["value"]) for number in values_of(read)["l"]["items"]]

        self.assertEqual(after("l[-1] = 9"), [1, 2, 3, 9])
        self.assertEqual(after("i = -2", "l[i] = 9"), [1, 2, 9, 4])
        self.assertEqual(after("l[0] += l[-1]"), [5, 2, 3, 4])
        self.assertEqual(after("l[1] //= 2"), [1, 1, 3, 4])
        self.assertEqual(after("l[1:3] = [7]"), [1, 7, 4])
        self.assertEqual(after("l[:] = [7]"), [7])
        self.assertEqual(after("del l[-1]"), [1, 2, 3])
        self.assertEqual(after("del l[1:3]"), [1, 4])
        self.assertEqual(after("l = l[-3:-1]"), [2, 3])
        self.assertEqual(after("l.insert(1, 9)"), [1, 9, 2, 3, 4])
        self.assertEqual(after("l.extend([5])"), [1, 2, 3, 4, 5])
        self.assertEqual(after("l.pop(0)"), [2, 3, 4])
        self.assertEqual(after("l.clear()"), [])

    def test_what_is_done_for_its_effect_has_no_value(self):
        self.assert_unsupported("value of .append", "l = [1]", "x = l.append(2)")
        self.assert_unsupported("value of .sort", "l = [1]", "x = [l.sort()]")
        self.assertEqual(self.values("l = [1]", "x = l.pop()")["x"]["value"], "1")

    def test_a_list_inside_itself_and_one_too_deep_for_the_stack(self):
        objects = self.run_steps("l = []", "l.append(l)", READ)["reads"][0]["objects"]
        self.assertEqual(objects, [{"kind": "list", "items": [0]}])
        deep = ["l = []"] + ["l = [l]"] * 20000
        objects = self.run_steps(*(deep + [READ]))["reads"][0]["objects"]
        self.assertEqual(len(objects), 20001)
        self.assertEqual((objects[0], objects[-1]), ({"kind": "list", "items": [1]}, {"kind": "list", "items": []}))

    def test_items_are_numbered_depth_first(self):
        read = self.run_steps("l = [[7], 8]", "m = 8", READ)["reads"][0]
        self.assertEqual(read["names"], {"l": 0, "m": 3})
        self.assertEqual([entry.get("items", entry.get("value")) for entry in read["objects"]], [[1, 3], [2], "7", "8"])

    def test_an_error_ends_the_program_and_keeps_the_names(self):
        answer = self.run_steps("a = 1", "b = missing", "c = 2", READ)
        self.assertEqual((answer["error"]["step"], answer["error"]["kind"]), (1, "name"))
        self.assertEqual(answer["error"]["class"], "ReferenceError")
        self.assertEqual(list(answer["reads"][0]["names"]), ["a"])
        self.assertEqual(answer["native"], ["a = 1", "b = missing", None])

    def test_errors_have_kinds(self):
        self.assert_fails("name", "a = 1", "del a", "b = a + 1")
        self.assert_fails("name", "b = len(missing)")
        self.assert_fails("type", "l = []", "l.extend(3)")
        self.assert_fails("shape", "x = array([1, 2])", "x[:] = [1, 2, 3]")
        self.assert_fails("value", "x = zeros(-1)")

    def test_a_deleted_name_is_no_longer_read(self):
        self.assertEqual(list(self.values("a = 1", "b = a", "del a")), ["b"])

    def test_nothing_is_left_for_the_next_program(self):
        self.run_steps("a = 1", READ)
        self.assertEqual(self.values(), {})
        self.assert_fails("name", "b = a")
        self.assert_unsupported("op +", "a = 1", "l = a + []")
        self.assert_fails("name", "b = a")

    def test_names_that_javascript_needs(self):
        for reserved in ("process", "Array", "new", "globalThis", "bits", "constructor"):
            self.assert_unsupported("name " + reserved, reserved + " = 1")
        self.assertEqual(self.value("1")["value"], "1")

    def test_the_whole_program_as_one_function(self):
        read = self.run_steps("a = 1000", "l = [a]", "a += 1", READ, unit="whole")["reads"][0]
        self.assertEqual(read["names"], {"a": 0, "l": 1})
        self.assertEqual([entry.get("value") for entry in read["objects"]], ["1001", None, "1000"])
        answer = self.run_steps("a = 1", "b = missing", "c = 2", READ, unit="whole")
        self.assertEqual((answer["error"]["step"], answer["error"]["kind"]), (1, "name"))
        self.assertEqual(list(answer["reads"][0]["names"]), ["a"])
        self.assertEqual(len(answer["native"]), 3)
        self.assertEqual(self.assert_unsupported("delete in a function", "a = 1", "del a", unit="whole")["step"], 1)

    def test_what_no_entry_has_is_told_before_anything_runs(self):
        self.assertEqual(self.assert_unsupported("op id", "x = 1", "y = id(x)")["step"], 1)
        self.assert_unsupported("op make tuple", "x = (1, 2)")
        self.assert_unsupported("complex number", "x = 1j")

    def test_nested_expressions_take_no_time(self):
        self.assertEqual(self.value(" + ".join(["1"] * 80))["value"], "80")
        self.assertEqual(self.value("1 + (" * 80 + "0" + ")" * 80)["value"], "80")

    def test_a_try_that_fails_has_no_consequences(self):
        answer = self.run_steps("a = 1", attempt("a = missing"), attempt("a = id(a)"), attempt("b = 2"), READ,
                                {"read": ["b", "c"]})
        self.assertEqual([error and error["kind"] for error in answer["tries"]], ["name", "unsupported", None])
        self.assertEqual([error and error["step"] for error in answer["tries"]], [1, 2, None])
        self.assertIsNone(answer["error"])
        self.assertEqual(sorted(answer["reads"][0]["names"]), ["a", "b"])
        self.assertEqual(list(answer["reads"][1]["names"]), ["b"])

    def test_typed_arrays(self):
        answer = self.run_steps("x = array([1, 2, 3])", "v = x[1:]", "w = v.copy()", READ, proof("x", -1),
                                {"read": ["v", "w"]}, proof("v", 0), READ)
        self.assertEqual(answer["native"], ["x = Float64Array.of(1, 2, 3)", "v = x.subarray(1)", "w = v.slice()"])
        self.assertEqual(answer["tries"], [None, None])
        first, second, third = [values_of(read) for read in answer["reads"]]
        self.assertEqual((first["x"]["dtype"], elements(first["x"], "d")), ("float64", [1, 2, 3]))
        zero, set_ = b"\0" * 8, b"12345678"
        self.assertEqual(elements(second["v"], "8s"), [set_] * 2)
        self.assertEqual(elements(second["w"], "d"), [2, 3])
        self.assertEqual(elements(third["x"], "8s"), [set_, zero, set_])

    def test_assignments_to_typed_arrays(self):
        for statement, native, values in (
                ("x[0] = 9", "x[0] = 9", [9, 2, 3, 4]), ("x[-1] += 1", "x[x.length - 1] += 1", [1, 2, 3, 5]),
                ("x[:] = 7", "x.fill(7)", [7] * 4), ("x[1:3] = 7", "x.fill(7, 1, 3)", [1, 7, 7, 4]),
                ("x[1:] = x[:-1]", "x.subarray(1).set(x.subarray(0, -1))", [1, 1, 2, 3])):
            answer = self.run_steps("x = array([1, 2, 3, 4])", statement, READ)
            found = values_of(answer["reads"][0])
            self.assertEqual((answer["native"][1], elements(found["x"], "d")), (native, values))

    def test_dtypes(self):
        for dtype, code in (("int8", "b"), ("uint16", "H"), ("int32", "i"), ("uint32", "I"), ("float32", "f"),
                            ("float64", "d")):
            found = self.value('array([1, 2], dtype="%s")' % dtype)
            self.assertEqual((found["dtype"], found["shape"], elements(found, code)), (dtype, [2], [1, 2]))
        self.assert_unsupported("dtype int64", 'x = array([1], dtype="int64")')
        self.assert_unsupported("op array", "x = array([[1]])")
        self.assert_unsupported("op array", "l = [[1]]", "x = array(l)")
        self.assert_unsupported("op array", "x = array([True])")
        self.assertEqual(elements(self.values("l = [1, 2]", "x = array(l)")["x"], "d"), [1, 2])
        self.assert_unsupported("op zeros", "x = zeros((2, 3))")

    def test_a_long_answer_arrives(self):
        self.assertEqual(len(elements(self.value("zeros(300000)"), "d")), 300000)

    def test_requests_that_are_none(self):
        for line in (b"{", b"[]", b"null", b'"\xff"', b'{"command": "stop", "id": 3}', b'{"command": "run", "id": 4}'):
            answer = self.ask_line(line)
            self.assertTrue(answer["broken"], line)
        self.assertEqual(answer["id"], 4)
        self.assertEqual(self.value("1")["value"], "1")

    def test_several_requests_on_their_way(self):
        for _ in range(3):
            self.process.stdin.write(b'{"command":"run","id":1,"steps":[{"read":true}]}\n' * 100)
        self.process.stdin.flush()
        for _ in range(300):
            self.assertIn(b'"id":1', self.process.stdout.readline())


if __name__ == "__main__":
    unittest.main()
