"""TensorFlow's two drivers: what each operation gives, what it raises, and that the spec finds nothing wrong."""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "contract"))
import user

if user.folder_of("tensorflow") is None:
    print("skipped: TensorFlow has no environment; ibid setup tensorflow makes it")
    sys.exit(77)

# A program, and what names hold then: content, or dtype and content.
GIVES = [
    ("x = arange(6); y = x.reshape((2, 3)); t = y.T; s = y.shape; n = y.ndim; k = y.size; d = y.dtype",
     {"t": ("int32", [[0, 3], [1, 4], [2, 5]]), "s": [2, 3], "n": 2, "k": 6, "d": "int32"}),
    ('x = zeros((2,)); o = ones(2, dtype="float64"); f = full((2,), 7); g = full(2, 1.5, dtype="float16"); z = zeros_like(f)',
     {"x": ("float32", [0, 0]), "o": ("float64", [1, 1]), "f": ("int32", [7, 7]), "g": ("float16", [1.5, 1.5]),
      "z": ("int32", [0, 0])}),
    ('x = arange(2, 10, 3); y = arange(3, dtype="float32")', {"x": ("int32", [2, 5, 8]), "y": ("float32", [0, 1, 2])}),
    ('x = array([1, 2]); y = asarray(x, dtype="float32"); z = asarray([0.1], dtype="float64")',
     {"y": ("float32", [1, 2]), "z": ("float64", [0.1])}),
    ("x = array([1, 2, 3, 4]); r = flip(x, 0); q = flip(x.reshape((2, 2)), (0, 1)); d = diagonal(x.reshape((2, 2)))",
     {"r": ("int32", [4, 3, 2, 1]), "q": ("int32", [[4, 3], [2, 1]]), "d": ("int32", [1, 4])}),
    ("x = array([1, 2]); e = expand_dims(x, 0); u = squeeze(e, 0); p = permute_dims(e, (1, 0)); b = broadcast_to(x, (2, 2))",
     {"e": [[1, 2]], "u": [1, 2], "p": [[1], [2]], "b": [[1, 2], [1, 2]]}),
    ('x = array([1, 2]); v = array([1.0]).view("int32"); w = x.astype("float64"); l = x.ravel()',
     {"v": ("int32", [0x3f800000]), "w": ("float64", [1, 2]), "l": [1, 2]}),
    ("x = array([7, 5]); y = array([2, 5]); a = floor_divide(x, y); b = remainder(x, y); c = divide(x, y); d = power(y, y)",
     {"a": [3, 1], "b": [1, 0], "c": ("float64", [3.5, 1]), "d": [4, 3125]}),
    ("x = array([7, 5]); y = array([2, 5]); a = maximum(x, y); b = minimum(x, y); c = equal(x, y); d = less(x, y)",
     {"a": [7, 5], "b": [2, 5], "c": ("bool", [False, True]), "d": ("bool", [False, False])}),
    ("x = array([1.0, 4.0]); a = negative(x); b = sqrt(x); s = sum(x); c = add.accumulate(x); d = multiply.accumulate(x)",
     {"a": [-1, -4], "b": [1, 2], "s": ("float32", 5), "c": [1, 5], "d": [1, 4]}),
    ("x = array([1j, 2]); r = x.real; i = x.imag", {"r": ("float64", [0, 2]), "i": ("float64", [1, 0])}),
    ("x = array([1, 2]); t = x.tolist(); i = x[1].item(); n = to_numpy(x); n[0] = 9; m = from_numpy(n)",
     {"x": [1, 2], "t": [1, 2], "i": 2, "n": [9, 2], "m": ("int32", [9, 2])}),
    ('x = array([1, 2], dtype="bfloat16"); b = bits(x, 0); y = zeros((2, 0)); c = bits(y, 0)',
     {"x": ("bfloat16", [1, 2]), "b": ("bfloat16", [0, 1.0302755981683731e-08]), "c": [[], []]}),
    ("l = [1, 2, 3]; l[0] = 5; l[1:] = [7]", {"l": [5, 7]}),
]
TENSORS_GIVE = [
    ("x = array([1, 2]); a = x; x += 1", {"x": [2, 3], "a": [1, 2]}),
    ("x = array([1.5]); y = from_dlpack(x); s = address(x) == address(y); d = detach(x)",
     {"y": ("float32", [1.5]), "s": True, "d": [1.5]}),
]
VARIABLES_GIVE = [
    ("x = array([[1, 2], [3, 4]]); a = x; x[0, 1] = 9; x[1] = 7", {"x": [[1, 9], [7, 7]], "a": [[1, 9], [7, 7]]}),
    ("x = array(5); v = x[...]; x[...] = 7", {"x": 7, "v": 5}),
    ("x = array([1, 2]); y = x.copy(); z = copy(x); x[0] = 9", {"x": [9, 2], "y": [1, 2], "z": [9, 2]}),
]
# A program, and the kind of its error.
RAISES = [
    ("x = array([1, 2]); x += 0.5", {"tensorflow": "casting", "tensorflow-variable": "attribute"}),
    ("x = array([1, 2]); y = x * 1.5", "casting"),
    ("x = array([1, 2]); y = x + array([0.5, 1.5])", "casting"),
    ("x = array([0.5], dtype=\"int32\")", "casting"),
    ("x = array([1, 2]); y = x + array([1, 2, 3])", "shape"),
    ("x = array([1, 2]); y = x.reshape((3, 2))", "shape"),
    ("x = array([[1, 2], [3]])", "shape"),
    ("x = array([1, 2]); y = squeeze(x, 0)", "shape"),
    ("x = array([1, 2]); y = x[2]", "index"),
    ("x = array([1, 2]); y = expand_dims(x, 5)", "index"),
    ("x = array([1, 2]); y = x // 0", "zero"),
    ("x = array([1]); y = sqrt(x)", "type"),
    ("x = array([1, 2]); y = float(x)", "type"),
    ("x = array([1, 2]); y = bool(x)", "value"),
    ("x = array([100000000000000000000])", "overflow"),
    ("x = array([1, 2]); v = x[1:]; v[0] = 9", "immutable"),
    ("x = array([1, 2]); del x[0]", "immutable"),
    ("x = array([1, 2]); x[1:] += 1", {"tensorflow": "immutable", "tensorflow-variable": "unsupported"}),
    ("x = array([1, 2]); x[0] = 9; x[x > 1] = 0", "immutable"),
    ("x = array([1, 2]); add(x, x, out=x)", "unsupported"),
    ("x = array([1, 2]); y = x.strides", "unsupported"),
    ("x = array([1, 2]); y = asarray(x, copy=True)", "unsupported"),
    ("x = array([1, 2]); y = shares_memory(x, x)", "unsupported"),
]
VARIABLES_RAISE = [
    ("x = array([1, 2]); y = x[1:] = [7]", "unsupported"),
    ("x = array([1, 2]); y = address(x)", "unsupported"),
    ("x = array([1, 2, 3]); x[:] = array([1, 2])", "shape"),
    ("x = array([1, 2]); n = len(x)", "type"),
]


