"""The driver of TensorFlow.js, through the protocol."""
import os
import unittest

from conversation import DRIVERS, READ, Conversation, attempt, elements, folder_of, need_node, proof, values_of

need_node()
VARIABLES = {"NODE_PATH": folder_of("@tensorflow/tfjs", "tfjs")}


class Tensors(Conversation):
    command = [os.path.join(DRIVERS, "tfjs_driver.js")]
    variables = VARIABLES
    matrix = "x = array([[1, 2, 3], [4, 5, 6]])"

    def test_start(self):
        self.assertEqual(self.start["name"], "tfjs")
        self.assertRegex(self.start["version"], r"^\d+\.\d+\.\d+$")
        self.assertIn("array", self.start["operations"])

    def test_operators_are_methods_and_updates_rebind(self):
        answer = self.run_steps("x = array([1, 2])", "a = x", "x += 10", "y = 1 - a", "z = -a * a", READ)
        self.assertEqual(answer["native"], ["x = tf.tensor([1, 2])", "a = x", "x = x.add(10)", "y = tf.sub(1, a)",
                                            "z = a.neg().mul(a)"])
        found = dict((name, elements(value, "f")) for name, value in values_of(answer["reads"][0]).items())
        self.assertEqual(found, {"a": [1, 2], "x": [11, 12], "y": [0, -1], "z": [-1, -4]})

    def test_an_item_of_a_list_is_updated(self):
        answer = self.run_steps("x = array([1])", "l = [x, 5]", "l[0] += 1", "l[1] += 1", READ)
        self.assertEqual(answer["native"][2:], ["l[0] = l[0].add(1)", "l[1] += 1"])
        self.assertIsNone(answer["error"])

    def test_dtypes(self):
        for dtype, code in (("float32", "f"), ("int32", "i"), ("bool", "?")):
            found = self.value('array([1, 0], dtype="%s")' % dtype)
            self.assertEqual((found["dtype"], found["shape"], elements(found, code)), (dtype, [2], [1, 0]))
        self.assertEqual(self.value("array([1, 2])")["dtype"], "float32")
        self.assert_unsupported("dtype float64", 'x = array([1], dtype="float64")')
        self.assertEqual(self.value("array(5)")["shape"], [])
        self.assertEqual(self.value("zeros((2, 0))")["shape"], [2, 0])
        self.assertEqual(elements(self.value("arange(1, 7, 2)"), "f"), [1, 3, 5])
        self.assertEqual(elements(self.value('arange(3, dtype="int32")'), "i"), [0, 1, 2])

    def test_indices(self):
        for index, native, shape, values in (
                ("x[1]", "x.gather(1)", [3], [4, 5, 6]),
                ("x[-1]", "x.gather(x.shape[0] - 1)", [3], [4, 5, 6]),
                ("x[:1]", "x.slice([0], [1])", [1, 3], [1, 2, 3]),
                ("x[-1:]", "x.slice([x.shape[0] - 1])", [1, 3], [4, 5, 6]),
                ("x[:, 1]", "x.slice([0, 1], [-1, 1]).squeeze([1])", [2], [2, 5]),
                ("x[:, 1:]", "x.slice([0, 1])", [2, 2], [2, 3, 5, 6]),
                ("x[0, :-1]", "x.slice([0, 0], [1, x.shape[1] - 1]).squeeze([0])", [2], [1, 2]),
                ("x[1, -3]", "x.slice([1, x.shape[1] - 3], [1, 1]).squeeze([0, 1])", [], [4]),
                ("x[::-1]", "x.reverse(0)", [2, 3], [4, 5, 6, 1, 2, 3]),
                ("x[::2]", "x.stridedSlice([0], [x.shape[0]], [2])", [1, 3], [1, 2, 3]),
                ("x[1::-2]", "x.stridedSlice([1], [0], [-2], 0, 1)", [1, 3], [4, 5, 6]),
                ("x[None, 0]", "x.slice([0], [1]).squeeze([0]).expandDims(0)", [1, 3], [1, 2, 3]),
                ("x[[1, -2]]", "x.gather([1, x.shape[0] - 2])", [2, 3], [4, 5, 6, 1, 2, 3])):
            answer = self.run_steps(self.matrix, "y = " + index, READ)
            self.assertIsNone(answer["error"])
            found = values_of(answer["reads"][0])["y"]
            seen = (answer["native"][1], found["shape"], elements(found, "f"))
            self.assertEqual(seen, ("y = " + native, shape, values))
        self.assert_unsupported("index mask", "x = array([1, 2])", "y = x[[True, False]]")
        self.assert_unsupported("index ellipsis", "x = array([1, 2])", "y = x[...]")

    def test_nothing_is_assigned(self):
        for statement in ("x[0] = 5", "x[...] = 5", "x[:] = x"):
            self.assert_unsupported("op set item", "x = array([1, 2])", statement)
        for statement in ("x[0] += 5", "x[0:1] += 5"):
            self.assert_unsupported("op +=", "x = array([1, 2])", statement)

    def test_a_proof_shows_what_shares_memory(self):
        answer = self.run_steps(self.matrix, "c = x.copy()", "r = x.reshape((3, 2))", "t = x.T", proof("x", 1), READ)
        self.assertEqual(answer["tries"], [None])
        found = dict((name, elements(value, "4s")) for name, value in values_of(answer["reads"][0]).items())
        zero, second = b"\0" * 4, b"1234"
        self.assertEqual(found["x"], [zero, zero, second, second, zero, zero])
        self.assertEqual((found["c"], found["r"]), (found["x"], found["x"]))
        self.assertNotIn(second, found["t"])

    def test_a_deep_copy_shares_nothing(self):
        answer = self.run_steps("x = array([1, 2])", "c = copy(x)", "d = deepcopy(x)", proof("x", 62), READ)
        self.assertEqual(answer["native"][1:], ["c = x.clone()", "d = tf.add(x, 0)"])
        found = dict((name, elements(value, "f")) for name, value in values_of(answer["reads"][0]).items())
        self.assertEqual(found, {"x": [0, 0], "c": [0, 0], "d": [1, 2]})

    def test_a_proof_cannot_write_what_is_not_handed_out(self):
        answer = self.run_steps('x = array([1, 0], dtype="bool")', proof("x", -1),
                                'y = array([1, 2], dtype="int32").astype("float32")', proof("y", -1), READ)
        self.assertEqual([error["kind"] for error in answer["tries"]], ["unsupported", "type"])
        found = values_of(answer["reads"][0])
        self.assertEqual(elements(found["x"], "?"), [True, False])
        self.assertEqual((found["y"]["dtype"], elements(found["y"], "f")), ("float32", [1, 2]))

    def test_bits(self):
        for dtype, code, zero, second in (("float32", "4s", b"\0" * 4, b"1234"), ("bool", "B", 0, 1)):
            found = self.values('x = array([1, 0, 1], dtype="%s")' % dtype, "y = bits(x, 1)")["y"]
            self.assertEqual((found["dtype"], elements(found, code)), (dtype, [zero, zero, second]))

    def test_errors_have_kinds(self):
        for kind, statement in (
                ("shape", "y = x + array([1, 2, 3])"), ("shape", "y = x.reshape(3)"), ("shape", "y = squeeze(x, 0)"),
                ("index", "y = x[2]"), ("value", "y = x.item()"), ("type", "y = x + None")):
            self.assert_fails(kind, "x = array([1, 2])", statement)
        self.assert_fails("name", "x = array([1, 2])", "del x", "y = x + 1")

    def test_a_tensor_with_too_many_values_is_no_array(self):
        self.assertEqual(self.value("array([[1, 2], [3, 4, 5]])"),
                         {"kind": "other", "type": "tensor of shape [2,2] with 5 values of float32"})

    def test_nothing_is_left_for_the_next_program(self):
        self.run_steps("x = array([1])", READ)
        self.assertEqual(self.values(), {})

    def test_the_whole_program_as_one_function(self):
        answer = self.run_steps("x = array([1, 2])", "a = x", "x += a", READ, unit="whole")
        self.assertEqual((answer["error"], answer["native"][2]), (None, "x = x.add(a)"))
        self.assertEqual(elements(values_of(answer["reads"][0])["x"], "f"), [2, 4])


