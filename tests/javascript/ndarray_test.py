"""The driver of ndarray and ndarray-ops, through the protocol."""
import os
import unittest

from conversation import (
    DRIVERS, READ, Conversation, array, bind, call, delete, do, elements, expression, folder_of, item, items, name, need_node, number,
    pair, part, proof, update)

need_node()
MATRIX = call("array", items(items(1, 2, 3), items(4, 5, 6)))


def whole(target):
    return call("get item", name(target), part(None, None))


class Views(Conversation):
    command = [os.path.join(DRIVERS, "ndarray_driver.js")]
    variables = {"NODE_PATH": folder_of("ndarray-scratch", "ndarray")}

    def after(self, *steps):
        """The native texts, and each array's elements."""
        answer = self.run_steps(*(steps + (READ,)))
        self.assertIsNone(answer["error"])
        read = answer["reads"][0]
        found = {}
        for bound, index in read["names"].items():
            described = read["objects"][index]
            found[bound] = elements(described, "d") if described["kind"] == "array" else described.get("value", described)
        return answer["native"], found

    def test_start(self):
        self.assertEqual(self.start["name"], "ndarray")
        self.assertRegex(self.start["version"], r"^\d+\.\d+\.\d+$")

    def test_making(self):
        for tree, native, shape, dtype in (
                (array(1, 2), "ndarray(Float64Array.of(1, 2))", [2], "float64"),
                (MATRIX, "ndarray(Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3])", [2, 3], "float64"),
                (call("array", number(5)), "ndarray(Float64Array.of(5), [])", [], "float64"),
                (call("zeros", pair(2, 0)), "ndarray(new Float64Array(2 * 0), [2, 0])", [2, 0], "float64"),
                (call("full", number(2), number(7), dtype={"str": "int32"}), "ndarray(new Int32Array(2).fill(7))", [2], "int32")):
            answer = self.run_steps(bind("x", tree), READ)
            described = answer["reads"][0]["objects"][0]
            self.assertEqual((answer["native"][0], described["shape"], described["dtype"]), ("x = " + native, shape, dtype))
        self.assert_unsupported("op array", bind("x", call("array", items(items(1), items(1, 2)))))

    def test_indices(self):
        for index, native, values in (
                (part(1, 2), "x.hi(2).lo(1)", [4, 5, 6]),
                (part(-1, None), "x.lo(x.shape[0] - 1)", [4, 5, 6]),
                (part(None, None, -1), "x.step(-1)", [4, 5, 6, 1, 2, 3]),
                (part(-1, None, -1), "x.hi(x.shape[0]).step(-1)", [4, 5, 6, 1, 2, 3]),
                (part(1, 0, -1), "x.hi(2).lo(1).step(-1)", [4, 5, 6]),
                (part(None, None), "x.lo()", [1, 2, 3, 4, 5, 6]),
                (number(-1), "x.pick(x.shape[0] - 1)", [4, 5, 6]),
                (pair(part(None, None), 1), "x.pick(null, 1)", [2, 5]),
                (pair(part(None, None), part(1, None)), "x.lo(0, 1)", [2, 3, 5, 6]),
                (pair(part(None, None), part(None, None, 2)), "x.step(1, 2)", [1, 3, 4, 6])):
            native_texts, found = self.after(bind("x", MATRIX), bind("y", call("get item", name("x"), index)))
            self.assertEqual((native_texts[1], found["y"]), ("y = " + native, values))
        native_texts, found = self.after(bind("x", MATRIX), bind("y", call("get item", name("x"), pair(1, -1))))
        self.assertEqual((native_texts[1], found["y"]), ("y = x.get(1, x.shape[1] - 1)", "6"))
        row = call("get item", name("x"), number(1))
        native_texts, found = self.after(bind("x", MATRIX), bind("y", call("get item", row, number(0))))
        self.assertEqual((native_texts[1], found["y"]), ("y = x.pick(1).get(0)", "4"))

    def test_updates_write_into_the_array(self):
        native, found = self.after(
            bind("x", array(1, 2, 3, 4)), bind("a", name("x")), update("x", "+=", number(10)), update("x", "-=", name("a")),
            update(item("x", 0), "+=", number(1)), update(item("x", part(1, 3)), "+=", number(5)), bind(item("x", -1), number(9)))
        self.assertEqual(native[2:], ["ops.addseq(x, 10)", "ops.subeq(x, a)", "x.set(0, x.get(0) + 1)", "ops.addseq(x.hi(3).lo(1), 5)",
                                      "x.set(x.shape[0] - 1, 9)"])
        self.assertEqual(found, {"x": [1, 5, 5, 9], "a": [1, 5, 5, 9]})
        _, found = self.after(bind("n", number(1)), update("n", "+=", number(1)), bind("l", items(5)), update(item("l", 0), "+=", number(1)))
        self.assertEqual(found["n"], "2")

    def test_results_go_into_an_array_that_is_given(self):
        native, found = self.after(
            bind("x", array(1, 2)), bind("z", array(0, 0)), do({"statement": "bind", "targets": [whole("z")],
                                                                "value": call("+", name("x"), name("x"))}),
            expression(call("multiply", name("z"), number(3), out=name("z"))), expression(call("negative", name("x"), out=name("x"))))
        self.assertEqual(native[2:], ["ops.add(z, x, x)", "ops.muls(z, z, 3)", "ops.neg(x, x)"])
        self.assertEqual(found, {"x": [-1, -2], "z": [6, 12]})
        self.assert_unsupported("op +", bind("x", array(1)), bind("y", call("+", name("x"), name("x"))))
        self.assert_unsupported("op add", bind("x", array(1)), bind("y", call("add", name("x"), name("x"))))

    def test_overlapping_operands_are_not_copied_first(self):
        native, found = self.after(bind("x", array(1, 2, 3, 4)), update(item("x", part(1, None)), "+=", item("x", part(None, -1))))
        self.assertEqual(native[1], "ops.addeq(x.lo(1), x.hi(x.shape[0] - 1))")
        self.assertEqual(found["x"], [1, 3, 6, 10])

    def test_a_proof_shows_views_and_copies(self):
        answer = self.run_steps(bind("x", MATRIX), bind("t", call(".T", name("x"))), bind("c", call(".copy", name("x"))),
                                bind("v", call("as_strided", name("x"), pair(2, 2), pair(1, 1), offset=number(4))), proof("t", 0), READ)
        self.assertEqual(answer["native"][1:], ["t = x.transpose(1, 0)", "c = pool.clone(x)",
                                                "v = ndarray(x.data, [2, 2], [1, 1], x.offset + 4)"])
        self.assertEqual(answer["tries"], [None])
        read = answer["reads"][0]
        zero, second = b"\0" * 8, b"12345678"
        found = dict((bound, read["objects"][index]) for bound, index in read["names"].items())
        self.assertEqual(elements(found["t"], "8s"), [zero, second] * 3)
        self.assertEqual(elements(found["x"], "8s"), [zero] * 3 + [second] * 3)
        self.assertEqual(elements(found["c"], "d"), [1, 2, 3, 4, 5, 6])
        self.assertEqual(found["v"]["kind"], "other")

    def test_errors_have_kinds(self):
        self.assert_fails("shape", bind("x", array(1, 2)), update("x", "+=", array(1, 2, 3)))
        self.assert_fails("shape", bind("x", array(1, 2)), bind(whole("x"), MATRIX))
        self.assert_fails("name", bind("x", array(1, 2)), delete("x"), update("x", "+=", number(1)))


if __name__ == "__main__":
    unittest.main()
