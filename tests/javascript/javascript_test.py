"""The driver of JavaScript itself, through the protocol."""
import os
import unittest

from conversation import (
    DRIVERS, READ, Conversation, array, attempt, bind, call, delete, elements, expression, item, items, name, need_node, number,
    pair, part, proof, update)

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
        answer = self.run_steps(bind("l", items(1, 2)), bind("m", name("l")), bind("n", items(1, 2)), READ)
        names = answer["reads"][0]["names"]
        self.assertEqual(names["l"], names["m"])
        self.assertNotEqual(names["l"], names["n"])
        self.assertEqual(answer["native"], ["l = [1, 2]", "m = l", "n = [1, 2]"])

    def test_equal_numbers_are_one_value_and_minus_zero_is_another(self):
        answer = self.run_steps(bind("a", number(1000)), bind("b", call("+", number(999), number(1))), bind("z", number(0)),
                                bind("m", number(-0.0)), READ)
        names, objects = answer["reads"][0]["names"], answer["reads"][0]["objects"]
        self.assertEqual(names["a"], names["b"])
        self.assertEqual(objects[names["z"]], {"kind": "int", "value": "0"})
        self.assertEqual(objects[names["m"]], {"kind": "float", "value": "-0x0.0000000000000p+0"})

    def test_numbers(self):
        for tree, value in (
                (call("/", number(7), number(2)), "0x1.c000000000000p+1"),
                (call("/", number(1), number(0)), "inf"),
                (call("/", number(-1), number(0)), "-inf"),
                (call("-", call("/", number(1), number(0)), call("/", number(1), number(0))), "nan"),
                (number(0.1), (0.1).hex()),
                (number(5e-324), (5e-324).hex()),
                (number(1.7976931348623157e308), (1.7976931348623157e308).hex()),
                (call("**", number(2), number(53)), (2.0 ** 53).hex()),
                ({"int": "1" + "0" * 20}, (1e20).hex()),
                (call("float", {"str": "inf"}), "inf"),
                (call("unary -", call("float", {"str": "inf"})), "-inf"),
                (call("float", {"str": "nan"}), "nan"),
                ({"float": "01.5"}, (1.5).hex())):
            self.assertEqual(self.value(tree), {"kind": "float", "value": value})
        self.assertEqual(self.value({"int": str(2 ** 53 - 1)}), {"kind": "int", "value": "9007199254740991"})
        self.assertEqual(self.value(number(-12)), {"kind": "int", "value": "-12"})
        self.assert_unsupported("wide integer", bind("x", {"int": str(2 ** 53 + 1)}))

    def test_other_values(self):
        self.assertEqual(self.value(None), {"kind": "none"})
        self.assertEqual(self.value({"bool": True}), {"kind": "bool", "value": "True"})
        text = u'a"\\\n\u2028\u00e9\U0001f600'
        self.assertEqual(self.value({"str": text}), {"kind": "str", "value": text})
        self.assertEqual(self.value({"str": u"half of \ud83d"})["value"], u"half of \ufffd")
        self.assertEqual(self.values(bind("l", items()), bind("x", item("l", 0)))["x"], {"kind": "other", "type": "undefined"})

    def test_operators_are_javascripts_own(self):
        for tree, value in (
                (call("%", number(-7), number(3)), "-1"),
                (call("//", number(-7), number(2)), "-4"),
                (call("**", call("unary -", number(2)), number(2)), "4"),
                (call("*", call("+", number(1), number(2)), number(3)), "9"),
                (call("-", number(1), call("-", number(2), number(3))), "2"),
                (call("unary -", call("unary -", number(2))), "2"),
                (call("~", number(5)), "-6"),
                (call("<<", number(1), number(33)), "2")):
            self.assertEqual(self.value(tree)["value"], value)
        self.assertEqual(self.value(call("not", items()))["value"], "False")
        self.assertEqual(self.value(call("==", call("is", number(1), number(1)), {"bool": True}))["value"], "True")
        self.assertEqual(self.value(call("+", {"str": "a"}, {"str": "b"}))["value"], "ab")

    def test_what_plus_makes_of_lists_is_not_offered(self):
        self.assert_unsupported("op +", bind("l", items(1)), bind("m", call("+", name("l"), items(2))))
        self.assert_unsupported("op +=", bind("l", items(1)), update("l", "+=", items(2)))
        self.assert_unsupported("op +", bind("x", array(1)), bind("y", call("+", number(1), name("x"))))
        self.assert_unsupported("op ==", bind("l", items(1)), bind("m", call("==", name("l"), items(1))))

    def test_lists(self):
        def after(*steps):
            answer = self.run_steps(*((bind("l", items(1, 2, 3, 4)),) + steps + (READ,)))
            self.assertIsNone(answer["error"])
            read = answer["reads"][0]
            return [int(read["objects"][index]["value"]) for index in read["objects"][read["names"]["l"]]["items"]]

        self.assertEqual(after(bind(item("l", -1), number(9))), [1, 2, 3, 9])
        self.assertEqual(after(bind("i", number(-2)), bind(call("get item", name("l"), name("i")), number(9))), [1, 2, 9, 4])
        self.assertEqual(after(update(item("l", 0), "+=", item("l", -1))), [5, 2, 3, 4])
        self.assertEqual(after(bind(call("get item", name("l"), part(1, 3)), items(7))), [1, 7, 4])
        self.assertEqual(after(bind(call("get item", name("l"), part(None, None)), items(7))), [7])
        self.assertEqual(after(delete(item("l", -1))), [1, 2, 3])
        self.assertEqual(after(delete(call("get item", name("l"), part(1, 3)))), [1, 4])
        self.assertEqual(after(bind("l", call("get item", name("l"), part(-3, -1)))), [2, 3])
        self.assertEqual(after(expression(call(".insert", name("l"), number(1), number(9)))), [1, 9, 2, 3, 4])
        self.assertEqual(after(expression(call(".extend", name("l"), items(5)))), [1, 2, 3, 4, 5])
        self.assertEqual(after(expression(call(".pop", name("l"), number(0)))), [2, 3, 4])
        self.assertEqual(after(expression(call(".remove", name("l"), number(2)))), [1, 3, 4])

    def test_what_is_done_for_its_effect_has_no_value(self):
        self.assert_unsupported("value of .append", bind("l", items(1)), bind("x", call(".append", name("l"), number(2))))
        self.assert_unsupported("value of .sort", bind("l", items(1)), bind("x", items(call(".sort", name("l")))))
        self.assertEqual(self.values(bind("l", items(1)), bind("x", call(".pop", name("l"))))["x"]["value"], "1")

    def test_a_list_inside_itself_and_one_too_deep_for_the_stack(self):
        answer = self.run_steps(bind("l", items()), expression(call(".append", name("l"), name("l"))), READ)
        self.assertEqual(answer["reads"][0]["objects"], [{"kind": "list", "items": [0]}])
        deep = [bind("l", items())] + [bind("l", items(name("l")))] * 20000
        objects = self.run_steps(*(deep + [READ]))["reads"][0]["objects"]
        self.assertEqual(len(objects), 20001)
        self.assertEqual((objects[0], objects[-1]), ({"kind": "list", "items": [1]}, {"kind": "list", "items": []}))

    def test_items_are_numbered_depth_first(self):
        answer = self.run_steps(bind("l", items(items(7), 8)), bind("m", number(8)), READ)
        read = answer["reads"][0]
        self.assertEqual(read["names"], {"l": 0, "m": 3})
        self.assertEqual([entry.get("items", entry.get("value")) for entry in read["objects"]], [[1, 3], [2], "7", "8"])

    def test_an_error_ends_the_program_and_keeps_the_names(self):
        answer = self.run_steps(bind("a", number(1)), bind("b", name("missing")), bind("c", number(2)), READ)
        self.assertEqual((answer["error"]["step"], answer["error"]["kind"]), (1, "name"))
        self.assertEqual(answer["error"]["class"], "ReferenceError")
        self.assertEqual(list(answer["reads"][0]["names"]), ["a"])
        self.assertEqual(answer["native"], ["a = 1", "b = missing", None])

    def test_errors_have_kinds(self):
        self.assert_fails("name", bind("a", number(1)), delete("a"), bind("b", call("+", name("a"), number(1))))
        self.assert_fails("name", bind("b", call("len", name("missing"))))
        self.assert_fails("type", bind("l", items()), expression(call(".extend", name("l"), number(3))))
        self.assert_fails("shape", bind("x", array(1, 2)), bind(call("get item", name("x"), part(None, None)), items(1, 2, 3)))
        self.assert_fails("value", bind("x", call("zeros", number(-1))))

    def test_a_deleted_name_is_no_longer_read(self):
        answer = self.run_steps(bind("a", number(1)), bind("b", name("a")), delete("a"), READ)
        self.assertEqual((answer["error"], list(answer["reads"][0]["names"])), (None, ["b"]))

    def test_nothing_is_left_for_the_next_program(self):
        self.run_steps(bind("a", number(1)), READ)
        self.assertEqual(self.run_steps(READ)["reads"][0]["names"], {})
        self.assert_fails("name", bind("b", name("a")))
        self.assert_unsupported("op +", bind("a", number(1)), bind("l", call("+", name("a"), items())))
        self.assert_fails("name", bind("b", name("a")))

    def test_names_that_javascript_needs(self):
        for reserved in ("process", "Array", "new", "globalThis", "bits", "constructor"):
            self.assert_unsupported("name " + reserved, bind(reserved, number(1)))
        self.assertEqual(self.value(number(1))["value"], "1")

    def test_the_whole_program_as_one_function(self):
        steps = [bind("a", number(1000)), bind("l", items(name("a"))), update("a", "+=", number(1)), READ]
        read = self.run_steps(*steps, unit="whole")["reads"][0]
        self.assertEqual(read["names"], {"a": 0, "l": 1})
        self.assertEqual([entry.get("value") for entry in read["objects"]], ["1001", None, "1000"])
        answer = self.run_steps(bind("a", number(1)), bind("b", name("missing")), bind("c", number(2)), READ, unit="whole")
        self.assertEqual((answer["error"]["step"], answer["error"]["kind"]), (1, "name"))
        self.assertEqual(list(answer["reads"][0]["names"]), ["a"])
        self.assertEqual(len(answer["native"]), 3)
        found = self.assert_unsupported("delete in a function", bind("a", number(1)), delete("a"), unit="whole")
        self.assertEqual(found["step"], 1)

    def test_what_no_entry_has_is_told_before_anything_runs(self):
        found = self.assert_unsupported("op id", bind("x", number(1)), bind("y", call("id", name("x"))))
        self.assertEqual(found["step"], 1)
        self.assert_unsupported("op make tuple", bind("x", pair(1, 2)))
        self.assert_unsupported("complex number", bind("x", {"imaginary": "1.0"}))

    def test_nested_expressions_take_no_time(self):
        tree = number(0)
        for _ in range(200):
            tree = call("+", tree, number(1))
        self.assertEqual(self.value(tree)["value"], "200")

    def test_a_try_that_fails_has_no_consequences(self):
        answer = self.run_steps(bind("a", number(1)), attempt(bind("a", name("missing"))),
                                attempt(bind("a", call("id", name("a")))), attempt(bind("b", number(2))), READ, {"read": ["b", "c"]})
        self.assertEqual([error and error["kind"] for error in answer["tries"]], ["name", "unsupported", None])
        self.assertEqual([error and error["step"] for error in answer["tries"]], [1, 2, None])
        self.assertIsNone(answer["error"])
        self.assertEqual(sorted(answer["reads"][0]["names"]), ["a", "b"])
        self.assertEqual(list(answer["reads"][1]["names"]), ["b"])

    def test_typed_arrays(self):
        answer = self.run_steps(bind("x", array(1, 2, 3)), bind("v", call("get item", name("x"), part(1, None))),
                                bind("w", call(".copy", name("v"))), READ, proof("x", -1), {"read": ["v", "w"]}, proof("v", 0), READ)
        self.assertEqual(answer["native"], ["x = Float64Array.of(1, 2, 3)", "v = x.subarray(1)", "w = v.slice()"])
        self.assertEqual(answer["tries"], [None, None])
        first, second, third = answer["reads"]
        self.assertEqual(first["objects"][first["names"]["x"]]["dtype"], "float64")
        self.assertEqual(elements(first["objects"][first["names"]["x"]], "d"), [1, 2, 3])
        self.assertEqual(elements(second["objects"][second["names"]["v"]], "8s"), [b"12345678"] * 2)
        self.assertEqual(elements(second["objects"][second["names"]["w"]], "d"), [2, 3])
        zero, set_ = b"\0" * 8, b"12345678"
        self.assertEqual(elements(third["objects"][third["names"]["x"]], "8s"), [set_, zero, set_])

    def test_dtypes(self):
        for dtype, code in (("int8", "b"), ("uint16", "H"), ("int32", "i"), ("uint32", "I"), ("float32", "f"), ("float64", "d")):
            found = self.value(array(1, 2, dtype={"str": dtype}))
            self.assertEqual((found["dtype"], found["shape"], elements(found, code)), (dtype, [2], [1, 2]))
        self.assert_unsupported("dtype int64", bind("x", array(1, dtype={"str": "int64"})))
        self.assert_unsupported("op array", bind("x", call("array", items(items(1)))))
        self.assert_unsupported("op array", bind("l", items(items(1))), bind("x", call("array", name("l"))))
        self.assert_unsupported("op array", bind("x", call("array", items({"bool": True}))))
        self.assertEqual(elements(self.values(bind("l", items(1, 2)), bind("x", call("array", name("l"))))["x"], "d"), [1, 2])
        self.assert_unsupported("op zeros", bind("x", call("zeros", pair(2, 3))))

    def test_a_long_answer_arrives(self):
        found = self.value(call("zeros", number(300000)))
        self.assertEqual(len(elements(found, "d")), 300000)

    def test_requests_that_are_none(self):
        for line in (b"{", b"[]", b"null", b'"\xff"', b'{"command": "stop", "id": 3}', b'{"command": "run", "id": 4}'):
            answer = self.ask_line(line)
            self.assertTrue(answer["broken"], line)
        self.assertEqual(answer["id"], 4)
        self.assertEqual(self.value(number(1))["value"], "1")

    def test_several_requests_on_their_way(self):
        for _ in range(3):
            self.process.stdin.write(b'{"command":"run","id":1,"steps":[{"read":true}]}\n' * 100)
        self.process.stdin.flush()
        for _ in range(300):
            self.assertIn(b'"id":1', self.process.stdout.readline())


if __name__ == "__main__":
    unittest.main()