class Variables(Conversation):
    command = [os.path.join(DRIVERS, "tfjs_driver.js"), "variable"]
    variables = VARIABLES

    def test_an_update_is_an_assignment(self):
        answer = self.run_steps("x = array([1, 2])", "a = x", "x += 10", "x[:] = x + x", READ)
        self.assertEqual(answer["native"], ["x = tf.variable(tf.tensor([1, 2]))", "a = x", "x.assign(x.add(10))",
                                            "x.assign(x.add(x))"])
        read = answer["reads"][0]
        self.assertEqual(read["names"], {"a": 0, "x": 0})
        self.assertEqual(elements(values_of(read)["x"], "f"), [22, 24])

    def test_what_is_computed_is_a_tensor(self):
        answer = self.run_steps("x = array([1, 2])", "y = x + x", "y += x")
        self.assertEqual((answer["error"], answer["native"][2]), (None, "y = y.add(x)"))

    def test_errors_have_kinds(self):
        self.assert_fails("casting", 'x = array([1], dtype="int32")', "x += 1")
        self.assert_fails("shape", "x = array([1, 2])", "x[...] = array([1, 2, 3])")
        self.assert_unsupported("op set item", "x = array([1, 2])", "x[0] = 5")
        answer = self.run_steps("x = array([1, 2])", attempt("x[0] = 5"))
        self.assertEqual((answer["error"], answer["tries"][0]["kind"]), (None, "unsupported"))


if __name__ == "__main__":
    unittest.main()
