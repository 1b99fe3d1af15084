"""The driver of TensorFlow.js, through the protocol."""
import os
import unittest

from conversation import (
    DRIVERS, READ, Conversation, array, attempt, bind, call, delete, elements, expression, folder_of, item, items, name, need_node,
    number, pair, part, proof, update)

need_node()
VARIABLES = {"NODE_PATH": folder_of("@tensorflow/tfjs", "tfjs")}
MATRIX = call("array", items(items(1, 2, 3), items(4, 5, 6)))


class Tensors(Conversation):
    command = [os.path.join(DRIVERS, "tfjs_driver.js")]
    variables = VARIABLES

    def test_start(self):
        self.assertEqual(self.start["name"], "tfjs")
        self.assertRegex(self.start["version"], r"^\d+\.\d+\.\d+$")
        self.assertIn("array", self.start["operations"])

    def test_operators_are_methods_and_updates_rebind(self):
        answer = self.run_steps(bind("x", array(1, 2)), bind("a", name("x")), update("x", "+=", number(10)),
                                bind("y", call("-", number(1), name("a"))), bind("z", call("*", call("unary -", name("a")), name("a"))),
                                READ)
        self.assertEqual(answer["native"], ["x = tf.tensor([1, 2])", "a = x", "x = x.add(10)", "y = tf.sub(1, a)", "z = a.neg().mul(a)"])
        read = answer["reads"][0]
        found = dict((bound, elements(read["objects"][index], "f")) for bound, index in read["names"].items())
        self.assertEqual(found, {"a": [1, 2], "x": [11, 12], "y": [0, -1], "z": [-1, -4]})

    def test_an_item_of_a_list_is_updated(self):
        answer = self.run_steps(bind("x", array(1)), bind("l", items(name("x"), 5)), update(item("l", 0), "+=", number(1)),
                                update(item("l", 1), "+=", number(1)), READ)
        self.assertEqual(answer["native"][2:], ["l[0] = l[0].add(1)", "l[1] += 1"])
        self.assertIsNone(answer["error"])

    def test_dtypes(self):
        for dtype, code in (("float32", "f"), ("int32", "i"), ("bool", "?")):
            found = self.value(array(1, 0, dtype={"str": dtype}))
            self.assertEqual((found["dtype"], found["shape"], elements(found, code)), (dtype, [2], [1, 0]))
        self.assertEqual(self.value(array(1, 2))["dtype"], "float32")
        self.assert_unsupported("dtype float64", bind("x", array(1, dtype={"str": "float64"})))
        self.assertEqual(self.value(call("array", number(5)))["shape"], [])
        self.assertEqual(self.value(call("zeros", pair(2, 0)))["shape"], [2, 0])
        self.assertEqual(elements(self.value(call("arange", number(1), number(7), number(2))), "f"), [1, 3, 5])
        self.assertEqual(elements(self.value(call("arange", number(3), dtype={"str": "int32"})), "i"), [0, 1, 2])

    def test_indices(self):
        for index, native, shape, values in (
                (number(1), "x.gather(1)", [3], [4, 5, 6]),
                (number(-1), "x.gather(x.shape[0] - 1)", [3], [4, 5, 6]),
                (part(None, 1), "x.slice([0], [1])", [1, 3], [1, 2, 3]),
                (part(-1, None), "x.slice([x.shape[0] - 1])", [1, 3], [4, 5, 6]),
                (pair(part(None, None), 1), "x.slice([0, 1], [-1, 1]).squeeze([1])", [2], [2, 5]),
                (pair(part(None, None), part(1, None)), "x.slice([0, 1])", [2, 2], [2, 3, 5, 6]),
                (pair(0, part(None, -1)), "x.slice([0, 0], [1, x.shape[1] - 1]).squeeze([0])", [2], [1, 2]),
                (pair(1, -3), "x.slice([1, x.shape[1] - 3], [1, 1]).squeeze([0, 1])", [], [4]),
                (part(None, None, -1), "x.reverse(0)", [2, 3], [4, 5, 6, 1, 2, 3]),
                (part(None, None, 2), "x.stridedSlice([0], [x.shape[0]], [2])", [1, 3], [1, 2, 3]),
                (part(1, None, -2), "x.stridedSlice([1], [0], [-2], 0, 1)", [1, 3], [4, 5, 6]),
                (pair(None, 0), "x.slice([0], [1]).squeeze([0]).expandDims(0)", [1, 3], [1, 2, 3]),
                (items(1, 1), "x.gather([1, 1])", [2, 3], [4, 5, 6, 4, 5, 6])):
            answer = self.run_steps(bind("x", MATRIX), bind("y", call("get item", name("x"), index)), READ)
            self.assertIsNone(answer["error"])
            read = answer["reads"][0]
            found = read["objects"][read["names"]["y"]]
            self.assertEqual((answer["native"][1], found["shape"], elements(found, "f")), ("y = " + native, shape, values))

    def test_nothing_is_assigned(self):
        self.assert_unsupported("op set item", bind("x", array(1, 2)), bind(item("x", 0), number(5)))
        self.assert_unsupported("op set item", bind("x", array(1, 2)), bind(call("get item", name("x"), {"ellipsis": True}), number(5)))
        self.assert_unsupported("op +=", bind("x", array(1, 2)), update(item("x", 0), "+=", number(5)))
        self.assert_unsupported("op +=", bind("x", array(1, 2)), update(call("get item", name("x"), part(0, 1)), "+=", number(5)))

    def test_a_proof_shows_what_shares_memory(self):
        answer = self.run_steps(bind("x", MATRIX), bind("c", call(".copy", name("x"))), bind("r", call(".reshape", name("x"), pair(3, 2))),
                                bind("t", {"op": ".T", "args": [name("x")]}), proof("x", 1), READ)
        self.assertEqual(answer["tries"], [None])
        read = answer["reads"][0]
        found = dict((bound, elements(read["objects"][index], "4s")) for bound, index in read["names"].items())
        zero, second = b"\0" * 4, b"1234"
        self.assertEqual(found["x"], [zero, zero, second, second, zero, zero])
        self.assertEqual((found["c"], found["r"]), (found["x"], found["x"]))
        self.assertNotIn(second, found["t"])

    def test_a_proof_cannot_write_what_is_not_handed_out(self):
        answer = self.run_steps(bind("x", array(1, 0, dtype={"str": "bool"})), proof("x", -1),
                                bind("y", call(".astype", array(1, 2, dtype={"str": "int32"}), {"str": "float32"})), proof("y", -1),
                                READ)
        self.assertEqual([error["kind"] for error in answer["tries"]], ["unsupported", "type"])
        read = answer["reads"][0]
        found = dict((bound, read["objects"][index]) for bound, index in read["names"].items())
        self.assertEqual(elements(found["x"], "?"), [True, False])
        self.assertEqual((found["y"]["dtype"], elements(found["y"], "f")), ("float32", [1, 2]))

    def test_bits(self):
        for dtype, code, zero, second in (("float32", "4s", b"\0" * 4, b"1234"), ("bool", "B", 0, 1)):
            found = self.values(bind("x", array(1, 0, 1, dtype={"str": dtype})), bind("y", call("bits", name("x"), number(1))))["y"]
            self.assertEqual((found["dtype"], elements(found, code)), (dtype, [zero, zero, second]))

    def test_errors_have_kinds(self):
        self.assert_fails("shape", bind("x", array(1, 2)), bind("y", call("+", name("x"), array(1, 2, 3))))
        self.assert_fails("shape", bind("x", array(1, 2)), bind("y", call(".reshape", name("x"), number(3))))
        self.assert_fails("index", bind("x", array(1, 2)), bind("y", item("x", 2)))
        self.assert_fails("value", bind("x", array(1, 2)), bind("y", call(".item", name("x"))))
        self.assert_fails("type", bind("x", array(1, 2)), bind("y", call("+", name("x"), None)))
        self.assert_fails("shape", bind("x", array(1, 2)), bind("y", call("squeeze", name("x"), number(0))))
        self.assert_fails("name", bind("x", array(1, 2)), delete("x"), bind("y", call("+", name("x"), number(1))))

    def test_a_tensor_with_too_many_values_is_no_array(self):
        self.assertEqual(self.value(call("array", items(items(1, 2), items(3, 4, 5)))),
                         {"kind": "other", "type": "tensor of shape [2,2] with 5 values of float32"})

    def test_nothing_is_left_for_the_next_program(self):
        self.run_steps(bind("x", array(1)), READ)
        self.assertEqual(self.run_steps(READ)["reads"][0]["names"], {})

    def test_the_whole_program_as_one_function(self):
        answer = self.run_steps(bind("x", array(1, 2)), bind("a", name("x")), update("x", "+=", name("a")), READ, unit="whole")
        self.assertEqual((answer["error"], answer["native"][2]), (None, "x = x.add(a)"))
        read = answer["reads"][0]
        self.assertEqual(elements(read["objects"][read["names"]["x"]], "f"), [2, 4])


