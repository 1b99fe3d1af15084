"""The driver of ndarray and ndarray-ops, through the protocol."""
import os
import unittest

from conversation import DRIVERS, READ, Conversation, elements, folder_of, need_node, proof, values_of

need_node()


class Views(Conversation):
    command = [os.path.join(DRIVERS, "ndarray_driver.js")]
    variables = {"NODE_PATH": folder_of("ndarray-scratch", "ndarray")}
    matrix = "x = array([[1, 2, 3], [4, 5, 6]])"

    def after(self, *steps):
        """The native texts, and what the names are: elements, or a value."""
        answer = self.run_steps(*(steps + (READ,)))
        self.assertIsNone(answer["error"])
        return answer["native"], dict(
            (name, elements(found, "d") if found["kind"] == "array" else found.get("value", found))
            for name, found in values_of(answer["reads"][0]).items())

    def test_start(self):
        self.assertEqual(self.start["name"], "ndarray")
        self.assertRegex(self.start["version"], r"^\d+\.\d+\.\d+$")

    def test_making(self):
        for expression, native, shape, dtype in (
                ("array([1, 2])", "ndarray(Float64Array.of(1, 2))", [2], "float64"),
                ("array([[1, 2], [3, 4]])", "ndarray(Float64Array.of(1, 2, 3, 4), [2, 2])", [2, 2], "float64"),
                ("array(5)", "ndarray(Float64Array.of(5), [])", [], "float64"),
                ("zeros((2, 0))", "ndarray(new Float64Array(2 * 0), [2, 0])", [2, 0], "float64"),
                ('full(2, 7, dtype="int32")', "ndarray(new Int32Array(2).fill(7))", [2], "int32")):
            answer = self.run_steps("x = " + expression, READ)
            found = values_of(answer["reads"][0])["x"]
            self.assertEqual((answer["native"][0], found["shape"], found["dtype"]), ("x = " + native, shape, dtype))
        self.assert_unsupported("op array", "x = array([[1], [1, 2]])")
        self.assert_unsupported("op array", "x = array([True])")

    def test_indices(self):
        for index, native, values in (
                ("x[1:2]", "x.hi(2).lo(1)", [4, 5, 6]),
                ("x[-1:]", "x.lo(x.shape[0] - 1)", [4, 5, 6]),
                ("x[::-1]", "x.step(-1)", [4, 5, 6, 1, 2, 3]),
                ("x[-1::-1]", "x.hi(x.shape[0]).step(-1)", [4, 5, 6, 1, 2, 3]),
                ("x[1:0:-1]", "x.hi(2).lo(1).step(-1)", [4, 5, 6]),
                ("x[:]", "x.lo()", [1, 2, 3, 4, 5, 6]),
                ("x[...]", "x.lo()", [1, 2, 3, 4, 5, 6]),
                ("x[-1]", "x.pick(x.shape[0] - 1)", [4, 5, 6]),
                ("x[:, 1]", "x.pick(null, 1)", [2, 5]),
                ("x[:, 1:]", "x.lo(0, 1)", [2, 3, 5, 6]),
                ("x[:, ::2]", "x.step(1, 2)", [1, 3, 4, 6]),
                ("x[1, -1]", "x.get(1, x.shape[1] - 1)", "6"),
                ("x[1, 1, 9]", "x.get(1, 1, 9)", "5"),
                ("x[1][0]", "x.pick(1).get(0)", "4")):
            native_texts, found = self.after(self.matrix, "y = " + index)
            self.assertEqual((native_texts[1], found["y"]), ("y = " + native, values))
        self.assert_unsupported("index list", self.matrix, "y = x[[0, 1]]")
        self.assert_unsupported("index newaxis", self.matrix, "y = x[None]")

    def test_updates_write_into_the_array(self):
        native, found = self.after("x = array([1, 2, 3, 4])", "a = x", "x += 10", "x -= a", "x[0] += 1", "x[1:3] += 5",
                                   "x[-1] = 9")
        self.assertEqual(native[2:], ["ops.addseq(x, 10)", "ops.subeq(x, a)", "x.set(0, x.get(0) + 1)",
                                      "ops.addseq(x.hi(3).lo(1), 5)", "x.set(x.shape[0] - 1, 9)"])
        self.assertEqual(found, {"x": [1, 5, 5, 9], "a": [1, 5, 5, 9]})

    def test_updates_of_numbers_are_javascripts_own(self):
        native, found = self.after("n = 1", "n += 1", "l = [5]", "l[0] += 1")
        self.assertEqual((native[1], native[3], found["n"]), ("n += 1", "l[0] += 1", "2"))

    def test_results_go_into_an_array_that_is_given(self):
        native, found = self.after("x = array([1, 2])", "z = array([0, 0])", "z[:] = x + x", "multiply(z, 3, out=z)",
                                   "negative(x, out=x)")
        self.assertEqual(native[2:], ["ops.add(z, x, x)", "ops.muls(z, z, 3)", "ops.neg(x, x)"])
        self.assertEqual(found, {"x": [-1, -2], "z": [6, 12]})
        self.assert_unsupported("op +", "x = array([1])", "y = x + x")
        self.assert_unsupported("op add", "x = array([1])", "add(x, x)")
        self.assert_unsupported("value of add", "x = array([1])", "y = add(x, x, out=x)")

    def test_overlapping_operands_are_not_copied_first(self):
        native, found = self.after("x = array([1, 2, 3, 4])", "x[1:] += x[:-1]")
        self.assertEqual((native[1], found["x"]), ("ops.addeq(x.lo(1), x.hi(x.shape[0] - 1))", [1, 3, 6, 10]))

    def test_a_proof_shows_views_and_copies(self):
        answer = self.run_steps(self.matrix, "t = x.T", "c = x.copy()", "v = as_strided(x, (2, 2), (1, 1), offset=4)",
                                proof("t", 0), READ)
        self.assertEqual(answer["native"][1:], ["t = x.transpose(1, 0)", "c = pool.clone(x)",
                                                "v = ndarray(x.data, [2, 2], [1, 1], x.offset + 4)"])
        self.assertEqual(answer["tries"], [None])
        found = values_of(answer["reads"][0])
        zero, second = b"\0" * 8, b"12345678"
        self.assertEqual(elements(found["t"], "8s"), [zero, second] * 3)
        self.assertEqual(elements(found["x"], "8s"), [zero] * 3 + [second] * 3)
        self.assertEqual(elements(found["c"], "d"), [1, 2, 3, 4, 5, 6])

    def test_a_view_outside_of_its_data_is_no_array(self):
        for statement in ("v = as_strided(x, (2, 2), (1, 1), offset=4)", "v = x[1:9]", "v = x[2:1]"):
            self.assertEqual(self.values("x = array([1, 2, 3, 4, 5, 6])", statement)["v"]["kind"], "other")

    def test_errors_have_kinds(self):
        self.assert_fails("shape", "x = array([1, 2])", "x += array([1, 2, 3])")
        self.assert_fails("shape", "x = array([1, 2])", "x[:] = array([[1, 2], [3, 4]])")
        self.assert_fails("name", "x = array([1, 2])", "del x", "x += 1")


if __name__ == "__main__":
    unittest.main()