class Drivers(user.UserTest):
    def check(self, implementation, gives, raises):
        programs = [program for program, _ in gives + raises]
        lines = [json.dumps({"program": program}) for program in programs]
        answers = dict(zip(programs, self.batch(lines, "--impl", implementation)))
        for program, expected in gives:
            answer = answers[program]
            self.assertIsNone(answer["error"], program)
            for name, value in expected.items():
                found = answer["names"][name]
                if isinstance(value, tuple):
                    self.assertEqual(found["dtype"], value[0], program)
                    value = value[1]
                self.assertEqual(found["content"], value, program)
        for program, kind in raises:
            error = answers[program]["error"]
            self.assertIsNotNone(error, program)
            wanted = kind if isinstance(kind, str) else kind[implementation]
            self.assertEqual(error["kind"], wanted, "%s: %s" % (program, error))

    def test_tensors(self):
        self.check("tensorflow", GIVES + TENSORS_GIVE, RAISES)

    def test_variables(self):
        self.check("tensorflow-variable", GIVES + VARIABLES_GIVE, RAISES + VARIABLES_RAISE)

    def test_both_conform_to_their_profiles(self):
        for implementation in ("tensorflow", "tensorflow-variable"):
            status, out, err = self.ibid("run", "--impl", implementation, "--profile", implementation)
            self.assertEqual(status, 0, out + err)
            self.assertRegex(out, r"\n\d\d\d passed, 0 failed, 0 errors")
            self.assertIn("Conformant to profile %s" % implementation, out)


if __name__ == "__main__":
    user.main()