class Variables(Conversation):
    command = [os.path.join(DRIVERS, "tfjs_driver.js"), "variable"]
    variables = VARIABLES

    def test_an_update_is_an_assignment(self):
        answer = self.run_steps(bind("x", array(1, 2)), bind("a", name("x")), update("x", "+=", number(10)),
                                bind(call("get item", name("x"), part(None, None)), call("+", name("x"), name("x"))), READ)
        self.assertEqual(answer["native"], ["x = tf.variable(tf.tensor([1, 2]))", "a = x", "x.assign(x.add(10))", "x.assign(x.add(x))"])
        read = answer["reads"][0]
        self.assertEqual(read["names"], {"a": 0, "x": 0})
        self.assertEqual(elements(read["objects"][0], "f"), [22, 24])

    def test_what_is_computed_is_a_tensor(self):
        answer = self.run_steps(bind("x", array(1, 2)), bind("y", call("+", name("x"), name("x"))), update("y", "+=", name("x")))
        self.assertEqual((answer["error"], answer["native"][2]), (None, "y = y.add(x)"))

    def test_errors_have_kinds(self):
        self.assert_fails("casting", bind("x", array(1, dtype={"str": "int32"})), update("x", "+=", number(1)))
        self.assert_fails("shape", bind("x", array(1, 2)), bind(call("get item", name("x"), {"ellipsis": True}), array(1, 2, 3)))
        self.assert_unsupported("op set item", bind("x", array(1, 2)), bind(item("x", 0), number(5)))
        answer = self.run_steps(bind("x", array(1, 2)), attempt(bind(item("x", 0), number(5))))
        self.assertEqual(answer["tries"][0]["kind"], "unsupported")
        self.assertIsNone(self.run_steps(expression(number(1)))["error"])


if __name__ == "__main__":
    unittest.main()
